"""The databases of the suite: one is migrated, and every other is a copy of it, made in a moment.

The migrated one stays on the server. Its name tells of which code it was made; other code makes another.
"""

import json
import os
from contextlib import contextmanager
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = ("drez_site", "procedures", "providers")
# Workers of one run share it; no two runs do.
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid4().hex
# Whoever makes what all workers wait for holds one of these locks on the server.
MIGRATING, LOADING = 20260701, 20260702


def migrated() -> str:
    """The name of a database that every migration of this code has run in; older ones are removed."""
    prefix = f"{_first_name()}_migrated_"
    name = prefix + fingerprint()
    with _alone(MIGRATING) as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
        found = {row[0] for row in cursor.fetchall()}
        for old in found - {name}:
            drop(old)
        if name not in found:
            unfinished = f"{prefix}unfinished"
            _create(unfinished, "template1")
            with connected_to(unfinished):
                call_command("migrate", verbosity=0, interactive=False)
            finish(unfinished, name)
    return name


def shared(purpose: str, fill) -> tuple[str, str]:
    """A database that `fill(name)` fills for all workers of this run: its name, and what `fill` said."""
    name = f"{_first_name()}_{purpose}"
    with _alone(LOADING) as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
        )
        run, said = json.loads((cursor.fetchone() or ("null",))[0]) or (None, "")
        if run != RUN:
            unfinished = copy(migrated(), f"{name}_unfinished")
            said = fill(unfinished)
            note = connection.ops.compose_sql("%s", [json.dumps([RUN, said])])
            cursor.execute(f'COMMENT ON DATABASE "{unfinished}" IS {note}')
            drop(name)
            finish(unfinished, name)
    return name, said


def fingerprint() -> str:
    """A digest of all that decides what migrations make: our code and SQL, and every package installed."""
    digest = sha256()
    for path in sorted(path for app in PRODUCT for path in (ROOT / app).rglob("*")):
        if path.suffix in (".py", ".sql"):
            digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    packages = sorted(f"{package.name} {package.version}" for package in distributions())
    digest.update("\n".join([*packages, Path(__file__).read_text()]).encode())
    return digest.hexdigest()[:16]


@contextmanager
def connected_to(name: str):
    """Django's connection, in another database for a while."""
    before = connection.settings_dict["NAME"]
    _connect_to(name)
    try:
        yield
    finally:
        _connect_to(before)


def copy(template: str, name: str) -> str:
    """Make a database of that name as the template is; what had the name before is dropped."""
    drop(name)
    _create(name, template)
    return name


def drop(name: str):
    """Remove a database, even while it is used."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def finish(unfinished: str, name: str):
    """Give a template its name only when it is whole; from then on nobody may connect and change it."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
        cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')


class WorkersDatabase:
    """What the tests of one worker write to."""

    def __init__(self):
        self.template = migrated()
        self.name = connection.creation._get_test_db_name()
        self.before = connection.settings_dict["NAME"]

    def renew(self):
        """As the migrations left it: a test that commits can have changed any row and any sequence."""
        connection.close()
        copy(self.template, self.name)
        _connect_to(self.name)

    def remove(self):
        _connect_to(self.before)
        drop(self.name)


@contextmanager
def _alone(lock: int):
    """A cursor outside every test database; no other process that names this lock has one."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [lock])
        yield cursor


def _first_name() -> str:
    """The name of the test database without the ending that tells workers apart."""
    return connection.creation._get_test_db_name().removesuffix(f"_{os.environ.get('PYTEST_XDIST_WORKER')}")


def _create(name: str, template: str):
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def _connect_to(name: str):
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
