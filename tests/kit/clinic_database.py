"""The database of a real clinic, with the three roles of deploy/roles.sql; commands run as one of them."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connection

from drez_site.embedded_postgres.server import program
from tests.databases import Databases

ROOT = Path(__file__).resolve().parents[2]


class ClinicDatabase:
    """Whoever has no role is the superuser."""

    def __init__(self, host: str, database: str):
        self.host, self.database, self.prefix = host, database, database

    def user(self, role: str | None) -> str:
        return f"{self.prefix}_{role}" if role else "postgres"

    def url(self, role: str | None) -> str:
        return f"postgres://{self.user(role)}@/{self.database}?host={self.host}"

    def connect(self, role: str | None):
        return psycopg.connect(host=self.host, dbname=self.database, user=self.user(role), autocommit=True)

    def run(self, role: str | None, *command: str, **environment: str) -> str:
        """What a program of Python prints, that uses this database as the role."""
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=os.environ
            | {"DJANGO_SETTINGS_MODULE": "drez_site.settings.test", "DATABASE_URL": self.url(role)}
            | environment,
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def manage(self, role: str | None, *arguments: str) -> str:
        return self.run(role, "manage.py", *arguments)

    def tool(self, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One of PostgreSQL's programs."""
        return subprocess.run(
            [program(name), f"--host={self.host}", *arguments], capture_output=True, text=True
        )

    def make_roles(self) -> None:
        done = self.tool(
            "psql",
            "--no-psqlrc",
            "--username=postgres",
            f"--dbname={self.database}",
            "--set=ON_ERROR_STOP=1",
            f"--set=prefix={self.prefix}",
            f"--file={ROOT / 'deploy/roles.sql'}",
        )
        assert done.returncode == 0, done.stderr


@contextmanager
def clinic_database(purpose: str, template: str = ""):
    """A migrated one that belongs to nobody of the three, or a copy of `template`. Gone afterwards."""
    databases = Databases.current
    with connection._nodb_cursor() as cursor:
        host = cursor.connection.info.host
        name = databases.copy(template or databases.migrated, purpose)
        try:
            yield ClinicDatabase(host, name)
        finally:
            databases.drop(name)
            for role in ("owner", "web", "backup"):
                cursor.execute(f'DROP ROLE IF EXISTS "{name}_{role}"')
