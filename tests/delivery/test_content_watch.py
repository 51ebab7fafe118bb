"""How a process knows of a change: soon, with few questions, and for an hour without a database."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError

from drez_site.delivery import content_watch
from drez_site.delivery.content_watch import ContentWatch
from drez_site.foundation.content_version import read_version
from providers.models import Language


class Database:
    """What a look finds, how often there was one, and the seconds that have passed."""

    def __init__(self):
        self.version, self.looks, self.seconds = "one", 0, 1000.0
        self.error = None

    def look(self):
        self.looks += 1
        if self.error:
            raise self.error
        return self.version


@pytest.fixture
def database(monkeypatch):
    database = Database()
    monkeypatch.setattr(content_watch, "monotonic", lambda: database.seconds)
    monkeypatch.setattr(content_watch.connection, "close_if_unusable_or_obsolete", lambda: None)
    return database


@pytest.fixture
def watch(database):
    return ContentWatch(1, 3600, database.look)


def test_it_looks_once_a_second_and_only_when_asked(watch, database):
    said = []
    for tenth in range(31):
        database.seconds = 1000 + tenth / 10
        said.append(watch.current())
    assert said == ["one"] * 31
    assert database.looks == 4
    database.seconds += 60
    assert watch.current() == "one"
    assert database.looks == 5


def test_a_change_is_known_within_a_second(watch, database):
    assert watch.current() == "one"
    database.version = "two"
    database.seconds += 0.9
    assert watch.current() == "one"
    database.seconds += 0.1
    assert watch.current() == "two"


def test_looking_each_time_knows_at_once(database):
    watch = ContentWatch(0, 3600, database.look)
    for version in ("one", "two", "three"):
        database.version = version
        assert watch.current() == version
    assert database.looks == 3


def test_without_a_database_the_last_version_stands_for_an_hour(watch, database, caplog):
    assert watch.current() == "one"
    database.error = OperationalError("gone")
    for second in (1, 60, 3600):
        database.seconds = 1000 + second
        assert watch.current() == "one"
    database.seconds = 1000 + 3601
    assert watch.current() is None
    assert caplog.messages == ["The database is away"]
    database.error, database.version = None, "two"
    assert watch.current() is None, "not a second has passed since the last look"
    database.seconds += 1
    assert watch.current() == "two"
    assert caplog.messages == ["The database is away", "The database is back"]


def test_without_a_database_from_the_start_nothing_can_be_said(watch, database):
    database.error = OperationalError("gone")
    assert watch.current() is None


@pytest.mark.parametrize("has_seen_it", [True, False])
def test_without_the_primary_a_replica_says_for_an_hour(database, has_seen_it):
    of_the_replica = ["one"]
    watch = ContentWatch(1, 3600, database.look, lambda: of_the_replica[0])
    if has_seen_it:
        assert watch.current() == "one"
        database.seconds += 1
    database.error = OperationalError("gone")
    assert watch.current() == "one"
    of_the_replica[0] = "taken down since"
    database.seconds += 1
    assert watch.current() == "taken down since"
    database.seconds += 3590
    assert watch.current() == "taken down since"
    database.seconds += 60
    assert watch.current() is None


def test_an_error_of_our_own_is_raised_and_frees_the_others(watch, database):
    database.error = RuntimeError("ours")
    with pytest.raises(RuntimeError):
        watch.current()
    database.error = None
    database.seconds += 1
    assert watch.current() == "one"


class Slow:
    """A look that takes until it is let go."""

    def __init__(self, database):
        self.begun, self.go_on, self.database = threading.Event(), threading.Event(), database

    def look(self):
        version = self.database.look()
        if self.database.looks == 2:
            self.begun.set()
            assert self.go_on.wait(10)
        return version


@pytest.mark.parametrize(
    ("seconds", "meanwhile"), [(1.0, "one"), (1.4, "one"), (1.6, None)], ids=["just due", "due", "too old"]
)
def test_while_one_looks_the_others_go_on_until_the_last_look_is_too_old(
    database, monkeypatch, seconds, meanwhile
):
    monkeypatch.setattr(content_watch, "LONGEST_WAIT", 0.01)
    slow = Slow(database)
    watch = ContentWatch(1, 3600, slow.look)
    assert watch.current() == "one"
    database.version = "two"
    database.seconds += 1
    with ThreadPoolExecutor(1) as pool:
        looking = pool.submit(watch.current)
        assert slow.begun.wait(10)
        database.seconds = 1000 + seconds
        assert watch.current() == meanwhile
        slow.go_on.set()
        assert looking.result(10) == "two"
    assert watch.current() == "two"


def test_whoever_waited_for_a_look_does_not_look_again(database):
    slow = Slow(database)
    watch = ContentWatch(1, 3600, slow.look)
    assert watch.current() == "one"
    database.seconds += 2
    with ThreadPoolExecutor(3) as pool:
        asked = [pool.submit(watch.current)]
        assert slow.begun.wait(10)
        database.seconds -= 0.1  # they ask before it began
        asked += [pool.submit(watch.current) for _ in range(2)]
        slow.go_on.set()
        assert [each.result(10) for each in asked] == ["one"] * 3
    assert database.looks == 2


@pytest.mark.django_db(transaction=True)
def test_the_real_look_sees_what_was_committed(django_assert_num_queries):
    watch = ContentWatch(0, 3600)
    before = watch.current()
    Language.objects.create(name="Vietnamese", code="vi", endonym="Tiếng Việt")
    with django_assert_num_queries(1):
        after = watch.current()
    assert before != after == read_version()
