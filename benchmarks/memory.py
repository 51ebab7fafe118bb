"""`python -m benchmarks.memory`: does a worker grow while it answers a million requests?

Serves the demonstration with one worker and a page store of 2 MB, so that pages push each other out all the
time, and asks for pages, choices, other encodings and addresses that do not exist. Prints how much memory the
worker holds after each tenth, and ends with 1 if it holds over a tenth more at the end than after the first.

Needs wrk (Debian: apt install wrk), and half an hour on two cores.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil

from tests.system.running import free_port, load, run_command, serving

SETTINGS = {"DJANGO_SETTINGS_MODULE": "drez_site.settings.demonstration", "PAGE_STORE_MEGABYTES": "2"}
MOST_GROWTH = 1.1
# One in five hundred is not to be found, so that Django has something to do as well.
ASKING = """
local pages = {"/", "/procedures/", "/procedures/drez-lesioning/", "/procedures/drg-stimulation/",
    "/contact/", "/procedures/compare/?option=drez&option=drg&show=chosen", "/evidence/?page=2", "/es/",
    "/glossary/", "/doctors/?procedure=drg-stimulation", "/es/procedures/drg-stimulation/"}
local encodings = {"br", "gzip", "identity"}
request = function()
    local path = math.random(500) == 1 and "/nowhere/" .. math.random(1000) or pages[math.random(#pages)]
    return wrk.format("GET", path, {["Accept-Encoding"] = encodings[math.random(#encodings)]})
end
"""


def held(server: psutil.Process) -> float:
    """Megabytes of the workers."""
    return sum(worker.memory_info().rss for worker in server.children()) / 1e6


def ask(url: str, script: Path, seconds: int) -> int:
    """How many requests were answered."""
    command = ["wrk", "-t2", "-c16", f"-d{seconds}s", "--timeout=30s", "-s", str(script), url]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(re.search(r"(\d+) requests in", done.stdout)[1])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=1_000_000)
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        print("Needs wrk (Debian: apt install wrk).", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder, environment = Path(name), SETTINGS | {"PORT": str(free_port())}
        (folder / "asking.lua").write_text(ASKING)
        run_command(environment, "migrate", "--verbosity", "0")
        load(environment)
        with serving(environment, folder / "log", workers=1) as url:
            return grown(url, folder / "asking.lua", options.requests)


def grown(url: str, script: Path, requests: int) -> int:
    server = next(
        process
        for process in psutil.Process().children(recursive=True)
        if process.children() and "gunicorn" in " ".join(process.cmdline())
    )
    answered, first = 0, None
    while answered < requests:
        answered += ask(url, script, 10)
        if first is None:
            first = held(server)
        print(f"{answered:>9} requests: {held(server):.1f} MB", flush=True)
    return 1 if first is None or held(server) > first * MOST_GROWTH else 0


if __name__ == "__main__":
    sys.exit(main())
