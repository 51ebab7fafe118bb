"""`make upgrade-drill`: the release before with its data, under this code; then its code on the new tables.

Takes the newest release tag; before the first one, the first commit whose migrations stand; or any commit by
`--from`. Its code migrates an empty database, loads the demonstration and answers pages; this code migrates
that database and answers; then the old code answers the same pages once more, as it does while a release
comes up or after it went back. Compared are the rows of every table that was there, the hashes of the signed
editions, and the answers of the old code, byte by byte. Both run with the packages of this environment. Ends
with 1 when something was lost or differs, with 2 where git does not know that commit.
"""

import argparse
import difflib
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import psycopg

from tests.kit.asking import ask
from tests.kit.postgres_servers import PostgresServer
from tests.system.running import ROOT, free_port, run_command, serving

DATABASE = "upgraded"
# From here on migrations are never edited; there is no release yet.
FIRST = "b579d44cc841e59583045e57c726c354b5f0271e"
PAGES = [
    "/",
    "/es/",
    "/procedures/drez-lesioning/",
    "/es/procedures/drg-stimulation/",
    "/contact/",
    "/glossary/",
]
PAGES += ["/doctors/?near=27710", "/doctors/?near=Denver", "/conditions/", "/evidence/", "/admin/login/"]
# Counts of the moment, which nobody needs.
NOT_KEPT = {"django_session", "delivery_requestcount", "django_migrations", "axes_accessattempt"}
# Filled by triggers and commands from other rows; a release may fill them in another way.
MADE_FROM_OTHERS = {
    "providers_searchentry",
    "procedures_passage",
    "providers_place",
    "auth_permission",
    "django_content_type",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--from", dest="before", default=newest_release(), help="a tag or a commit")
    options = parser.parse_args()
    if subprocess.run(["git", "cat-file", "-e", f"{options.before}^{{commit}}"], cwd=ROOT).returncode:
        print(f"git does not know {options.before} here: fetch it, or name a commit with --from.")
        return 2
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return upgrade(Path(folder), options.before)


def newest_release() -> str:
    """The newest tag behind this commit, like v0.2.0."""
    command = ["git", "describe", "--tags", "--match", "v*", "--abbrev=0"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout.strip() or FIRST


def upgrade(folder: Path, before: str) -> int:
    old = folder / "old"
    archive = subprocess.run(["git", "archive", before], cwd=ROOT, capture_output=True, check=True).stdout
    old.mkdir()
    subprocess.run(["tar", "--extract", f"--directory={old}"], input=archive, check=True)
    server = PostgresServer(folder / "postgres", free_port())
    try:
        server.initialize()
        server.start()
        server.ask(f"CREATE DATABASE {DATABASE}")
        return compared(folder, old, server.url(DATABASE), before)
    finally:
        if server.is_running():
            server.stop("immediate")


def compared(folder: Path, old: Path, url: str, before: str) -> int:
    """Upgrade, print what was compared, and return the exit code."""
    faults = []
    run_command(of_old(url), "migrate", "--verbosity", "0", root=old)
    run_command(of_old(url), "collectstatic", "--noinput", "--verbosity", "0", root=old)
    run_command(of_old(url), "load_demonstration", root=old)
    with running(of_old(url), folder, old) as port:
        pages_before = read(port)
    rows_before, editions_before = rows(url), editions(url)

    new = of_new(url, folder)
    run_command(new, "migrate", "--verbosity", "0")
    run_command(new, "collectstatic", "--noinput", "--verbosity", "0")
    rows_after, editions_after = rows(url), editions(url)
    for table, count in rows_before.items():
        if rows_after.get(table) != count and table not in MADE_FROM_OTHERS:
            faults.append(f"{table} had {count} rows, and has {rows_after.get(table, 'no table')}")
    if editions_after != editions_before:
        faults.append("signed editions are not what they were")
    if untrue := [edition[0] for edition in editions_after if not edition[-1]]:
        faults.append(f"{len(untrue)} signed editions have words that are not those of their hash")
    with running(new, folder, ROOT) as port:
        statuses = {page: status for page, (status, _) in read(port).items()}
    faults += [
        f"this code answers {page} with {status}" for page, status in statuses.items() if status != 200
    ]
    with running(of_old(url), folder, old) as port:
        pages_after = read(port)
    for page, (status, body) in pages_after.items():
        if status != 200:
            faults.append(f"the old code answers {page} with {status}")
        elif page != "/admin/login/" and body != pages_before[page][1]:
            faults.append(
                f"the old code says something else at {page}: {difference(pages_before[page][1], body)}"
            )

    held = sum(rows_before.values())
    print(f"from {before}: {len(rows_before)} tables with {held} rows; now {len(rows_after)} tables")
    print(f"{len(editions_before)} signed editions; {len(PAGES)} pages by the old code, this, the old again")
    print(f"FAULTS: {len(faults)}")
    for fault in faults:
        print(f"  {fault}")
    return 1 if faults or not editions_before else 0


def difference(before: bytes, after: bytes) -> str:
    """The first lines that differ, cut short."""
    lines = difflib.unified_diff(*(each.decode().splitlines() for each in (before, after)), n=0, lineterm="")
    return " ".join(line.strip()[:160] for line in islice(lines, 3, 7))


def of_old(url: str) -> dict[str, str]:
    # One address for all its pages, whatever the port.
    where = {"PUBLIC_ORIGIN": "http://clinic.example", "DATABASE_URL": url}
    return where | {"DJANGO_SETTINGS_MODULE": "drez_site.settings.demonstration"}


def of_new(url: str, folder: Path) -> dict[str, str]:
    static = {"STANDBY_STATIC_ROOT": str(folder / "static")}
    return static | {"DJANGO_SETTINGS_MODULE": "benchmarks.standby_settings", "DATABASE_URL": url}


@contextmanager
def running(environment: dict[str, str], folder: Path, root: Path):
    """The port of a site of this code."""
    port = free_port()
    with serving(environment | {"PORT": str(port)}, folder / "log", workers=1, root=root):
        yield port


def read(port: int) -> dict[str, tuple[int, bytes]]:
    return {page: ask(port, page) for page in PAGES}


def rows(url: str) -> dict[str, int]:
    """Of each table, how many."""
    with psycopg.connect(url) as connection:
        names = connection.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        ).fetchall()
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for (name,) in names
            if name not in NOT_KEPT
        }


def editions(url: str) -> list[tuple]:
    """What makes each signed edition what it is; its hash is that of its words."""
    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT id, document_id, number, content_hash, content_hash = words_hash(content)"
            " FROM procedures_edition ORDER BY id"
        ).fetchall()


if __name__ == "__main__":
    sys.exit(main())
