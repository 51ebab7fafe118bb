"""The web server of a site with an embedded server: workers, deaths and the end."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from functools import partial

import psutil
import pytest

from tests.kit.server_processes import (
    NEEDS_A_SERVER,
    REPOSITORY,
    is_dead,
    kill_server,
    nobody_works_in,
    wait_until,
)

pytestmark = [*NEEDS_A_SERVER, pytest.mark.usefixtures("initialized")]


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
            start_new_session=True,
        )
        self.folder = root.parent

    def get(self):
        """The status and the text of the page; status None when nobody answers the door."""
        connection = http.client.HTTPConnection("localhost", timeout=30)
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.settimeout(connection.timeout)
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
        """Those that live."""
        children = psutil.Process(self.process.pid).children()
        return [child for child in children if not is_dead(child.pid)]

    def is_complete(self):
        """Whether both workers are users of the server. Were only one, with it the server would be gone."""
        workers = [worker.pid for worker in self.workers()]
        loaded = {int(mark.name.split()[-1]) for mark in self.folder.glob("loaded by *")}
        return len(workers) == 2 and all(loaded & {pid, self.process.pid} for pid in workers)

    def interrupt(self):
        os.killpg(self.process.pid, signal.SIGINT)

    def kill_all(self):
        os.killpg(self.process.pid, signal.SIGKILL)


@pytest.fixture(params=[(), ("--preload",)], ids=["workers load", "master preloads"])
def gunicorn(request, root):
    server = Gunicorn(root, *request.param)
    try:
        wait_until(lambda: server.is_complete() and server.get()[0] == 200)
        yield server
    finally:
        with suppress(ProcessLookupError):
            server.kill_all()
        server.process.wait()
        wait_until(partial(nobody_works_in, root))


def test_gunicorn_survives_the_death_of_a_worker_and_of_the_server(gunicorn, root):
    start = gunicorn.get()[1]
    (killed, _) = gunicorn.workers()
    killed.kill()
    wait_until(partial(is_dead, killed.pid))
    wait_until(gunicorn.is_complete)
    assert [gunicorn.get() for _ in range(10)] == [(200, start)] * 10

    kill_server(root)
    assert gunicorn.get()[0] in (200, 503)
    wait_until(
        lambda: all(status == 200 and at > start for status, at in (gunicorn.get() for _ in range(10)))
    )


@pytest.mark.parametrize("way_out", [Gunicorn.interrupt, Gunicorn.kill_all])
def test_gunicorn_leaves_nothing(gunicorn, root, way_out):
    way_out(gunicorn)
    wait_until(partial(nobody_works_in, root))
