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
    nobody_works_in,
    postmaster,
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
