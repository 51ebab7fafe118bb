"""`make attack`: the site is attacked again in every way that once worked, and in some of our own.

First strangers attack a site that runs here, over loopback, with the limits of a real one; then the tests run
that try again what a clinic's engineer once found from inside, by finding. Prints a line for each with what
was counted, as it comes, and ends with 1 when one of them got through. It stops by itself.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree  # nosec - of what pytest has just written

import psutil

from benchmarks.attacks import ATTACKS, Target, report_form
from tests.kit.postgres_servers import PostgresServer
from tests.system.running import ROOT, free_port, load, run_command, serving

DATABASE = "attacked"
MINUTES = 15  # for the tests of one finding
# What was found, and the tests that try it again.
FINDINGS = {
    "work that grows faster than a text": ["tests/test_patterns.py"],
    "old TLS, limits passed by spelling, nginx's bare errors": ["tests/system/test_nginx.py"],
    "a clinic without its articles": ["tests/system/test_first_day.py"],
    "signed editions moved to another page": [
        "tests/procedures/test_addresses.py",
        "tests/assembly/test_deleting.py",
        "tests/assembly/test_history_stays.py",
    ],
    "memory by sign-ins": ["tests/staff/test_hashing.py"],
    "500 while the database is away or read-only": ["tests/delivery/test_unavailable.py"],
    "roles in the wrong order, large objects, self-granting": ["tests/assembly/test_database_roles.py"],
    "gunicorn open to the world, settings missing": ["tests/assembly/test_settings.py"],
    "a backup that signs its reader in, or is not whole": ["tests/assembly/test_backups.py"],
    "a killed master": ["tests/system/test_release.py"],
    "uploads of anybody": ["tests/delivery/test_sizes.py"],
    "memory by photos and tables": [
        "tests/providers/test_photos.py",
        "tests/providers/test_import_workbooks.py",
    ],
    "connections on which nobody speaks, or hangs up": ["tests/delivery/test_slow_connections.py"],
    "claims as names, in words that nobody here reads": ["tests/providers/test_closed_words.py"],
    "approved words moved to another row": ["tests/foundation/test_approved_words.py"],
    "sign-in closed by another site, limits": ["tests/delivery/test_limits.py"],
    "guessing, sessions, names of staff": [
        "tests/staff/test_guessing.py",
        "tests/staff/test_sessions.py",
        "tests/staff/test_signing_in.py",
    ],
    "phones and passkeys by copied rows and old answers": [
        "tests/staff/test_phone_secrets.py",
        "tests/staff/test_passkeys.py",
    ],
    "pictures under a signature, signatures and callings-off at once": [
        "tests/procedures/test_pictures.py",
        "tests/procedures/test_one_after_the_other.py",
    ],
    "the page store filled with what nobody reads": ["tests/delivery/test_stored_answers.py"],
    "what a reader leaves behind": [
        "tests/system/test_nothing_is_kept.py",
        "tests/observability/test_logs.py",
    ],
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strangers-only", action="store_true", help="without the tests")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        got_through = by_strangers(Path(folder))
        if not options.strangers_only:
            got_through += by_tests(Path(folder) / "results.xml")
    print(f"GOT THROUGH: {', '.join(got_through) or 'none'}")
    return 1 if got_through else 0


def by_strangers(folder: Path) -> list[str]:
    """The names of those that got through."""
    server = PostgresServer(folder / "postgres", free_port())
    environment = {
        "DJANGO_SETTINGS_MODULE": "benchmarks.attack_settings",
        "DATABASE_URL": server.url(DATABASE),
        "ATTACK_STATIC_ROOT": str(folder / "static"),
        "PORT": str(free_port()),
    }
    failed = []
    try:
        server.initialize()
        server.start()
        server.ask(f"CREATE DATABASE {DATABASE}")
        run_command(environment, "migrate", "--verbosity", "0")
        load(environment)
        with serving(environment, folder / "log", workers=2):
            port = int(environment["PORT"])
            target = Target(port, master(), report_form(port))
            for name, attack in ATTACKS.items():
                outcome = attack(target)
                print(f"{'held' if outcome.held else 'GOT THROUGH':<12}{name:<34}{outcome.said}", flush=True)
                failed += [] if outcome.held else [name]
    finally:
        if server.is_running():
            server.stop("immediate")
    return failed


def master() -> psutil.Process:
    """gunicorn's first process, which started the workers."""
    ours = psutil.Process().children(recursive=True)
    return min(
        (each for each in ours if "gunicorn" in " ".join(each.cmdline())), key=lambda one: one.create_time()
    )


def by_tests(results: Path) -> list[str]:
    """The findings whose tests failed, or of which none ran."""
    failed = []
    for name, files in FINDINGS.items():
        said, held = tried_again(files, results)
        print(f"{'held' if held else 'GOT THROUGH':<12}{name:<66}{said}", flush=True)
        failed += [] if held else [name]
    return failed


def tried_again(files: list[str], results: Path) -> tuple[str, bool]:
    """What these tests counted, and whether all that could be tried here held."""
    command = [sys.executable, "-m", "pytest", "-q", "--nightly", "-p", "no:cacheprovider"]
    results.unlink(missing_ok=True)
    try:
        subprocess.run(
            [*command, f"--junit-xml={results}", *files],
            cwd=ROOT,
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.DEVNULL,
            timeout=60 * MINUTES,
        )
    except subprocess.TimeoutExpired:
        return f"no end after {MINUTES} minutes", False
    if not results.exists():
        return "the tests did not run", False
    cases = [*ElementTree.parse(results).iter("testcase")]
    wrong = [
        case.get("name")
        for case in cases
        if case.find("failure") is not None or case.find("error") is not None
    ]
    skipped = sum(case.find("skipped") is not None for case in cases)
    held = len(cases) - skipped - len(wrong)
    said = f"{held} held, {skipped} could not be tried here {wrong or ''}"
    return said.strip(), held > 0 and not wrong


if __name__ == "__main__":
    sys.exit(main())
