"""Room for files in the memory of the machine, where a thousand of them are made and removed in no time."""

import shutil
from pathlib import Path
from tempfile import mkdtemp

from django.conf import settings
from django.db import DatabaseError

MEMORY = Path("/dev/shm")
ROOM = 2**31  # bytes: the databases of one run of the suite fill a quarter
ON_DISK = "pg_default"


def in_memory() -> Path | None:
    """A folder there, if the machine has one with room."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else None


def tablespace_in_memory(cursor, name: str) -> str:
    """A tablespace of this name, made unless it is there; the server's usual one where memory has no room.

    A server that somebody else runs, perhaps on another machine, keeps to its own.
    """
    cursor.execute("SELECT 1 FROM pg_tablespace WHERE spcname = %s", [name])
    if cursor.fetchone():
        return name
    folder = in_memory()
    if folder is None or settings.DATABASES["default"]["ENGINE"] != "drez_site.embedded_postgres":
        return ON_DISK
    location = mkdtemp(prefix=f"{name}_", dir=folder)
    try:
        cursor.execute(f"CREATE TABLESPACE \"{name}\" LOCATION '{location}'")
    except DatabaseError:  # the server runs as another user
        shutil.rmtree(location)
        return ON_DISK
    return name


def drop_tablespace(cursor, name: str):
    """Remove an empty tablespace and its folder, which may be gone since the machine started anew."""
    cursor.execute("SELECT pg_tablespace_location(oid) FROM pg_tablespace WHERE spcname = %s", [name])
    (location,) = cursor.fetchone()
    cursor.execute(f'DROP TABLESPACE "{name}"')
    shutil.rmtree(location, ignore_errors=True)
