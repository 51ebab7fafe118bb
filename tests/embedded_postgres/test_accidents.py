"""Killed servers, guardians and users: the next connection makes good what was lost, or says what to do."""

import fcntl
import re
import subprocess
from functools import partial

import pytest

from tests.kit.server_processes import (
    NEEDS_A_SERVER,
    SERVER_START,
    SHORT_OF_PATIENCE,
    kill_guardian,
    kill_server,
    nobody_works_in,
    processes_in,
    server_is_dead,
    wait_until,
)

pytestmark = NEEDS_A_SERVER
AFTER_THE_FIRST_START = pytest.mark.usefixtures("initialized")


@AFTER_THE_FIRST_START
def test_a_killed_server_is_started_again(new_user, root):
    one, other = new_user(), new_user()
    old = one.server()
    one.ask("CREATE TABLE thing AS SELECT 42 AS number")
    kill_server(root)
    new = one.server()
    assert new > old
    assert other.server() == new
    assert one.ask("SELECT number FROM thing") == "42"


@AFTER_THE_FIRST_START
def test_a_killed_guardian_is_replaced_at_the_next_connection(new_user, root):
    user = new_user()
    start = user.server()
    kill_guardian(root)
    assert user.server() == start
    user.kill()
    wait_until(partial(nobody_works_in, root))


@AFTER_THE_FIRST_START
def test_a_server_left_without_guardian_is_adopted(new_user, root):
    user = new_user()
    start = user.server()
    kill_guardian(root)
    user.kill()
    user = new_user()
    assert user.server() == start
    user.kill()
    wait_until(partial(nobody_works_in, root))


def test_nothing_is_left_of_a_start_whose_user_was_killed(new_user, root):
    user = new_user()
    user.send(SERVER_START)
    wait_until((root / "data/postmaster.pid").exists)
    user.kill()
    wait_until(partial(nobody_works_in, root))
    assert new_user().ask() == "42"


def suspended_initialization(user, root):
    """The initdb of a user's first connection, caught halfway."""
    user.send(SERVER_START)
    wait_until((root / "data.new/base").exists)
    (initdb,) = processes_in(root, of="bin/initdb")
    initdb.suspend()
    return initdb


def test_a_slow_first_start_is_waited_for(new_user, root):
    initdb = suspended_initialization(new_user(), root)
    impatient = new_user(before=SHORT_OF_PATIENCE)
    impatient.send("SELECT 40 + 2")
    assert impatient.is_silent_for(0.7)
    initdb.resume()
    assert impatient.reply() == "42"


@pytest.mark.parametrize("waiting", [True, False], ids=["someone waits", "someone comes later"])
def test_an_initialization_whose_user_was_killed_is_waited_for(new_user, root, waiting):
    killed, next_one = new_user(), new_user()
    initdb = suspended_initialization(killed, root)
    if waiting:
        next_one.send("SELECT 40 + 2")
        assert next_one.is_silent_for(0.5)
    killed.kill()
    if not waiting:
        next_one.send("SELECT 40 + 2")
    assert next_one.is_silent_for(0.5)
    initdb.resume()
    assert next_one.reply() == "42"


@AFTER_THE_FIRST_START
def test_a_server_that_is_not_ready_is_waited_for(new_user, root):
    one, other = new_user(), new_user()
    one.ask()
    record = root / "data/postmaster.pid"
    ready = record.read_text()
    record.write_text(ready.replace("ready   ", "starting"))
    other.send("SELECT 40 + 2")
    assert other.is_silent_for(0.3)
    record.write_text(ready)
    assert other.reply() == "42"


@AFTER_THE_FIRST_START
def test_a_recorded_pid_that_now_is_another_process(new_user, root):
    files = root / "data/postmaster.pid", root / "data/.s.PGSQL.5432.lock"
    innocent = subprocess.Popen(["sleep", "1000"])

    def blame(records):
        for file, text in records.items():
            file.write_text(re.sub(r"\A\d+", str(innocent.pid), text))

    try:
        user = new_user()
        user.ask()
        records = {file: file.read_text() for file in files}
        user.leave()
        wait_until(partial(nobody_works_in, root))

        blame(records)
        user = new_user()
        assert user.ask() == "42"

        kill_server(root)
        wait_until(partial(server_is_dead, root))
        blame(records)
        user.leave()
        wait_until(partial(nobody_works_in, root))
        assert innocent.poll() is None
    finally:
        innocent.kill()
        innocent.wait()


@AFTER_THE_FIRST_START
def test_a_server_that_cannot_start_says_why_and_what_to_do(new_user, root):
    user = new_user()
    user.ask()
    user.leave()
    wait_until(partial(nobody_works_in, root))
    (root / "data/PG_VERSION").write_text("17\n")
    message = new_user().ask()
    assert re.match("OperationalError: .*version 17.*removing .* makes a new one", message)


def test_a_server_that_neither_answers_nor_ends_is_not_waited_for_long(new_user, root):
    root.mkdir()
    with open(root / "server.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        message = new_user(before=SHORT_OF_PATIENCE).ask()
    assert message.startswith("OperationalError: The server neither answers nor ends")
