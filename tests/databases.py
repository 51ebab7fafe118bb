"""The databases of the suite: one is migrated, and every other is a copy of it, made in a moment.

The migrated one stays on the server. Its name tells of which code it was made; other code makes another.
Copies are in memory where there is room: on a disk a thousand files for each take longer than most tests.
A process locks the names of the databases that it uses. What nobody locks is removed at the next start.
"""

import json
import os
import re
from collections.abc import Callable
from contextlib import contextmanager
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests.kit.memory import ON_DISK, drop_tablespace, tablespace_in_memory

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = ("drez_site", "procedures", "providers")
OURS = re.compile(rf"^(?:from|import) ((?:{'|'.join(PRODUCT)})\b[\w.]*)", re.MULTILINE)
NAMED = ("models.py", "apps.py", "roles.py")
# What tests roll back stays in the files of the tables, and every query reads through it.
MOST_GROWN = 3_000_000  # bytes
# Workers of one run share it; no two runs do.
RUN = (os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid4().hex)[:12]


def fingerprint() -> str:
    """A digest of all that decides what migrations make: files of ours, and every package installed."""
    digest = sha256()
    for path in what_migrations_read():
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    packages = sorted(f"{package.name} {package.version}" for package in distributions())
    digest.update("\n".join([*packages, Path(__file__).read_text()]).encode())
    return digest.hexdigest()[:12]


def what_migrations_read() -> list[Path]:
    """Migrations and what they import, SQL, and what names permissions and groups: models and roles."""
    files = {path for app in PRODUCT for path in (ROOT / app).rglob("*") if path.suffix in (".py", ".sql")}
    migrations = {path for path in files if "migrations" in path.parts}
    modules = {name for path in migrations for name in OURS.findall(path.read_text())}
    imported = {
        path
        for name in modules
        for path in files
        if path.relative_to(ROOT).with_suffix("") == Path(*name.split("."))
    }
    named = {path for path in files if {"sql", "models"} & set(path.parts) or path.name in NAMED}
    return sorted(migrations | imported | named)


class Databases:
    """All databases of this process, on the server of Django's connection.

    `current` are those of this process, `migrated` is what all are copied from, `own` is where tests write.
    """

    current: "Databases"

    def __init__(self):
        type(self).current = self
        self.before = connection.settings_dict["NAME"]
        # Its name without the ending that tells workers apart
        name = connection.creation._get_test_db_name()
        self.prefix = name.removesuffix(f"_{os.environ.get('PYTEST_XDIST_WORKER')}")
        self._server = connection._nodb_cursor()  # open, and with it our locks, until `close`
        self._cursor = self._server.__enter__()
        self.migrated = f"{self.prefix}_of_{fingerprint()}"
        self.tablespace = ON_DISK
        self._used: set[str] = set()  # the names that our session has locked
        with self._alone("migrated"):
            self.remove_what_nobody_uses()
            self._make(self.migrated, "template1", _migrate)
            self._use(f"{self.prefix}_{RUN}")
            self.tablespace = tablespace_in_memory(self._cursor, f"{self.prefix}_{RUN}")
        self.own = self.copy(self.migrated, "own")
        _connect_to(self.own)
        self._filled = {}  # purpose -> the template of the copy in which its tests start

    def renew_what_has_grown(self):
        """Copy those anew that have become much larger than what they were copied from."""
        for purpose, template in [("own", self.migrated), *self._filled.items()]:
            self._cursor.execute(
                "SELECT pg_database_size(%s) - pg_database_size(%s)", [self._name(purpose), template]
            )
            if self._cursor.fetchone()[0] > MOST_GROWN:
                connection.close()
                self.copy(template, purpose)

    def renew(self):
        """As the migrations left it: a test that commits can have changed any row and any sequence."""
        connection.close()
        self.copy(self.migrated, "own")

    @contextmanager
    def holding(self, purpose: str, template_of: Callable[["Databases"], str]):
        """Let tests start in a copy of that template, made when first asked for; they roll back."""
        if purpose not in self._filled:
            template = template_of(self)
            self.copy(template, purpose)
            self._filled[purpose] = template
        with connected_to(self._name(purpose), again=True):
            yield

    def template_of(self, purpose: str) -> str:
        """What a copy is made from of the starting point that this test asked for."""
        return self._filled[purpose]

    def shared(self, purpose: str, fill: Callable[[str], str | None], template: str) -> tuple[str, str]:
        """A copy of the template that `fill(name)` fills for all workers: its name, and what `fill` said."""
        name = f"{self.prefix}_{RUN}_{purpose}"
        with self._alone(name):
            self._make(name, template, fill)
            self._cursor.execute(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
            )
            return name, json.loads(self._cursor.fetchone()[0])

    def copy(self, template: str, purpose: str) -> str:
        """A database of this process as the template is; an earlier one for the same purpose is dropped."""
        name = self._name(purpose)
        self._use(name)
        self.drop(name)
        where = f'TABLESPACE "{self.tablespace}" STRATEGY file_copy'
        self._cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" {where}')
        return name

    def drop(self, name: str):
        """Remove a database, even while somebody is connected to it."""
        _end_waiting(name)
        self._cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def remove_what_nobody_uses(self):
        """Drop databases and tablespaces of the suite that no process has locked."""
        self._cursor.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s) AND datname <> %s",
            [f"{self.prefix}_", self.migrated],
        )
        databases = [name for (name,) in self._cursor.fetchall()]
        self._cursor.execute(
            "SELECT spcname FROM pg_tablespace WHERE starts_with(spcname, %s)", [f"{self.prefix}_"]
        )
        tablespaces = [name for (name,) in self._cursor.fetchall()]
        for name in [each for each in [*databases, *tablespaces] if each not in self._used]:
            self._cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [name])
            if self._cursor.fetchone()[0]:
                self.drop(name) if name in databases else drop_tablespace(self._cursor, name)
                self._cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])

    def close(self):
        """Remove what is ours alone, let go of the rest, and remove what nobody else holds."""
        _connect_to(self.before)
        for purpose in ("own", *self._filled):
            self.drop(self._name(purpose))
        self._cursor.execute("SELECT pg_advisory_unlock_all()")
        self._used.clear()
        with self._alone("migrated"):
            self.remove_what_nobody_uses()
        self._server.__exit__(None, None, None)

    def _name(self, purpose: str) -> str:
        return f"{self.prefix}_{os.getpid()}_{purpose}"

    def _make(self, name: str, template: str, fill: Callable[[str], str | None]):
        """Make a template under another name, so that what has its name is whole; nobody may change it."""
        self._use(name)
        self._cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if self._cursor.fetchone():
            return
        unfinished = self.copy(template, "unfinished")
        said = json.dumps(fill(unfinished))
        self._cursor.execute(f'ALTER DATABASE "{unfinished}" ALLOW_CONNECTIONS false')
        note = connection.ops.compose_sql("%s", [said])
        self._cursor.execute(f'COMMENT ON DATABASE "{unfinished}" IS {note}')
        self._cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')

    def _use(self, name: str):
        self._used.add(name)
        self._cursor.execute("SELECT pg_advisory_lock_shared(hashtext(%s))", [name])

    @contextmanager
    def _alone(self, what: str):
        """No other process does the same meanwhile."""
        self._cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [f"making {what}"])
        try:
            yield
        finally:
            self._cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [f"making {what}"])


# A look at the tables between two tests finds only rows that were rolled back. From then on the server takes
# them for empty, also in a test that fills them, and reads all of one table for each row of another.
LEAVE_THE_TABLES_ALONE = """
DO $$ DECLARE each regclass; BEGIN
    FOR each IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
    LOOP EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = off)', each); END LOOP;
END $$
"""


def _migrate(name: str):
    with connected_to(name):
        call_command("migrate", verbosity=0, interactive=False)
        with connection.cursor() as cursor:
            cursor.execute(LEAVE_THE_TABLES_ALONE)


# By name of the database: connections on which the next test there goes on. A new one costs as much as many a
# test, because its server process knows no table and no function yet.
_waiting: dict[str, Any] = {}


@contextmanager
def connected_to(name: str, *, again: bool = False):
    """Django's connection leads to that database of the server; `again` keeps it open for the next time."""
    before = connection.settings_dict["NAME"]
    _connect_to(name, keeping=True)
    try:
        yield
    finally:
        _connect_to(before, keeping=again)


def _connect_to(name: str, *, keeping: bool = False):
    if keeping and connection.connection and not connection.in_atomic_block:
        _end_waiting(connection.settings_dict["NAME"])
        _waiting[connection.settings_dict["NAME"]] = connection.connection
        connection.connection = None
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
    connection.connection = _waiting.pop(name, None)
    if connection.connection and not connection.is_usable():
        connection.close()


def _end_waiting(name: str):
    if name in _waiting:
        _waiting.pop(name).close()
