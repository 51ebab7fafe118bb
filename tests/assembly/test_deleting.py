"""What may not be changed may not be deleted and written anew either: the guards of every table.

Foreign keys are asked at the end of a transaction, so whoever is refused an update could delete the row and
insert it again, under the same number and with other words.
"""

import re

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db
UPDATE, DELETE, TRUNCATE = 16, 8, 32  # of pg_trigger.tgtype
REFUSES = re.compile(r"RAISE EXCEPTION|refuse_\w+\(")

# They ask of the new row alone, and when it is inserted as well as when it is updated.
ASK_WHAT_IS_WRITTEN = {
    "refuse_real_rows": "a real row is refused however it comes",
    "phones_are_sealed": "an unsealed secret is refused however it comes",
    "clinic_profile_keeps_demonstration_apart": "a real clinic is refused however it comes",
}
# Why rows of the table may be deleted one by one although a guard watches their updates.
MAY_BE_DELETED = {
    **dict.fromkeys(
        (
            "clinic_announcement",
            "clinic_clinicplace",
            "clinic_clinicreason",
            "clinic_clinictext",
            "clinic_languagenotice",
            "providers_location",
            "providers_photo",
            "providers_provider",
        ),
        "what was approved of it ends with it, and waits again if it comes back",
    ),
    "procedures_submission": "it is taken back so; a new one is hashed anew, and a signature asks for it",
}
# Why a table may be emptied whose rows a guard watches when they are deleted.
MAY_BE_EMPTIED = {
    "staff_staffmember_groups": "whoever is in no group signs nothing, and only a nomination leads back",
}


def guards() -> dict[tuple[str, int], set[str]]:
    """For each table and event, the functions of its triggers that may refuse."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.relname, t.tgtype::int, p.proname, p.prosrc
               FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
               WHERE NOT t.tgisinternal AND t.tgenabled = 'O' AND c.relnamespace = 'public'::regnamespace"""
        )
        found: dict[tuple[str, int], set[str]] = {}
        for table, events, function, source in cursor.fetchall():
            for event in (UPDATE, DELETE, TRUNCATE):
                if events & event and REFUSES.search(source) and function not in ASK_WHAT_IS_WRITTEN:
                    found.setdefault((table, event), set()).add(function)
    return found


def pointing_at() -> dict[str, set[str]]:
    """For each table, those with a foreign key to it: none is emptied without them."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT target.relname, source.relname FROM pg_constraint
               JOIN pg_class target ON target.oid = confrelid JOIN pg_class source ON source.oid = conrelid
               WHERE contype = 'f'"""
        )
        found: dict[str, set[str]] = {}
        for target, source in cursor.fetchall():
            found.setdefault(target, set()).add(source)
    return found


def test_what_guards_updates_guards_deletes():
    found = guards()
    watched = {table for table, event in found if event == UPDATE}
    assert len(watched) >= 12
    unguarded = {table for table in watched if (table, DELETE) not in found}
    assert unguarded == MAY_BE_DELETED.keys(), "write a guard, or why there is none"


def test_what_guards_deletes_is_never_emptied():
    """By a guard of its own, or because a table that has one would be emptied with it."""
    found, pointing = guards(), pointing_at()

    def is_kept(table: str, asked: frozenset[str] = frozenset()) -> bool:
        if (table, TRUNCATE) in found:
            return True
        return any(is_kept(other, asked | {table}) for other in pointing.get(table, set()) - asked - {table})

    kept = {table for table, event in found if event == DELETE}
    assert len(kept) >= 12
    unguarded = {table for table in kept if not is_kept(table)}
    assert unguarded == MAY_BE_EMPTIED.keys(), "write a guard, or why there is none"


def test_the_sweep_sees():
    """A guard of updates alone, and a function that refuses nothing."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE mine (id int)")
        for name, body in (("refusing", "RAISE EXCEPTION 'No.';"), ("quiet", "RETURN NULL;")):
            cursor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN {body} END$$"
            )
        cursor.execute("CREATE TRIGGER a BEFORE UPDATE ON mine FOR EACH ROW EXECUTE FUNCTION refusing()")
        cursor.execute("CREATE TRIGGER b BEFORE DELETE ON mine FOR EACH ROW EXECUTE FUNCTION quiet()")
    assert {event for table, event in guards() if table == "mine"} == {UPDATE}
