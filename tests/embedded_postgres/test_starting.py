"""The first connection starts a server, wherever its directory lies and whoever runs it."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from datetime import datetime
from functools import partial

import pytest

from tests.kit.server_processes import (
    DBSHELL,
    NEEDS_A_SERVER,
    NOBODY,
    SERVER_START,
    manage,
    nobody_works_in,
    processes_in,
    wait_until,
)

pytestmark = NEEDS_A_SERVER


def test_nothing_starts_for_system_checks(root):
    assert "no issues" in manage(root, "check")
    assert not root.exists()


def test_first_connection_starts_a_server_for_demonstrations(new_user):
    user = new_user()
    expected = {
        "drez_site.demonstration_only": "on",
        "listen_addresses": "",
        "jit": "off",
        "fsync": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "server_encoding": "UTF8",
    }
    assert {name: user.ask(f"SHOW {name}") for name in expected} == expected
    assert user.ask("SHOW server_version").startswith("18.")


def test_a_connection_may_say_that_it_is_no_demonstration(new_user):
    user = new_user(PGOPTIONS="-c drez_site.demonstration_only=off")
    assert user.ask("SELECT current_setting('drez_site.demonstration_only', true)") == "off"


def test_the_users_postgres_variables_do_not_matter(new_user):
    variables = {"PGPORT": "6543", "PGHOST": "db.example", "PGDATA": "/nowhere", "LC_ALL": "xx_YY.UTF-8"}
    assert new_user(**variables).ask() == "42"


def test_racing_first_connections_share_one_server(new_user, root):
    users = [new_user() for _ in range(6)]
    for user in users:
        user.send(SERVER_START)
    starts = {datetime.fromisoformat(user.reply()) for user in users}
    assert len(starts) == 1
    assert len(processes_in(root, of="guardian.py")) == 1


def test_only_we_may_enter_the_directories(new_user, root):
    new_user().ask()
    for directory in root, root / "data":
        assert directory.stat().st_mode & 0o777 == 0o700


def test_dbshell_runs_the_psql_of_the_wheel(root, tmp_path):
    path = tmp_path / "bin"
    path.mkdir()
    if unshare := shutil.which("unshare"):
        (path / "unshare").symlink_to(unshare)
    assert manage(root, *DBSHELL, questions="SELECT 40 + 2", environment={"PATH": str(path)}) == "42\n"
    wait_until(partial(nobody_works_in, root))


@pytest.mark.parametrize(
    "name",
    ["with a space", "a,b", "$a'b\"`\\é", f"{'long' * 25}/{'path' * 25}"],
    ids=["space", "comma", "quotes", "longer than a socket address"],
)
def test_any_path_will_do(new_user, tmp_path, name):
    one, other = (new_user(tmp_path / name, TMPDIR=str(tmp_path)) for _ in range(2))
    assert one.server() == other.server()


def test_somebody_elses_link_is_not_followed(new_user, tmp_path):
    root = tmp_path / ("long" * 25)
    user = new_user(root, TMPDIR=str(tmp_path))
    user.ask()
    (link,) = (path for path in tmp_path.iterdir() if path.is_symlink())
    link.unlink()
    link.symlink_to(tmp_path)
    assert re.match(r"OperationalError: .*is not ours", user.ask())


def test_two_directories_do_not_disturb_each_other(new_user, tmp_path):
    one, other = new_user(tmp_path / "one"), new_user(tmp_path / "other")
    start = one.server()
    assert other.server() != start
    other.kill()
    wait_until(partial(nobody_works_in, tmp_path / "other"))
    assert one.server() == start


def test_a_directory_moved_away_takes_its_server_along(new_user, root, tmp_path):
    user = new_user()
    old = user.server()
    root.rename(tmp_path / "elsewhere")
    new = user.server()
    assert new > old
    wait_until(partial(nobody_works_in, tmp_path / "elsewhere"))
    assert new_user().server() == new


def test_an_unprivileged_user(tmp_path, root):
    if os.geteuid():
        pytest.skip("not root: every other test runs unprivileged already")
    os.chown(tmp_path, NOBODY, NOBODY)
    environment = {"PYTHONPATH": sysconfig.get_path("purelib"), "HOME": str(tmp_path)}
    nobody = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    shell = partial(manage, root, *DBSHELL, python=public_python(), environment=environment, **nobody)
    assert shell(questions="SELECT 40 + 2") == "42\n"
    assert (root / "data").stat().st_uid == NOBODY
    wait_until(partial(nobody_works_in, root))


def public_python():
    """An interpreter for everyone: the one we run may lie in a home directory."""
    version = f"python3.{sys.version_info.minor}"
    for python in sys.executable, f"/usr/local/bin/{version}", f"/usr/bin/{version}":
        try:
            subprocess.run([python, "-c", ""], user=NOBODY, group=NOBODY, extra_groups=[], check=True)
        except OSError:
            continue
        return python
    pytest.skip(f"no {version} here that other users may run")
