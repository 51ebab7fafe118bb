"""`python -m benchmarks.race PYTHON`: our pages without the page store beside Wagtail without a cache.

PYTHON is that of an environment with Wagtail 8 and gunicorn:

    python3 -m venv wagtail; wagtail/bin/pip install wagtail==8.0.1 "django<5.3" "psycopg[binary]" gunicorn

Both are served by gunicorn with two workers of eight threads, from one PostgreSQL, and asked in turn, so that
a slow spell of the machine meets all: ratios within one run are what counts. What a worker of ours computes
once for each version of the content is warm, as in any that has served for a minute. Bodies are not
compressed, except where it says so. Needs wrk (Debian: apt install wrk).
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.system.running import ROOT, free_port, load, run_command, serving, wait_until_it_answers

from .cold_pages import PAGES
from .pages import SETTINGS, Measured, ask

DATABASE = f"race_{os.getpid()}"
OTHER = "Wagtail, no cache"
CONNECTIONS = 16
# What a page must reach at least, as a multiple of the other's requests in a second.
READING, ASKING = 1.5, 0.7
# “Find a doctor” answers before anything is asked: ten doctors of all, with the form of the results.
ASK_SOMETHING = ("find a doctor", "results with a place", "results with filters", "article with a place")
LEFT_OUT = ("not found",)
COMPRESSED = ("home", "article", "results with a place", "article with a place")
MOST_OF_THE_MEAN = 3.0  # for the slowest of a hundred


@contextmanager
def database():
    """A database of its own on our private server; what the other site has to know of it."""
    os.environ.update(SETTINGS)
    import django

    django.setup()
    from django.db import connection

    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{DATABASE}"')
        host = cursor.connection.info.host
    try:
        yield {"SMALL_WAGTAIL_HOST": host, "SMALL_WAGTAIL_DATABASE": DATABASE}
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{DATABASE}" WITH (FORCE)')


@contextmanager
def small_wagtail(python: Path, environment: dict[str, str], log: Path):
    """Filled and served; the address of its article."""
    migrations = log.parent / "migrations_of_the_race"
    migrations.mkdir()
    (migrations / "__init__.py").touch()
    environment = os.environ | environment | {"PYTHONPATH": str(log.parent)}
    environment["DJANGO_SETTINGS_MODULE"] = "benchmarks.small_wagtail.settings"
    subprocess.run([python, "-m", "benchmarks.small_wagtail.fill"], cwd=ROOT, env=environment, check=True)
    host = f"127.0.0.1:{free_port()}"
    # Without our configuration, but with its numbers, and a log of requests as ours has one.
    command = [python, "-m", "gunicorn", "--config", "/dev/null", "--bind", host, "--no-control-socket"]
    command += ["--workers", "2", "--worker-class", "gthread", "--threads", "8", "--keep-alive", "5"]
    command += ["--access-logfile", "-", "benchmarks.small_wagtail.wsgi"]
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        wait_until_it_answers(f"http://{host}/article/", server)
        yield f"http://{host}/article/"
    finally:
        server.terminate()
        server.wait(timeout=30)


def race(questions: dict[str, tuple[str, str]], rounds: int, seconds: int) -> dict[str, Measured]:
    """By name the median of several rounds, of an address and the encoding that is asked for."""
    found: dict[str, list[Measured]] = {name: [] for name in questions}
    for number in range(rounds + 1):
        for name, (url, encoding) in questions.items():
            measured = ask(url, CONNECTIONS, seconds, f"Accept-Encoding: {encoding}")
            if number:  # the first round only warms
                found[name].append(measured)
    return {name: Measured.median(measured) for name, measured in found.items()}


def report(found: dict[str, Measured]) -> int:
    """Print the table (× is over Wagtail, by requests and by computing); how many goals were missed."""
    missed = 0
    print("| page | requests/s | × | p50 ms | p99 ms | p99 × mean | ms computed | × by these | failed |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for name, measured in found.items():
        ratio = measured.rate / found[OTHER].rate
        spread = measured.p99 * measured.rate / (CONNECTIONS * 1000)
        is_held = name != OTHER and not name.endswith("by brotli")
        is_low = is_held and ratio < (ASKING if name in ASK_SOMETHING else READING)
        is_wide = is_held and spread > MOST_OF_THE_MEAN
        missed += is_low + is_wide
        print(
            f"| {name} | {measured.rate:.0f} | {ratio:.2f}{'!' * is_low} | {measured.p50:.1f}"
            f" | {measured.p99:.1f} | {spread:.1f}{'!' * is_wide} | {measured.cost:.1f}"
            f" | {found[OTHER].cost / measured.cost:.2f} | {measured.failed} |",
            flush=True,
        )
    return missed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("python", type=Path, help="of an environment with Wagtail")
    parser.add_argument("--seconds", type=int, default=3, help="that each is asked at a time")
    parser.add_argument("--rounds", type=int, default=3, help="of which the median counts")
    parser.add_argument("--only", nargs="*", help="these kinds of page")
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        print("Needs wrk (Debian: apt install wrk).", file=sys.stderr)
        return 1
    kinds = {kind: PAGES[kind] for kind in options.only or PAGES if kind not in LEFT_OUT}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        run_command(SETTINGS, "migrate", "--verbosity", "0")
        load(SETTINGS)
        environment = SETTINGS | {"PORT": str(free_port()), "PAGE_STORE_MEGABYTES": "0"}
        ours = stack.enter_context(serving(environment, folder / "ours.log"))
        of_database = stack.enter_context(database())
        other = stack.enter_context(small_wagtail(options.python, of_database, folder / "other.log"))
        questions = {OTHER: (other, "identity")}
        questions |= {kind: (ours + path, "identity") for kind, path in kinds.items()}
        questions |= {
            f"{kind}, by brotli": (ours + PAGES[kind], "br") for kind in COMPRESSED if kind in kinds
        }
        missed = report(race(questions, options.rounds, options.seconds))
    print(f"\nload average at the end {os.getloadavg()[0]:.1f}; {missed} of the goals missed (!)")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
