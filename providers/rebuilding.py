"""The search index made anew beside itself, while everybody goes on searching and saving.

A copy with its key alone is filled some doctors at a time, then indexed. As long as it is there, whoever
saves a doctor writes down which one (`providers/sql/write_search_entries.sql`), and these are copied again.
The last of them are copied, and the two tables exchanged, in one short lock, which gives up rather than keep
anybody waiting, and is tried again. What a killed rebuild leaves the next one takes away; until then only a
list of saved doctors grows.

It begins and ends transactions of its own. Within one, `rebuild_search_entries()` does the same in place, and
nobody can save a doctor until that transaction ends.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected, LockNotAvailable

from .models import SavedMeanwhile, SearchEntry

HERE = SearchEntry._meta.db_table
BESIDE = f"{HERE}_beside"
DOCTORS_AT_ONCE = 10_000
FEW = 200  # doctors saved meanwhile whom a lock may copy again
MOST_WORDS = 1_000  # of names that nobody has any more, which a lock may look up; the next rebuild takes more
LONGEST_WAIT = "2s"  # after one second PostgreSQL ends a vacuum that is in the way
ATTEMPTS = 120
PAUSE = 1.0  # seconds
REBUILDING = 7_364_002  # the lock of the one who does

COLUMNS = ", ".join(str(field.column) for field in SearchEntry._meta.concrete_fields if not field.generated)
# A practice that changed its doctor may still be here as that of the other: both are copied again later.
TRUTH = (
    f"INSERT INTO {BESIDE} ({COLUMNS}) SELECT {COLUMNS} FROM true_search_entries(%s) ORDER BY sort_name "
    "ON CONFLICT (practice_id) DO NOTHING"
)


class SomebodyElseRebuilds(RuntimeError):
    """Another process is making the index anew."""


class NoQuietMoment(RuntimeError):
    """Others held the directory for minutes without a break; the index is as it was."""


def may_rebuild_beside() -> bool:
    """Whether this role of the database may make and exchange tables."""
    (may,) = _column("SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = %s::regclass", HERE)
    return bool(may)


def rebuild_beside() -> None:
    """Make the index true and its tables compact. Raises SomebodyElseRebuilds or NoQuietMoment."""
    with _the_only_one(), _as_the_owner():
        try:
            _begin()
            _fill()
            _index()
            _catch_up()
            _exchange()
        finally:
            _clear_away()


@contextmanager
def _the_only_one() -> Iterator[None]:
    (is_free,) = _column("SELECT pg_try_advisory_lock(%s)", REBUILDING)
    if not is_free:
        raise SomebodyElseRebuilds
    try:
        yield
    finally:
        _column("SELECT pg_advisory_unlock(%s)", REBUILDING)


@contextmanager
def _as_the_owner() -> Iterator[None]:
    """What is made belongs to the owner of the tables."""
    (owner,) = _column("SELECT relowner::regrole::text FROM pg_class WHERE oid = %s::regclass", HERE)
    _run(f"SET ROLE {owner}")
    try:
        yield
    finally:
        _run("RESET ROLE")


def _begin() -> None:
    """From the end of the lock on, whoever saves a doctor sees the copy, and writes down which."""
    _clear_away()
    copied = "DEFAULTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING CONSTRAINTS"
    _run(f"CREATE TABLE {BESIDE} (LIKE {HERE} INCLUDING {copied})")
    name, definition = _key()
    _make_index(name, definition)
    _run(f"ALTER TABLE {BESIDE} ADD PRIMARY KEY USING INDEX {name}_beside")
    _in_a_quiet_moment(lambda: None)


def _clear_away() -> None:
    _run(f"DROP TABLE IF EXISTS {BESIDE}")
    SavedMeanwhile.objects.all().delete()


def _fill() -> None:
    """By family name: people of one name then lie on few pages, and are read in a fraction of the time.

    Whoever is renamed meanwhile is saved, so copied again.
    """
    last = ["", 0]
    some = """
        SELECT folded_name(family_name), id FROM providers_provider
        WHERE folded_name(family_name) >= %s AND (folded_name(family_name), id) > (%s, %s)
        ORDER BY 1, 2 LIMIT %s"""
    while portion := _rows(some, last[0], *last, DOCTORS_AT_ONCE):
        _run(TRUTH, [doctor for _name, doctor in portion])
        last = portion[-1]
    _run(
        "INSERT INTO providers_searchname (word) "
        f"SELECT unnest(tsvector_to_array(names)) AS word FROM {BESIDE} "
        "EXCEPT SELECT word FROM providers_searchname ORDER BY word ON CONFLICT DO NOTHING"
    )


def _index() -> None:
    """The same indexes, by other names until the exchange."""
    for name, definition in _other_indexes():
        _make_index(name, definition)
    _run(f"ANALYZE {BESIDE}")


def _make_index(name: str, definition: str) -> None:
    _run(definition.replace(f" {name} ON public.{HERE} ", f" {name}_beside ON public.{BESIDE} "))


def _catch_up() -> None:
    """Copy again who was saved meanwhile, then who was saved during that, until few are left."""
    for _round in range(ATTEMPTS):
        if _copy_saved() <= FEW:
            return


def _copy_saved() -> int:
    """How many doctors there were to copy again."""
    with transaction.atomic():
        gone = "DELETE FROM providers_savedmeanwhile RETURNING provider_id"
        saved = _column(f"WITH gone AS ({gone}) SELECT DISTINCT provider_id FROM gone")
        if saved:
            # A new statement sees what was saved by the time it was written down, or more.
            _run(f"DELETE FROM {BESIDE} WHERE provider_id = ANY(%s)", saved)
            _run(TRUTH, saved)
    return len(saved)


def _exchange() -> None:
    names = [name for name, _definition in (_key(), *_other_indexes())]
    triggers = _column(
        "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal",
        HERE,
    )
    unused = _column(
        "SELECT word FROM providers_searchname EXCEPT "
        f"SELECT unnest(tsvector_to_array(names)) FROM {BESIDE} LIMIT {MOST_WORDS}"
    )

    def exchange() -> None:
        _run(f"LOCK TABLE {HERE} IN ACCESS EXCLUSIVE MODE")
        _copy_saved()
        _give_the_same_rights()
        _run(f"DROP TABLE {HERE}")
        _run(f"ALTER TABLE {BESIDE} RENAME TO {HERE}")
        for name in names:
            _run(f"ALTER INDEX {name}_beside RENAME TO {name}")
        for definition in triggers:
            _run(definition)
        _run(f"UPDATE {HERE} SET terms = terms WHERE false")  # moves the version of the content
        used = f"SELECT FROM {HERE} WHERE names @@ quote_literal(word)::tsquery"
        _run(f"DELETE FROM providers_searchname WHERE word = ANY(%s) AND NOT EXISTS ({used})", unused)

    _in_a_quiet_moment(exchange)


def _give_the_same_rights() -> None:
    """To everybody on the copy what they may do with the table or with some of its columns, and no more.

    A new table has the defaults.
    """
    rights = """
        SELECT grantee, privilege_type, is_grantable
        FROM pg_class, aclexplode(coalesce(relacl, acldefault('r', relowner))) WHERE oid = %s::regclass"""
    statements = f"""
        WITH here AS ({rights}), beside AS ({rights}), who (grantee, name) AS (
            SELECT 0::oid, 'PUBLIC' UNION ALL SELECT oid, oid::regrole::text FROM pg_roles)
        SELECT format('REVOKE %%s ON {BESIDE} FROM %%s', privilege_type, name)
        FROM (TABLE beside EXCEPT TABLE here) too_much JOIN who USING (grantee)
        UNION ALL
        SELECT format('GRANT %%s ON {BESIDE} TO %%s', privilege_type, name)
            || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
        FROM (TABLE here EXCEPT TABLE beside) missing JOIN who USING (grantee)
        UNION ALL
        SELECT format('GRANT %%s (%%I) ON {BESIDE} TO %%s', privilege_type, attname, name)
            || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
        FROM pg_attribute, aclexplode(attacl) JOIN who USING (grantee)
        WHERE attrelid = %s::regclass AND NOT attisdropped"""
    for statement in sorted(
        _column(statements, HERE, BESIDE, HERE), reverse=True
    ):  # first what is taken away
        _run(statement)


def _in_a_quiet_moment(work: Callable[[], None]) -> None:
    """While nobody is saving a doctor, waiting two seconds at most, because who comes next waits with us."""
    for _attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                _run(f"SET LOCAL lock_timeout = '{LONGEST_WAIT}'")
                _run("LOCK TABLE providers_provider IN EXCLUSIVE MODE")
                work()
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable | DeadlockDetected):
                raise
            time.sleep(PAUSE)
        else:
            return
    raise NoQuietMoment


def _key() -> tuple[str, str]:
    """Name and definition of the index of the primary key."""
    [key] = _indexes("indisprimary")
    return key


def _other_indexes() -> list[tuple[str, str]]:
    return _indexes("NOT indisprimary")


def _indexes(which: str) -> list[tuple[str, str]]:
    return _rows(
        "SELECT relname, pg_get_indexdef(oid) FROM pg_index JOIN pg_class ON oid = indexrelid "
        f"WHERE indrelid = %s::regclass AND {which} ORDER BY relname",
        HERE,
    )


def _run(statement: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def _rows(statement: str, *parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _column(statement: str, *parameters: Any) -> list[Any]:
    return [value for (value,) in _rows(statement, *parameters)]
