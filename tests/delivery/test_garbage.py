"""What a worker holds for good is searched once, and what becomes garbage goes all the same."""

import gc
import weakref

import pytest

from drez_site.delivery import garbage
from drez_site.delivery.garbage import LastingObjects
from drez_site.delivery.gunicorn_worker import ThreadWorker, Worker


class Cycle:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def lasting():
    """Installed in this process for the length of a test."""
    lasting = LastingObjects()
    lasting.install()
    yield lasting
    gc.callbacks.remove(lasting)
    gc.unfreeze()


def test_what_survives_a_full_search_is_not_searched_again(lasting):
    kept = Cycle()
    gc.collect()
    assert gc.get_freeze_count() > 1_000
    assert not any(found is kept for found in gc.get_objects())


def test_what_becomes_garbage_before_a_full_search_goes_with_it(lasting):
    gone = weakref.ref(Cycle())
    gc.collect()
    assert gone() is None


def test_what_was_set_aside_and_became_garbage_goes_after_the_next_thaw(lasting, monkeypatch):
    kept = Cycle()
    gone = weakref.ref(kept)
    gc.collect()
    del kept
    gc.collect()
    assert gone() is not None
    later = garbage.time.monotonic() + garbage.SECONDS_BETWEEN_THAWS
    monkeypatch.setattr(garbage.time, "monotonic", lambda: later)
    gc.collect()
    assert gone() is None
    assert gc.get_freeze_count() > 1_000


def test_each_worker_begins_to_set_aside_once_the_site_is_loaded(monkeypatch):
    monkeypatch.setattr(ThreadWorker, "load_wsgi", lambda worker: setattr(worker, "wsgi", "the site"))
    monkeypatch.setattr(gc, "callbacks", [])
    Worker.load_wsgi(Worker.__new__(Worker))
    assert [type(callback) for callback in gc.callbacks] == [LastingObjects]
    gc.unfreeze()
