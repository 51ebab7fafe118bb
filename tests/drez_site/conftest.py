import pytest
import zipcodes

from drez_site import clinic, demonstration
from tests.procedures.conftest import few_summaries
from tests.providers.conftest import records


@pytest.fixture
def loaded(db, monkeypatch):
    """The demonstration in a country of a few places, with few summaries: all of them take seconds."""
    monkeypatch.setattr(zipcodes, "list_all", records)
    few_summaries(monkeypatch)
    demonstration.load()


@pytest.fixture
def fresh_process(monkeypatch):
    """As after a start: no page has been made yet, so no clinic is known."""
    monkeypatch.setattr(clinic, "_last", None)
