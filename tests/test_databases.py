"""The databases of tests stay small, and PostgreSQL knows no more of their tables than a test puts there."""

import shutil

import pytest
from django.conf import settings
from django.db import connection, transaction

from tests.databases import MOST_GROWN
from tests.kit.memory import ON_DISK, in_memory, tablespace_in_memory


def asked(statement: str):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def test_nobody_looks_at_a_table_between_two_tests(db):
    """Or its rows would count as none from then on: those of all tests before were rolled back."""
    ours = "FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
    assert asked(f"SELECT count(*) {ours}") > 80
    left_alone = "coalesce(reloptions, '{}') @> '{autovacuum_enabled=off}'"
    assert asked(f"SELECT count(*) {ours} AND NOT {left_alone}") == 0


def test_a_database_full_of_rows_that_were_rolled_back_is_copied_anew(django_db_setup, django_db_blocker):
    size = "SELECT pg_database_size(current_database())"
    with django_db_blocker.unblock():
        with pytest.raises(ZeroDivisionError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO django_session SELECT md5(n::text), repeat('x', 200), now()"
                " FROM generate_series(1, 20000) AS n"
            )
            raise ZeroDivisionError
        full = asked(size)
        django_db_setup.renew_what_has_grown()
        assert full - asked(size) > MOST_GROWN
        again = asked("SELECT oid FROM pg_database WHERE datname = current_database()")
        django_db_setup.renew_what_has_grown()
        assert again == asked("SELECT oid FROM pg_database WHERE datname = current_database()")
        connection.close()


def test_the_next_test_goes_on_with_the_connection_of_the_last(django_db_setup, django_db_blocker):
    pid = "SELECT pg_backend_pid()"

    def there():
        with django_db_setup.holding("goes_on", lambda databases: databases.migrated):
            return asked(pid)

    with django_db_blocker.unblock():
        own, first = asked(pid), there()
        assert asked(pid) == own != first == there()
        assert asked(f"SELECT pg_terminate_backend({first}, 5000)")
        assert there() not in (own, first), "and with a new one when the server has ended it"
        connection.close()


TABLESPACE = "SELECT spcname FROM pg_database JOIN pg_tablespace ON pg_tablespace.oid = dattablespace"


def test_a_copy_is_in_memory_where_there_is_room(db, django_db_setup):
    assert asked(f"{TABLESPACE} WHERE datname = current_database()") == django_db_setup.tablespace
    if in_memory() and settings.DATABASES["default"]["ENGINE"] == "drez_site.embedded_postgres":
        assert django_db_setup.tablespace != ON_DISK


def test_what_a_run_left_in_memory_is_gone_at_the_next_start(django_db_setup, django_db_blocker):
    """Also when the machine has started anew, and its memory is empty."""
    if django_db_setup.tablespace == ON_DISK:
        pytest.skip("no room in memory, or a server of somebody else")
    left = f"{django_db_setup.prefix}_left"
    # A process that starts or ends meanwhile would take it away, too.
    alone = django_db_setup._alone("migrated")
    with django_db_blocker.unblock(), alone, connection._nodb_cursor() as cursor:
        assert tablespace_in_memory(cursor, left) == left
        cursor.execute(f'CREATE DATABASE "{left}_own" TABLESPACE "{left}"')
        cursor.execute("SELECT pg_tablespace_location(oid) FROM pg_tablespace WHERE spcname = %s", [left])
        (folder,) = cursor.fetchone()
        cursor.execute("CHECKPOINT")  # a server that has just started has nothing to write there
        shutil.rmtree(folder)
        django_db_setup.remove_what_nobody_uses()
        cursor.execute("SELECT 1 FROM pg_tablespace WHERE spcname = %s", [left])
        assert cursor.fetchone() is None
        cursor.execute("SELECT 1 FROM pg_tablespace WHERE spcname = %s", [django_db_setup.tablespace])
        assert cursor.fetchone(), "ours is in use"
