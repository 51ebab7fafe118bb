"""Whether the functions and triggers in the database are those of the files.

Every file may be run again, so the question is put to the database itself: run them all, see what that
changes, and take it back. Only the owner of the tables may ask.
"""

from typing import NamedTuple

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.migrations.executor import MigrationExecutor

from .installing import InstallSQL, RemoveSQL, scripts

# Name, version of the row, definition. The row of what is created anew has a new version.
INSTALLED = """
SELECT format('function %s', proc.oid::regprocedure), proc.xmin::text, pg_get_functiondef(proc.oid)
FROM pg_proc proc
WHERE proc.pronamespace = current_schema()::regnamespace AND proc.prokind IN ('f', 'p')
    AND NOT EXISTS (
        SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = proc.oid AND deptype = 'e')
UNION ALL
SELECT format('trigger %s on %s', trig.tgname, trig.tgrelid::regclass), trig.xmin::text,
    concat_ws(' ', pg_get_triggerdef(trig.oid), 'enabled', trig.tgenabled)
FROM pg_trigger trig JOIN pg_class ON pg_class.oid = trig.tgrelid
WHERE NOT trig.tgisinternal AND pg_class.relnamespace = current_schema()::regnamespace
"""


class Installed(NamedTuple):
    """A file with the values that a migration gives it."""

    app_label: str
    name: str
    values: tuple[tuple[str, str], ...]


def installed_files(connection: BaseDatabaseWrapper) -> list[Installed]:
    """What all migrations together leave installed, in the order in which they install it first."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    files: dict[Installed, None] = {}
    steps = (step for migration, _ in plan for step in migration.operations)
    for step in (step for step in steps if isinstance(step, InstallSQL)):
        for name in step.names:
            file = Installed(step.app_label, name, tuple(step.values.items()))
            if isinstance(step, RemoveSQL):
                files.pop(file, None)
            else:
                files.setdefault(file)
    return list(files)


def differences(connection: BaseDatabaseWrapper) -> list[str]:
    """What differs between the database and the files, one sentence for each function or trigger.

    The migrations must all be applied. Nothing stays changed; tables with triggers are locked for a moment.
    """
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        before = _installed(cursor)
        for label, name, values in installed_files(connection):
            cursor.execute(scripts(label, name, dict(values))[0])
        after = _installed(cursor)
        transaction.set_rollback(True, connection.alias)
    found = [f"The {name} is not installed." for name in after.keys() - before.keys()]
    for name, (version, definition) in before.items():
        if after[name][0] == version:
            found.append(f"The {name} is in no file.")
        elif after[name][1] != definition:
            found.append(f"The {name} differs from its file.")
    return sorted(found)


def _installed(cursor: CursorWrapper) -> dict[str, tuple[str, str]]:
    cursor.execute(INSTALLED)
    return {name: (version, definition) for name, version, definition in cursor.fetchall()}
