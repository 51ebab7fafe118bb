"""The databases of tests stay small, and PostgreSQL knows no more of their tables than a test puts there."""

import pytest
from django.db import connection, transaction

from tests.databases import MOST_GROWN


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
