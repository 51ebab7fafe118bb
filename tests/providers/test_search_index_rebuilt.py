"""The index made anew beside itself: nobody waits for it, and nothing that is saved meanwhile is lost."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from drez_site.foundation.content_version import read_version
from providers import rebuilding
from providers.models import Location, Offering, Practice, Provider, SavedMeanwhile, SearchEntry, SearchName
from tests.kit.directory import make_doctor, make_location
from tests.kit.search_index import sql, wrong_entries

pytestmark = pytest.mark.django_db(transaction=True)

MADE = """
    SELECT array_agg(made ORDER BY made) FROM (
        SELECT indexdef FROM pg_indexes WHERE tablename = 'providers_searchentry'
        UNION ALL SELECT pg_get_triggerdef(oid)
            FROM pg_trigger WHERE tgrelid = 'providers_searchentry'::regclass
        UNION ALL SELECT concat_ws(' ', conname, pg_get_constraintdef(oid))
            FROM pg_constraint WHERE conrelid = 'providers_searchentry'::regclass
        UNION ALL
            SELECT concat_ws(' ', column_name, data_type, is_nullable, generation_expression, collation_name)
            FROM information_schema.columns WHERE table_name = 'providers_searchentry'
        UNION ALL SELECT relowner::regrole::text FROM pg_class WHERE oid = 'providers_searchentry'::regclass
    ) everything (made)"""


def elsewhere(work):
    """Another connection does it and is done, without waiting for us."""
    errors = []

    def run():
        try:
            with transaction.atomic():
                sql("SET LOCAL lock_timeout = '2s'")
                work()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(20)
    assert not thread.is_alive() and not errors, errors


@pytest.fixture
def directory(drez):
    place = make_location("Clinic")
    for number in range(7):
        make_doctor(f"Doctor{number * 3 % 7}", place, does=[drez])
    return place


def test_it_puts_right_what_is_wrong_and_leaves_all_as_it_was_made(directory):
    made, table = sql(MADE), sql("SELECT 'providers_searchentry'::regclass::oid")
    assert len(made) > 20
    sql("UPDATE providers_searchentry SET terms = 'x' WHERE sort_name LIKE 'doctor1%%'")
    sql("DELETE FROM providers_searchentry WHERE sort_name LIKE 'doctor2%%'")
    sql("INSERT INTO providers_searchname (word) VALUES ('unused')")
    sql("DELETE FROM providers_searchname WHERE word = 'doctor3'")
    version = read_version()
    call_command("check_search_index", rebuild=True)
    assert wrong_entries() == 0
    assert sql(MADE) == made
    assert sql("SELECT 'providers_searchentry'::regclass::oid") != table
    assert sql("SELECT count(*) FROM missing_search_names()") == 0
    assert not SearchName.objects.filter(word="unused").exists()
    assert read_version() != version
    namesakes = sql("SELECT array_agg(sort_name ORDER BY ctid) FROM providers_searchentry")
    assert namesakes == sorted(namesakes) and len(namesakes) == 7
    assert sql("SELECT to_regclass('providers_searchentry_beside')") is None


def test_what_is_saved_meanwhile_is_neither_held_up_nor_lost(directory, drez, monkeypatch):
    """After the copy was filled, after the first round of copying again, and once more at the last moment."""
    at_work = {name: getattr(rebuilding, name) for name in ("_index", "_catch_up", "_exchange")}
    steps = {
        "_index": lambda: (
            make_doctor("Newcomer", directory, does=[drez]),
            Provider.objects.filter(family_name="Doctor1").update(family_name="Renamed"),
        ),
        "_catch_up": lambda: (
            Provider.objects.get(family_name="Doctor2").delete(),
            Offering.objects.filter(provider__family_name="Doctor3").delete(),
        ),
        "_exchange": lambda: (
            Location.objects.update(latitude=41.5),
            Provider.objects.filter(family_name="Newcomer").update(is_listed=False),
        ),
    }
    saved = []

    def while_somebody_saves(name):
        def step():
            elsewhere(steps[name])
            saved.append(SavedMeanwhile.objects.count())
            at_work[name]()

        return step

    for name in steps:
        monkeypatch.setattr(rebuilding, name, while_somebody_saves(name))
    rebuilding.rebuild_beside()
    assert all(saved) and len(saved) == 3
    assert wrong_entries() == 0
    assert set(SearchEntry.objects.values_list("latitude", flat=True)) == {41.5}
    assert not SavedMeanwhile.objects.exists()
    make_doctor("Afterwards", directory)
    assert wrong_entries() == 0 and not SavedMeanwhile.objects.exists()


def test_a_practice_that_changes_its_doctor_meanwhile_is_copied_once(directory, drez, monkeypatch):
    """It was copied with the one who had it, and is met again with the one who has it now."""
    heir = make_doctor("Heir", make_location("Second clinic"), does=[drez])
    practice = Practice.objects.get(provider__family_name="Doctor0")
    run, copied = rebuilding._run, []

    def run_and_move(statement, *parameters):
        run(statement, *parameters)
        if statement == rebuilding.TRUTH:
            copied.append(parameters)
            if len(copied) == 1:
                elsewhere(lambda: Practice.objects.filter(pk=practice.pk).update(provider=heir))

    monkeypatch.setattr(rebuilding, "DOCTORS_AT_ONCE", 1)
    monkeypatch.setattr(rebuilding, "_run", run_and_move)
    rebuilding.rebuild_beside()
    assert len(copied) == 9, "eight doctors, and the two who were saved once more"
    assert wrong_entries() == 0
    assert SearchEntry.objects.get(practice=practice).provider == heir


def test_a_deadlock_with_somebody_is_one_more_attempt(monkeypatch):
    monkeypatch.setattr(rebuilding, "PAUSE", 0)
    attempts = []

    def work():
        attempts.append(1)
        if len(attempts) == 1:
            sql("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'deadlock_detected'; END $$")

    rebuilding._in_a_quiet_moment(work)
    assert len(attempts) == 2


@pytest.fixture
def rights():
    """Others have some, of the table or of a column, and one would have them on every new table."""
    sql("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO pg_monitor")
    sql("GRANT SELECT ON providers_searchentry TO PUBLIC")
    sql("GRANT SELECT, UPDATE ON providers_searchentry TO pg_signal_backend WITH GRANT OPTION")
    sql("GRANT SELECT (terms), UPDATE (terms) ON providers_searchentry TO pg_checkpoint")
    sql("GRANT UPDATE (pos) ON providers_searchentry TO pg_read_all_stats WITH GRANT OPTION")
    yield lambda: sql(
        "SELECT array_agg(concat_ws(' ', attname, grantee::regrole, privilege_type, is_grantable)) FROM ("
        "SELECT NULL::name AS attname, relacl AS acl FROM pg_class "
        "WHERE oid = 'providers_searchentry'::regclass UNION ALL SELECT attname, attacl FROM pg_attribute "
        "WHERE attrelid = 'providers_searchentry'::regclass) of_all, aclexplode(acl)"
    )
    sql("ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM pg_monitor")
    others = "PUBLIC, pg_monitor, pg_signal_backend, pg_checkpoint, pg_read_all_stats"
    sql(f"REVOKE ALL ON providers_searchentry FROM {others}")


def test_others_may_do_with_it_what_they_might_before(directory, rights):
    before = sorted(rights())
    assert "pg_signal_backend UPDATE t" in before and "- SELECT f" in before
    assert "pg_monitor" not in str(before)
    assert "terms pg_checkpoint UPDATE f" in before and "pos pg_read_all_stats UPDATE t" in before
    rebuilding.rebuild_beside()
    assert sorted(rights()) == before


def test_who_began_to_save_before_is_waited_for(directory, monkeypatch):
    """The transaction had looked for the copy before there was one."""
    monkeypatch.setattr(rebuilding, "PAUSE", 0.05)
    monkeypatch.setattr(rebuilding, "LONGEST_WAIT", "50ms")
    saved, may_end, tried = threading.Event(), threading.Event(), []

    def save():
        with transaction.atomic():
            Practice.objects.all().delete()
            saved.set()
            may_end.wait(10)
        connection.close()

    def sleep(_seconds):
        tried.append(SavedMeanwhile.objects.count())
        may_end.set()
        thread.join(10)

    monkeypatch.setattr(rebuilding.time, "sleep", sleep)
    thread = threading.Thread(target=save)
    thread.start()
    saved.wait(10)
    rebuilding.rebuild_beside()
    assert tried == [0], "it wrote nothing down, and was waited for once"
    assert wrong_entries() == 0 and not SearchEntry.objects.exists()


def test_somebody_who_never_ends_keeps_the_index_as_it_is(directory, monkeypatch):
    monkeypatch.setattr(rebuilding, "PAUSE", 0)
    monkeypatch.setattr(rebuilding, "LONGEST_WAIT", "20ms")
    monkeypatch.setattr(rebuilding, "ATTEMPTS", 2)
    reading, may_end = threading.Event(), threading.Event()

    def read():
        with transaction.atomic():
            sql("SELECT count(*) FROM providers_searchentry")
            reading.set()
            may_end.wait(20)
        connection.close()

    thread = threading.Thread(target=read)
    thread.start()
    reading.wait(10)
    table = sql("SELECT 'providers_searchentry'::regclass::oid")
    with pytest.raises(CommandError, match="as it was"):
        call_command("check_search_index", rebuild=True)
    may_end.set()
    thread.join(20)
    assert sql("SELECT 'providers_searchentry'::regclass::oid") == table
    assert wrong_entries() == 0 and sql("SELECT to_regclass('providers_searchentry_beside')") is None


def test_what_a_killed_rebuild_left_is_taken_away(directory):
    sql("CREATE TABLE providers_searchentry_beside (practice_id bigint)")
    make_doctor("Later", directory)
    assert SavedMeanwhile.objects.exists()
    rebuilding.rebuild_beside()
    assert wrong_entries() == 0 and SearchEntry.objects.count() == 8
    assert not SavedMeanwhile.objects.exists()


def test_only_one_at_a_time(directory):
    sql(f"SELECT pg_advisory_lock({rebuilding.REBUILDING})")
    try:
        with pytest.raises(AssertionError, match="SomebodyElseRebuilds"):
            elsewhere(rebuilding.rebuild_beside)
    finally:
        sql(f"SELECT pg_advisory_unlock({rebuilding.REBUILDING})")
