"""A restore, tried: of a dump into a database of its own, compared with what it held, and read on a site.

Nothing of the clinic's own database or roles is touched: the drill has its own, which go when it ends.
"""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import psycopg
from django.conf import settings
from psycopg.sql import SQL, Identifier

from . import backups
from .backups import BackupFailed

ROLES = ("owner", "web", "backup")
SECONDS_TO_START = 60
MOST_PAGES = 3
LINK_TO_AN_OPERATION = re.compile(r'href="(/procedures/[a-z0-9-]+/)"')


@contextmanager
def restored(dump: Path, admin: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """The parameters of a database that holds the dump, with roles of its own. Raises BackupFailed."""
    name = f"drill_{os.getpid()}"
    there = {**admin, "dbname": name}
    try:
        with psycopg.connect(**admin, autocommit=True) as server:
            server.execute(SQL("CREATE DATABASE {} TEMPLATE template0").format(Identifier(name)))
        make_roles(there, name)
        backups.run(
            "pg_restore",
            "--no-owner",
            "--no-privileges",
            "--exit-on-error",
            f"--role={name}_owner",
            f"--dbname={name}",
            str(dump),
            to=there,
        )
        make_roles(there, name)
        yield there
    except psycopg.Error as error:
        raise BackupFailed(f"{type(error).__name__}: {str(error).strip()}") from error
    finally:
        with psycopg.connect(**admin, autocommit=True) as server:
            server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
            for role in ROLES:
                server.execute(SQL("DROP ROLE IF EXISTS {}").format(Identifier(f"{name}_{role}")))


def make_roles(there: Mapping[str, Any], prefix: str) -> None:
    """A dump carries no grants of the database, so they are given before and after."""
    file = settings.BASE_DIR / "deploy/roles.sql"
    options = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--set=prefix={prefix}"]
    backups.run("psql", *options, f"--file={file}", to=there)


def compare(dump: Path, there: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """What was restored, and a sentence for everything that is not as it was."""
    held = json.loads(backups.described_in(dump).read_text(encoding="utf-8"))
    with backups.reading(there) as moment:
        here = backups.contents(moment) | {"left_out": backups.rows_of(moment, backups.LEFT_OUT)}
    wrong = [
        f"{table}: {held['rows'].get(table)} rows in the backup, {here['rows'].get(table)} restored"
        for table in sorted(held["rows"].keys() | here["rows"].keys())
        if held["rows"].get(table) != here["rows"].get(table)
    ]
    for part in ("triggers", "functions", "editions"):
        if held[part] != here[part]:
            wrong.append(f"{part}: {held[part]} in the backup, {here[part]} restored")
    wrong += [
        f"{table}: {count} rows, which no backup may hold"
        for table, count in here["left_out"].items()
        if count
    ]
    if here["editions"][1]:
        wrong.append(f"editions: {here['editions'][1]} have words that are not those of their hash")
    return here, wrong


def read_pages(there: Mapping[str, Any]) -> list[str]:
    """Start the site on it as the website's role, and read what patients read; the addresses.

    Raises BackupFailed when one does not come.
    """
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    environment = os.environ | _environment(there, port)
    command = [sys.executable, "-m", "gunicorn", "drez_site.wsgi"]
    with subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait_for(port, server)
            home = _read(port, "/")
            paths = list(dict.fromkeys(LINK_TO_AN_OPERATION.findall(home)))[:MOST_PAGES]
            for path in paths:
                _read(port, path)
        finally:
            server.terminate()
    return ["/", *paths]


def _environment(there: Mapping[str, Any], port: int) -> dict[str, str]:
    """Of a site beside the clinic's own, from whose environment this takes what would lead back to it.

    A replica would answer with what the clinic has, and counts would begin anew in the folder of its site.
    """
    return {
        "DATABASE_URL": _url(there, role=f"{there['dbname']}_web"),
        "DATABASE_REPLICA_URLS": "",
        "METRICS_FOLDER": "",
        "BEHIND_TLS_PROXY": "true",
        "WEB_CONCURRENCY": "1",
        "BIND": f"127.0.0.1:{port}",
    }


def _url(there: Mapping[str, Any], role: str) -> str:
    """For DATABASE_URL: signed in as the administrator, at work as the role, which has no password here."""
    query = {"host": there["host"]} if there.get("host") else {}
    query |= {"options": f"-c role={role}"}
    who = ":".join(quote(there[name], safe="") for name in ("user", "password") if there.get(name))
    port = f":{there['port']}" if there.get("port") else ""
    return f"postgres://{who}@{port}/{there['dbname']}?{urlencode(query)}"


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise BackupFailed("The site does not start on what was restored.")
        try:
            _read(port, "/readyz")
            return
        except (BackupFailed, OSError):
            time.sleep(0.2)
    raise BackupFailed("The site does not answer on what was restored.")


def _read(port: int, path: str) -> str:
    """A page, asked for as nginx asks. Raises BackupFailed unless it is there."""
    headers = {"Host": urlsplit(settings.PUBLIC_ORIGIN).netloc, "X-Forwarded-Proto": "https"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # nosec B310
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        raise BackupFailed(f"{path}: {error.code}") from error
