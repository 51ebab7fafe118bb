"""What every test starts from."""

import pytest
import zipcodes
from django.db.backends.postgresql.operations import DatabaseOperations
from django.utils import translation

from drez_site.assembly import demonstration
from drez_site.clinic import current
from tests.flush import guards_down
from tests.procedures.conftest import few_summaries
from tests.providers.conftest import records


@pytest.fixture(autouse=True)
def english():
    """A request leaves its language active in the thread; the next test starts in English again."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True, scope="session")
def flush_can_empty_guarded_tables():
    """Django flushes after a test that commits; the database would refuse."""
    flush = DatabaseOperations.execute_sql_flush

    def flush_with_guards_down(operations, statements):
        with guards_down():
            flush(operations, statements)

    DatabaseOperations.execute_sql_flush = flush_with_guards_down
    yield
    DatabaseOperations.execute_sql_flush = flush


@pytest.fixture
def clock(monkeypatch):
    """Set the time of day for Django, without any write: `clock(datetime)`."""

    def set_to(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return set_to


@pytest.fixture
def loaded(db, monkeypatch):
    """The demonstration in a country of a few places, with few summaries: all of them take seconds."""
    monkeypatch.setattr(zipcodes, "list_all", records)
    few_summaries(monkeypatch)
    demonstration.load()


@pytest.fixture
def fresh_process(monkeypatch):
    """As after a start: no page has been made yet, so no clinic is known."""
    monkeypatch.setattr(current, "_last", None)
