"""What every test starts from."""

import pytest
import zipcodes
from django.test import TransactionTestCase
from django.utils import translation

from drez_site.assembly import demonstration
from drez_site.clinic import current
from tests.databases import WorkersDatabase
from tests.procedures.conftest import few_summaries
from tests.providers.conftest import records


@pytest.fixture(autouse=True)
def english():
    """A request leaves its language active in the thread; the next test starts in English again."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """A migrated database for this worker, made anew after each test that commits."""
    with django_db_blocker.unblock():
        database = WorkersDatabase()
        database.renew()
    with pytest.MonkeyPatch.context() as patch:
        # Django would empty the tables, and with them what the migrations wrote.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: database.renew())
        yield
    with django_db_blocker.unblock():
        database.remove()


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
