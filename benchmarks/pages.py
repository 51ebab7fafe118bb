"""`python -m benchmarks.pages`: requests in a second and their times, ours beside what could be had at most.

Serves the demonstration twice with gunicorn, with the page store and without it; a hello-world application
by the same gunicorn with the same settings; and nginx with the very bytes of our page as a file. Asks all of
them in turn, in one run, so that the ratios mean something; the times are those of this machine, which also
sends the requests.

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
    """Requests in a second; milliseconds of half of them, and of 99 in 100; how many failed."""

    rate: float
    p50: float
    p99: float
    failed: int

    @classmethod
    def of(cls, said: str) -> "Measured":
        """From what wrk prints."""
        errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
        refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
        failed = sum(map(int, errors.groups())) if errors else 0
        return cls(
            rate=float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]),
            p50=milliseconds(re.search(r"^ +50%\s+(\S+)", said, re.MULTILINE)[1]),
            p99=milliseconds(re.search(r"^ +99%\s+(\S+)", said, re.MULTILINE)[1]),
            failed=failed + (int(refused[1]) if refused else 0),
        )


def milliseconds(words: str) -> float:
    """Of "12.30ms", "1.20s" or "830.00us"; of "-nan", which stands for no answer at all, not a number."""
    if words.endswith("nan"):
        return float("nan")
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", words).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[unit]


def ask(url: str, connections: int, seconds: int) -> Measured:
    command = ["wrk", f"-t{min(2, connections)}", f"-c{connections}", f"-d{seconds}s", "--timeout=30s"]
    done = subprocess.run(
        [*command, "--latency", "-H", ACCEPT, url], capture_output=True, text=True, check=True
    )
    return Measured.of(done.stdout)


def bytes_of(url: str) -> bytes:
    name, value = ACCEPT.split(": ")
    with urllib.request.urlopen(urllib.request.Request(url, headers={name: value}), timeout=60) as answer:
        return answer.read()


@contextmanager
def static_file(body: bytes, folder: Path):
    """nginx with these bytes as a file; its address."""
    port = free_port()
    (folder / "page.html").write_bytes(body)
    (folder / "nginx.conf").write_text(NGINX_CONF.format(folder=folder, port=port))
    folder.chmod(0o755)  # nginx's workers are somebody else
    command = [NGINX, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log"), "-g", "daemon off;"]
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

    def served(name, application="drez_site.wsgi", **environment):
        environment = SETTINGS | {"PORT": str(free_port())} | environment
        return stack.enter_context(serving(environment, folder / f"{name}.log", application))

    stored = served("stored") + PAGE
    return {
        "ours, cold": served("cold", PAGE_STORE_MEGABYTES="0") + PAGE,
        "ours, stored": stored,
        "hello, world": served("hello", "benchmarks.hello"),
        "nginx, the same bytes": stack.enter_context(static_file(bytes_of(stored), folder)),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=5, help="that each is asked at a time")
    parser.add_argument("--rounds", type=int, default=3, help="of which the median counts")
    options = parser.parse_args()
    if NGINX is None or shutil.which("wrk") is None:
        print("Needs wrk and nginx (Debian: apt install wrk nginx).", file=sys.stderr)
        return 1
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        addresses = contestants(stack, folder)
        for url in addresses.values():
            ask(url, 4, 3)  # so that every worker has met the page
        print(f"{PAGE}: {len(bytes_of(addresses['ours, stored']))} bytes by brotli\n")
        print("| | connections | requests/s | p50 ms | p99 ms | x hello, world | x nginx | failed |")
        print("|---|--:|--:|--:|--:|--:|--:|--:|")
        for connections in CONNECTIONS:
            for line in rows(addresses, connections, options):
                print(line, flush=True)
    return 0


def rows(addresses: dict[str, str], connections: int, options: argparse.Namespace) -> list[str]:
    found: dict[str, list[Measured]] = {name: [] for name in addresses}
    for _ in range(options.rounds):
        for name, url in addresses.items():
            found[name].append(ask(url, connections, options.seconds))
    rate = {name: median(each.rate for each in measured) for name, measured in found.items()}
    return [
        f"| {name} | {connections} | {rate[name]:.0f} | {median(m.p50 for m in measured):.2f}"
        f" | {median(m.p99 for m in measured):.2f} | {rate[name] / rate['hello, world']:.2f}"
        f" | {rate[name] / rate['nginx, the same bytes']:.3f} | {sum(m.failed for m in measured)} |"
        for name, measured in found.items()
    ]


if __name__ == "__main__":
    sys.exit(main())
