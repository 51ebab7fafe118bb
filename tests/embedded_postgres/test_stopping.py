"""The last one out stops the server; whoever comes meanwhile waits for a fresh one."""

import fcntl
import os
import re
import signal
import time
from datetime import datetime
from functools import partial

import pytest

from tests.kit.server_processes import (
    NEEDS_A_SERVER,
    SERVER,
    SERVER_START,
    User,
    nobody_works_in,
    postmaster,
    server_is_dead,
    wait_until,
)

pytestmark = [*NEEDS_A_SERVER, pytest.mark.usefixtures("initialized")]


@pytest.mark.parametrize("way_out", [User.leave, User.kill, User.interrupt])
def test_the_last_one_out_stops_the_server(new_user, root, way_out):
    first, second = new_user(), new_user()
    start = first.server()
    assert second.server() == start
    way_out(first)
    time.sleep(0.3)
    assert second.server() == start
    way_out(second)
    wait_until(partial(nobody_works_in, root))
    assert re.search("database system is shut down", (root / "log").read_text())


def test_data_outlives_the_server(new_user, root):
    user = new_user()
    user.ask("CREATE TABLE thing AS SELECT 42 AS number")
    user.leave()
    wait_until(partial(nobody_works_in, root))
    assert new_user().ask("SELECT number FROM thing") == "42"


def test_a_forked_child_keeps_the_server(new_user, root):
    parent, other = new_user(), new_user()
    start = parent.server()
    child = int(parent.ask("fork"))
    parent.kill()
    time.sleep(0.3)
    assert other.server() == start
    other.kill()
    time.sleep(0.3)
    assert not server_is_dead(root)
    os.kill(child, signal.SIGKILL)
    wait_until(partial(nobody_works_in, root))


def test_a_child_forked_during_the_start_keeps_nobody_out(new_user):
    fork = "(os.fork() or time.sleep(SECONDS_TO_LIVE)) and check()"
    before = f"server = {SERVER}; check = server._check_platform; server._check_platform = lambda: {fork}"
    starting = new_user(before=before)
    assert starting.ask() == "42"
    assert new_user().ask() == "42"
    starting.interrupt()


def somebody_stops_it(root):
    """Whether the guardian lets no user in any more."""
    with open(root / "users.lock") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def test_who_comes_while_the_server_stops_waits_for_a_fresh_one(new_user, root):
    leaving, coming = new_user(), new_user()
    old = leaving.server()
    server = postmaster(root)
    os.kill(server, signal.SIGSTOP)
    leaving.leave()
    wait_until(partial(somebody_stops_it, root))
    coming.send(SERVER_START)
    assert coming.is_silent_for(0.5)
    os.kill(server, signal.SIGCONT)
    assert datetime.fromisoformat(coming.reply()) > old


def test_coming_and_going_in_quick_succession(new_user):
    users = [new_user() for _ in range(5)]
    for user in users:
        assert user.ask() == "42"
        user.leave()
