"""Databases that another version made: what cannot be brought up to date, and demonstrations to replace."""

from django.apps import apps
from django.db import transaction
from django.db.migrations.recorder import MigrationRecorder
from psycopg.sql import SQL, Identifier

from drez_site.staff.one_time_links import DEMONSTRATION_USERNAME
from procedures import demonstration_staff

# The app whose migrations were given up when all were written anew, and the one that came in its place.
RETIRED_APP, FIRST_APP_OF_TODAY = "drez_site", "clinic"
# The first migration of while the house was rebuilt, before the migrations of today.
RETIRED_MIGRATION = ("foundation", "0001_contracts")
ACCOUNTS = ("staff_staffmember", "drez_site_staffmember")
USERNAMES = [
    DEMONSTRATION_USERNAME,
    demonstration_staff.AUTHOR["username"],
    demonstration_staff.REVIEWER["username"],
]

TABLES = """
SELECT relname, EXISTS (
    SELECT FROM pg_attribute
    WHERE attrelid = pg_class.oid AND attname = 'is_demonstration' AND NOT attisdropped)
FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'f', 'v', 'm')
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
ORDER BY relname
"""
FUNCTIONS = """
SELECT proc.oid::regprocedure::text FROM pg_proc proc
WHERE proc.pronamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = proc.oid AND deptype = 'e')
"""
SEARCHES = """
SELECT cfgname FROM pg_ts_config WHERE cfgnamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_ts_config.oid AND deptype = 'e')
"""


class NotADemonstrationDatabase(RuntimeError):
    """The database holds something that is not made up, so it was left as it is."""


def holds_a_history_given_up(connection) -> bool:
    """Whether the migrations of before the first release made this database. Reads only."""
    applied = MigrationRecorder(connection).applied_migrations()
    return RETIRED_MIGRATION in applied or any(app == RETIRED_APP for app, _ in applied)


def empty(connection):
    """Take every table, function and search of a demonstration away, whatever version made it.

    Raises NotADemonstrationDatabase, and changes nothing, when there is a table that this project did not
    make, a row that is not marked as demonstration data, or an account besides the demonstration's own.
    """
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = dict(cursor.fetchall())
        _refuse_tables_of_others(connection, list(tables))
        if tables:
            names = SQL(", ").join(map(Identifier, tables))
            cursor.execute(SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(names))
            _refuse_real_rows(cursor, tables)
            cursor.execute(SQL("DROP TABLE {} CASCADE").format(names))
        cursor.execute(FUNCTIONS)
        for (function,) in cursor.fetchall():
            cursor.execute(SQL("DROP FUNCTION {} CASCADE").format(SQL(function)))
        cursor.execute(SEARCHES)
        for (name,) in cursor.fetchall():
            cursor.execute(SQL("DROP TEXT SEARCH CONFIGURATION {}").format(Identifier(name)))


def _refuse_tables_of_others(connection, tables: list[str]):
    ours = ("django", RETIRED_APP, *(config.label for config in apps.get_app_configs()))
    foreign = [name for name in tables if not name.startswith(tuple(f"{label}_" for label in ours))]
    made_by = {app for app, _ in MigrationRecorder(connection).applied_migrations()}
    if foreign or (tables and not made_by & {RETIRED_APP, FIRST_APP_OF_TODAY}):
        raise NotADemonstrationDatabase(
            f"This database holds tables that are not of this site ({', '.join((foreign or tables)[:3])}), "
            "so it was left as it is: name another database in DATABASE_URL."
        )


def _refuse_real_rows(cursor, tables: dict[str, bool]):
    real = [
        table
        for table, is_marked in tables.items()
        if is_marked and _has_row(cursor, table, "is_demonstration IS NOT TRUE")
    ]
    real += [
        table
        for table in ACCOUNTS
        if table in tables and _has_row(cursor, table, "username <> ALL (%s)", USERNAMES)
    ]
    if real:
        raise NotADemonstrationDatabase(
            f"This database holds rows that are not marked as demonstration data ({', '.join(real)}), so it "
            "was left as it is: name another database in DATABASE_URL."
        )


def _has_row(cursor, table: str, condition: str, *values) -> bool:
    question = SQL("SELECT EXISTS (SELECT FROM {} WHERE {})").format(Identifier(table), SQL(condition))
    cursor.execute(question, values)
    return cursor.fetchone()[0]
