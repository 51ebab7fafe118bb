"""The version that every change of public words moves, and what is kept for as long as it lasts."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from drez_site.clinic.models import ClinicProfile
from drez_site.foundation import clock_changes, content_version
from drez_site.foundation.content_version import (
    Version,
    as_of,
    each_once_per_content_version,
    once_per_content_version,
    read_version,
    snapshot,
    version_here,
)
from drez_site.foundation.models import ContentVersion
from drez_site.foundation.reading_page import READ_AS_OF, reading_page
from providers.models import Language

commits = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 28, 17, tzinfo=UTC)


def change(language):
    """Write a row that patients read."""
    Language.objects.update_or_create(code=language, defaults={"name": language, "endonym": language})


def elsewhere(work):
    """What `work` gives in another thread, with a connection of its own."""

    def alone():
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(alone).result(20)


@commits
def test_it_moves_with_the_change_and_not_before():
    before = read_version()
    with transaction.atomic():
        change("vi")
        assert elsewhere(read_version) == before, "nobody sees it before the change itself"
    after = read_version()
    assert after != before
    with pytest.raises(RuntimeError), transaction.atomic():
        change("ko")
        raise RuntimeError
    assert read_version() == after, "what was taken back changed nothing"


@commits
def test_it_moves_once_in_a_transaction_and_keeps_few_rows():
    for code in ("vi", "ko", "tl"):
        with transaction.atomic():
            change(code)
            change("fr")
            with transaction.atomic():
                change("de")
    assert ContentVersion.objects.count() == 1


@commits
def test_a_change_in_a_savepoint_that_was_taken_back_leaves_the_next_one_its_row():
    before = read_version()
    with transaction.atomic():
        with pytest.raises(RuntimeError), transaction.atomic():
            change("vi")
            raise RuntimeError
        change("ko")
    assert read_version() != before


@commits
def test_writers_do_not_wait_for_each_other():
    """Each of three ends its transaction while the ones before it are still open; no version comes twice."""
    versions = [read_version()]

    def write(code, *more):
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '2s'")
            change(code)
            if more:
                elsewhere(lambda: write(*more))
        versions.append(read_version())

    write("vi", "ko", "tl", "zh")
    write("ar")
    assert len(set(versions)) == len(versions) == 6
    assert ContentVersion.objects.count() == 1


@commits
@pytest.mark.parametrize("isolation", ["REPEATABLE READ", "SERIALIZABLE"])
def test_a_writer_that_sees_the_past_is_not_turned_away(isolation):
    change("vi")
    before = read_version()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET TRANSACTION ISOLATION LEVEL {isolation}")
        assert read_version() == before
        elsewhere(lambda: change("ko"))
        change("tl")
    assert ContentVersion.objects.count() == 2
    assert read_version() != before


@commits
def test_a_snapshot_stays_what_it_was():
    change("vi")
    with snapshot() as version:
        assert version == version_here()
        assert version.name == read_version()
        elsewhere(lambda: change("ko"))
        assert read_version() == version.name
        with snapshot() as inner:
            assert inner is version
    assert version_here() is None
    with snapshot() as later:
        assert later.name != version.name


@commits
def test_nothing_is_written_inside_a_snapshot():
    with pytest.raises(InternalError, match="read-only"), snapshot():
        change("vi")


@commits
def test_a_snapshot_begins_with_the_question_for_its_version():
    """Every page waits for each question."""
    with snapshot():
        pass  # asks when the clock changes this version
    with CaptureQueriesContext(connection) as asked, snapshot():
        pass
    assert [question["sql"].split()[0] for question in asked] == ["BEGIN", "COMMIT"]


@commits
def test_what_django_begins_inside_a_snapshot_is_a_part_of_it():
    with snapshot():
        pass
    with CaptureQueriesContext(connection) as asked, snapshot(), transaction.atomic():
        pass
    assert [question["sql"].split()[0] for question in asked] == ["BEGIN", "SAVEPOINT", "RELEASE", "COMMIT"]


@commits
def test_after_an_error_in_a_snapshot_the_next_begins_anew():
    for _ in range(2):
        with pytest.raises(ProgrammingError), snapshot(), connection.cursor() as cursor:
            cursor.execute("SELECT no_such_column")
    assert (connection.get_autocommit(), connection.in_atomic_block) == (True, False)
    change("vi")


@pytest.mark.django_db
def test_inside_another_transaction_there_is_no_snapshot_and_nothing_is_kept():
    asked = []
    ask = once_per_content_version(lambda: asked.append(1))
    with snapshot() as version:
        assert version is None
        ask()
        ask()
    assert len(asked) == 2


@commits
def test_an_answer_is_kept_until_the_version_moves():
    asked = []

    @once_per_content_version
    def names(kind, *, of=""):
        asked.append((kind, of))
        return (kind, of, len(asked))

    def ask():
        with snapshot():
            return names("a"), names("a", of="x"), names("b")

    first = ask()
    assert ask() == first
    assert asked == [("a", ""), ("a", "x"), ("b", "")]
    change("vi")
    assert ask() == (("a", "", 4), ("a", "x", 5), ("b", "", 6))


VERSION = Version("one", NOON)


def test_an_answer_is_kept_for_each_language_and_function():
    first = once_per_content_version(translation.get_language)
    second = once_per_content_version(lambda: translation.get_language().upper())
    with as_of(VERSION):
        for _ in range(2):
            said = []
            for code in ("en", "es"):
                with translation.override(code):
                    said += [first(), second()]
            assert said == ["en", "EN", "es", "ES"]


def test_of_many_names_only_those_are_asked_for_of_which_nothing_is_kept():
    asked = []

    @each_once_per_content_version
    def doctors(numbers):
        asked.append(list(numbers))
        return {number: (number, translation.get_language()) for number in numbers if number < 9}

    for _ in range(2):
        assert doctors([1]) == {1: (1, "en")}
    assert asked == [[1], [1]], "outside of a snapshot nothing is kept"
    with as_of(VERSION):
        assert doctors([1, 2, 9]) == doctors([2, 9, 1]) == {1: (1, "en"), 2: (2, "en")}
        assert doctors([3, 2]) == {3: (3, "en"), 2: (2, "en")}
        with translation.override("es"):
            assert doctors([1]) == {1: (1, "es")}
    assert asked[2:] == [[1, 2, 9], [9], [3], [1]]
    with as_of(Version("two", NOON)):
        assert doctors([1]) == {1: (1, "en")}
    assert asked[6:] == [[1]]


def test_none_is_an_answer_and_an_error_is_not():
    asked = []

    @once_per_content_version
    def fails_first():
        asked.append(1)
        if len(asked) == 1:
            raise ValueError

    with as_of(VERSION):
        with pytest.raises(ValueError):
            fails_first()
        assert [fails_first(), fails_first()] == [None, None]
    assert len(asked) == 2


def test_what_is_kept_is_bounded():
    asked = []
    echo = once_per_content_version(lambda number: asked.append(number) or number)
    with as_of(VERSION):
        for number in range(content_version.MOST_ANSWERS + 1):
            echo(number)
        echo(content_version.MOST_ANSWERS)
        assert len(asked) == content_version.MOST_ANSWERS + 1
        echo(0)
    assert len(asked) == content_version.MOST_ANSWERS + 2, "the first one went"
    for name in ("two", "three"):
        with as_of(Version(name, NOON)):
            echo(1)
    before = len(asked)
    with as_of(VERSION):
        echo(2)
    assert len(asked) == before + 1, "and so did the oldest version"


def test_a_slow_answer_of_an_older_version_is_not_given_for_the_newer_one():
    begun, go_on = threading.Event(), threading.Event()
    said = iter(("old", "new"))

    @once_per_content_version
    def words():
        found = next(said)
        if found == "old":
            begun.set()
            go_on.wait(10)
        return found

    def read(version):
        with as_of(version):
            return words()

    newer = Version("two", NOON)
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(read, VERSION)
        assert begun.wait(10)
        assert read(newer) == "new"
        go_on.set()
        assert slow.result(10) == "old"
    assert read(newer) == "new"


def test_nothing_is_kept_while_templates_are_edited(settings):
    settings.DEBUG = True
    asked = []
    ask = once_per_content_version(lambda: asked.append(1))
    with as_of(VERSION):
        ask()
        ask()
    assert len(asked) == 2


def test_each_test_starts_with_nothing_kept():
    """The names of the tests above stand for their answers here, and none of them is left."""
    assert content_version._kept == {}


@commits
def test_the_clock_ends_a_version(clock):
    clock(NOON)
    with snapshot() as today:
        assert today.fresh_until == datetime(2026, 11, 29, 5, tzinfo=UTC), "midnight in New York"
    clock(NOON + timedelta(hours=11, minutes=59))
    with snapshot() as evening:
        assert evening == today
    clock(NOON + timedelta(hours=12))
    with snapshot() as tomorrow:
        assert tomorrow.name == today.name
        assert tomorrow.fresh_until == datetime(2026, 11, 30, 5, tzinfo=UTC)
    clock(NOON)
    with snapshot() as turned_back:
        assert turned_back == today


@pytest.mark.parametrize(
    ("now", "midnight"),
    [
        (datetime(2026, 3, 8, 5, 30, tzinfo=UTC), datetime(2026, 3, 9, 4, tzinfo=UTC)),  # 23 hours long
        (datetime(2026, 11, 1, 4, 30, tzinfo=UTC), datetime(2026, 11, 2, 5, tzinfo=UTC)),  # 25 hours long
        (datetime(2026, 11, 29, 5, tzinfo=UTC), datetime(2026, 11, 30, 5, tzinfo=UTC)),
        (datetime(2026, 11, 29, 4, 59, 59, 999999, tzinfo=UTC), datetime(2026, 11, 29, 5, tzinfo=UTC)),
    ],
)
def test_midnight_is_that_of_the_clinic(now, midnight):
    assert clock_changes.next_midnight(now) == midnight


@pytest.mark.django_db
def test_the_first_moment_that_any_room_knows_counts(monkeypatch):
    soon = NOON + timedelta(hours=1)
    for known in ([lambda now: None], [lambda now: soon, lambda now: NOON], [lambda now: now + timedelta(9)]):
        monkeypatch.setattr(clock_changes, "_known", known)
        expected = soon if len(known) == 2 else datetime(2026, 11, 29, 5, tzinfo=UTC)
        assert clock_changes.next_change(NOON) == expected


@commits
def test_a_reading_page_is_read_as_of_one_version(rf):
    seen = []

    @reading_page()
    def view(request):
        seen.append(version_here())
        ClinicProfile.current()
        return "answer"

    request = rf.get("/")
    assert view(request) == "answer"
    assert seen == [request.META[READ_AS_OF]]
    assert seen[0].name == read_version()
    assert seen[0].fresh_until > timezone.now()
    assert view(rf.post("/")).status_code == 405
    assert Client().get("/").status_code == 200
