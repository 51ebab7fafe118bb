"""`python -m benchmarks.pages`: requests in a second and their times, ours beside what could be had at most.

Serves the demonstration with gunicorn, with the page store and without it; a hello-world application by the
same gunicorn with the same settings, and one that says as much as our page; the demonstration with granian;
and nginx with the very bytes of our page as a file. Asks all of them in turn, in one run, so that the ratios
mean something; the times are those of this machine, which also sends the requests. With --pin the servers
have one half of the processors for themselves, and wrk the other.

Needs wrk and nginx (Debian: apt install wrk nginx). Two workers each, brotli, kept connections.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import psutil

from tests.system.running import free_port, load, run_command, serving

NGINX = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
SETTINGS = {"DJANGO_SETTINGS_MODULE": "drez_site.settings.demonstration"}
PAGE = "/procedures/drg-stimulation/"
CONNECTIONS = (1, 16, 256)
ACCEPT = "Accept-Encoding: br"
NGINX_CONF = """
worker_processes 2;
error_log {folder}/error.log;
pid {folder}/nginx.pid;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    server {{
        listen 127.0.0.1:{port};
        root {folder};
        location / {{ default_type text/html; }}
    }}
}}
"""


@dataclass(frozen=True)
class Measured:
    """Requests in a second; milliseconds of half of them, and of 99 in 100; how many failed.

    `cost` is what the server's processes computed for each, in milliseconds: other work on the machine slows
    the answers, but makes nobody compute much more.
    """

    rate: float
    p50: float
    p99: float
    failed: int
    cost: float

    @classmethod
    def of(cls, said: str, computed: float) -> "Measured":
        """From what wrk prints, and the seconds that the server computed meanwhile."""
        errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
        refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
        failed = sum(map(int, errors.groups())) if errors else 0
        return cls(
            rate=float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]),
            p50=milliseconds(re.search(r"^ +50%\s+(\S+)", said, re.MULTILINE)[1]),
            p99=milliseconds(re.search(r"^ +99%\s+(\S+)", said, re.MULTILINE)[1]),
            failed=failed + (int(refused[1]) if refused else 0),
            cost=1000 * computed / max(1, int(re.search(r"(\d+) requests in", said)[1])),
        )

    @classmethod
    def median(cls, rounds: "list[Measured]") -> "Measured":
        """Of several rounds; all that failed."""
        return cls(
            rate=median(each.rate for each in rounds),
            p50=median(each.p50 for each in rounds),
            p99=median(each.p99 for each in rounds),
            failed=sum(each.failed for each in rounds),
            cost=median(each.cost for each in rounds),
        )


def milliseconds(words: str) -> float:
    """Of "12.30ms", "1.20s" or "830.00us"; of "-nan", which stands for no answer at all, not a number."""
    if words.endswith("nan"):
        return float("nan")
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", words).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[unit]


def ask(url: str, connections: int, seconds: int, accept: str = ACCEPT) -> Measured:
    command = ["wrk", f"-t{min(2, connections)}", f"-c{connections}", f"-d{seconds}s", "--timeout=30s"]
    before = computed_by(url)
    done = subprocess.run(
        [*command, "--latency", "-H", accept, url], capture_output=True, text=True, check=True
    )
    return Measured.of(done.stdout, computed_by(url) - before)


def computed_by(url: str) -> float:
    """Seconds that the processes of the server at this address have computed; 0 if we did not start it."""
    port = urlsplit(url).port
    families = ([server, *server.children(recursive=True)] for server in psutil.Process().children())
    return sum(
        sum(each.cpu_times()[:2])
        for family in families
        if any(socket.laddr.port == port for each in family for socket in listening(each))
        for each in family
    )


def listening(process: psutil.Process) -> list:
    return [socket for socket in process.net_connections() if socket.status == psutil.CONN_LISTEN]


def bytes_of(url: str) -> bytes:
    name, value = ACCEPT.split(": ")
    with urllib.request.urlopen(urllib.request.Request(url, headers={name: value}), timeout=60) as answer:
        return answer.read()


@contextmanager
def static_file(body: bytes, folder: Path):
    """nginx with these bytes as a file; its address."""
    port = free_port()
    (folder / "page.html").write_bytes(body)
    config = folder / "nginx.conf"
    config.write_text(NGINX_CONF.format(folder=folder, port=port))
    folder.chmod(0o755)  # nginx's workers are somebody else
    command = [NGINX, "-c", str(config), "-e", str(folder / "error.log"), "-g", "daemon off;"]
    server = subprocess.Popen(command)
    try:
        yield f"http://127.0.0.1:{port}/page.html"
    finally:
        server.terminate()
        server.wait(timeout=30)


def contestants(stack: ExitStack, folder: Path) -> dict[str, str]:
    """By name the address to ask; all are served until the stack ends."""
    run_command(SETTINGS, "migrate", "--verbosity", "0")
    load(SETTINGS)

    def served(name, application="drez_site.wsgi", by_granian=False, **environment):
        environment = SETTINGS | {"PORT": str(free_port())} | environment
        log = folder / f"{name}.log"
        return stack.enter_context(serving(environment, log, application, by_granian=by_granian))

    stored = served("stored") + PAGE
    body = bytes_of(stored)
    return {
        "ours, cold": served("cold", PAGE_STORE_MEGABYTES="0") + PAGE,
        "ours, stored": stored,
        "hello, world": served("hello", "benchmarks.hello"),
        "hello, world, as many bytes": served("long_hello", "benchmarks.hello", HELLO_BYTES=str(len(body))),
        "ours, stored, by granian": served("granian", by_granian=True, DATABASE_POOL_SIZE="8") + PAGE,
        "nginx, the same bytes": stack.enter_context(static_file(body, folder)),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=5, help="that each is asked at a time")
    parser.add_argument("--rounds", type=int, default=3, help="of which the median counts")
    parser.add_argument("--pin", action="store_true", help="wrk and the servers to processors of their own")
    options = parser.parse_args()
    if NGINX is None or shutil.which("wrk") is None:
        print("Needs wrk and nginx (Debian: apt install wrk nginx).", file=sys.stderr)
        return 1
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        processors = sorted(os.sched_getaffinity(0))
        if options.pin:  # whoever starts now inherits it
            os.sched_setaffinity(0, processors[: len(processors) // 2])
        addresses = contestants(stack, folder)
        if options.pin:
            os.sched_setaffinity(0, processors[len(processors) // 2 :])
        for url in addresses.values():
            ask(url, 4, 3)  # so that every worker has met the page
        print(f"{PAGE}: {len(bytes_of(addresses['ours, stored']))} bytes by brotli")
        print(f"load average {os.getloadavg()[0]:.1f}{', pinned' * options.pin}\n")
        print("| | connections | requests/s | p50 ms | p99 ms | x hello | x nginx | ms computed | failed |")
        print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
        for connections in CONNECTIONS:
            for line in rows(addresses, connections, options):
                print(line, flush=True)
    return 0


def rows(addresses: dict[str, str], connections: int, options: argparse.Namespace) -> list[str]:
    found: dict[str, list[Measured]] = {name: [] for name in addresses}
    for _ in range(options.rounds):
        for name, url in addresses.items():
            found[name].append(ask(url, connections, options.seconds))
    middle = {name: Measured.median(measured) for name, measured in found.items()}
    hello, nginx = middle["hello, world"].rate, middle["nginx, the same bytes"].rate
    return [
        f"| {name} | {connections} | {each.rate:.0f} | {each.p50:.2f} | {each.p99:.2f}"
        f" | {each.rate / hello:.2f} | {each.rate / nginx:.3f} | {each.cost:.3f} | {each.failed} |"
        for name, each in middle.items()
    ]


if __name__ == "__main__":
    sys.exit(main())
