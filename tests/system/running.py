"""Start the site as `make run` does, and find a browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# The shell draws the same pages without a browser's window: a new context costs it a fifth of the work.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


_reserved: list[socket.socket] = []


def free_port() -> int:
    """A port that nobody who asks for any is given until this process ends.

    One server after the other may listen there: to the kernel, they ask for it with SO_REUSEADDR.
    """
    reserved = socket.socket()
    reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    reserved.bind(("127.0.0.1", 0))
    _reserved.append(reserved)
    return reserved.getsockname()[1]


def run_command(environment: dict[str, str], *arguments, root: Path = ROOT) -> str:
    """What `manage.py` prints, of the code in `root`."""
    environment = os.environ | environment
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def running_site(environment: dict[str, str], log: Path):
    """Load the demonstration and serve it with gunicorn; give its address and what loading said."""
    environment = environment | {"PORT": str(free_port())}
    run_command(environment, "migrate", "--verbosity", "0")
    said = load(environment)
    with serving(environment, log) as url:
        yield url, said


def load(environment: dict[str, str]) -> str:
    """Put static files and the demonstration in place; what loading said."""
    run_command(environment, "collectstatic", "--noinput", "--verbosity", "0")
    return run_command(environment, "load_demonstration")


# As docs/operations.md says, for whoever wants a faster server.
GRANIAN = ["granian", "--interface", "wsgi", "--blocking-threads", "8", "--no-ws"]


@contextmanager
def serving(
    environment: dict[str, str],
    log: Path,
    application="drez_site.wsgi",
    workers=2,
    by_granian=False,
    root: Path = ROOT,
    probe="",
):
    """Serve what is loaded at PORT with gunicorn, or granian, by the code in `root`; its address.

    It is up once it answers at `probe`.
    """
    environment = os.environ | environment | {"WEB_CONCURRENCY": str(workers)}
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    host = f"127.0.0.1:{environment['PORT']}"
    command = ["gunicorn", "--bind", host, application]
    if by_granian:
        where = ["--host", "127.0.0.1", "--port", environment["PORT"], "--workers", str(workers)]
        command = [*GRANIAN, *where, f"{application}:application"]
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=root, env=environment, stdout=output, stderr=output
        )
    try:
        url = f"http://{environment.get('HOST', '127.0.0.1')}:{environment['PORT']}"
        wait_until_it_answers(url + probe, server)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_until_it_answers(url: str, server: subprocess.Popen):
    """Within a minute; raises AssertionError when it does not, or has ended."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended by itself"
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{url} did not answer within a minute")
