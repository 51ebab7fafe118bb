import pytest
import zipcodes

from drez_site import clinic, demonstration
from tests.providers.conftest import records


@pytest.fixture
def loaded(db, monkeypatch):
    """The whole demonstration in a country of a few places: the real one takes seconds to load."""
    monkeypatch.setattr(zipcodes, "list_all", records)
    demonstration.load()


@pytest.fixture
def fresh_process(monkeypatch):
    """As after a start: no page has been made yet, so no clinic is known."""
    monkeypatch.setattr(clinic, "_last", None)
