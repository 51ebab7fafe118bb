"""`make attack`: the site is attacked again in every way that once worked, and in some of our own.

First strangers attack a site that runs here, over loopback, with the limits of a real one; then the tests run
that try again what a clinic's engineer once found from inside. Prints a line for each attack and each finding
with what was counted, as it comes, and ends with 1 when one of them got through or could not be tried. It
stops by itself.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import psutil

from benchmarks.attacks import ATTACKS, Door, Target, report_form
from benchmarks.findings import FINDINGS, LINES
from tests.kit.postgres_servers import PostgresServer
from tests.kit.real_nginx import HOST, NGINX, real_nginx
from tests.system.running import ROOT, free_port, load, run_command, serving

DATABASE = "attacked"
MINUTES = 20  # for all tests together
HELD, GOT_THROUGH, NOT_TRIED = "held", "GOT THROUGH", "NOT TRIED"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strangers-only", action="store_true", help="without the tests")
    options = parser.parse_args()
    began, became = time.monotonic(), dict[str, str]()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        became |= by_strangers(Path(folder))
        if not options.strangers_only:
            became |= by_tests(Path(folder))
    counted = Counter(became.values())
    print(f"{counted[HELD]} of {len(became)} held, in {time.monotonic() - began:.0f} s")
    for what in (NOT_TRIED, GOT_THROUGH):
        print(f"{what}: {', '.join(name for name, each in became.items() if each == what) or 'none'}")
    return 0 if counted[HELD] == len(became) else 1


def say(what: str, name: str, said: str) -> str:
    print(f"{what:<12}{name:<66}{said}", flush=True)
    return what


def by_strangers(folder: Path) -> dict[str, str]:
    """What became of each attack."""
    server = PostgresServer(folder / "postgres", free_port())
    environment = {
        "DJANGO_SETTINGS_MODULE": "benchmarks.attack_settings",
        "DATABASE_URL": server.url(DATABASE),
        "ATTACK_STATIC_ROOT": str(folder / "static"),
        "ATTACK_HOST": HOST,
        "PORT": str(free_port()),
    }
    became = {}
    try:
        server.initialize()
        server.start()
        server.ask(f"CREATE DATABASE {DATABASE}")
        run_command(environment, "migrate", "--verbosity", "0")
        load(environment)
        with ExitStack() as running:
            running.enter_context(serving(environment, folder / "log", workers=2))
            port, proxy = int(environment["PORT"]), None
            if NGINX:
                in_front = folder / "nginx"
                run_command(environment, "write_proxy_pages", str(in_front / "pages"))
                nginx = running.enter_context(real_nginx(in_front, port))
                proxy = Door(nginx.tls, HOST, str(in_front / "cert.pem"))
            target = Target(Door(port), proxy, master(), report_form(port))
            for name, attack in ATTACKS.items():
                outcome = attack(target)
                what = NOT_TRIED if outcome.held is None else HELD if outcome.held else GOT_THROUGH
                became[name] = say(what, name, outcome.said)
    finally:
        if server.is_running():
            server.stop("immediate")
    return became


def master() -> psutil.Process:
    """gunicorn's first process, which started the workers."""
    ours = psutil.Process().children(recursive=True)
    return min(
        (each for each in ours if "gunicorn" in " ".join(each.cmdline())), key=lambda one: one.create_time()
    )


def by_tests(folder: Path) -> dict[str, str]:
    """What became of each finding."""
    became, tests = {}, Counter[str]()
    for line in tried_again(folder):
        said = f"{line['held']} tests held"
        said += f", {line['not_tried']} could not be tried here" if line["not_tried"] else ""
        said += f", {line['not_ended']} did not end" if line["not_ended"] else ""
        said += f", none in {', '.join(line['untried'])}" if line["untried"] else ""
        got_through = line["wrong"] or line["not_ended"]
        what = GOT_THROUGH if got_through else NOT_TRIED if line["untried"] else HELD
        became[line["name"]] = say(what, line["name"], said)
        for test, message in line["wrong"].items():
            print(f"{'':<12}{test}: {message}", flush=True)
        tests.update(held=line["held"], not_tried=line["not_tried"], wrong=len(line["wrong"]))
    for name in FINDINGS.keys() - became.keys():
        became[name] = say(GOT_THROUGH, name, "its tests did not run")
    print(
        f"{tests.total()} tests: {tests['held']} held, {tests['wrong']} did not, "
        f"{tests['not_tried']} could not be tried here"
    )
    return became


def tried_again(folder: Path) -> Iterator[dict]:
    """What the tests of each finding counted, as they end; nothing more after MINUTES."""
    lines, said = folder / "lines", folder / "said"
    lines.touch()
    command = [sys.executable, "-m", "pytest", "-q", "--nightly", "-p", "no:cacheprovider"]
    command += ["-p", "benchmarks.findings", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    files = [file for each in FINDINGS.values() for file in each]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", LINES: str(lines)}
    with said.open("w") as output:
        tests = subprocess.Popen(
            [*command, *files],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,  # so that all of it can be told to end
        )
    too_late = time.monotonic() + 60 * MINUTES
    try:
        with lines.open() as written:
            read = ""
            while True:
                has_ended = tests.poll() is not None or time.monotonic() > too_late
                *whole, read = (read + written.read()).split("\n")
                yield from map(json.loads, whole)
                if has_ended:
                    break
                time.sleep(0.2)
            end(tests)
            yield from map(json.loads, (read + written.read()).splitlines())  # of those that had not ended
    finally:
        end(tests)
    if tests.returncode not in (0, 1):
        print(f"pytest ended with {tests.returncode}:", *said.read_text().splitlines()[-15:], sep="\n  ")


def end(tests: subprocess.Popen) -> None:
    """As by Ctrl-C, so that they take their databases away."""
    for told in (signal.SIGINT, signal.SIGKILL):
        if tests.poll() is None:
            os.killpg(tests.pid, told)
            with suppress(subprocess.TimeoutExpired):
                tests.wait(timeout=60)


if __name__ == "__main__":
    sys.exit(main())
