"""What a worker holds for good is searched once, and what becomes garbage goes all the same."""

import gc
import weakref

import pytest
from gunicorn.workers.gthread import ThreadWorker

from drez_site.delivery import garbage
from drez_site.delivery.garbage import MOST_SEARCHED, LastingObjects
from drez_site.delivery.gunicorn_worker import Worker


class Cycle:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def _is_set_aside():
    """Whatever this process holds, for the length of a test."""
    lasting = LastingObjects()
    lasting.install()
    yield
    gc.callbacks.remove(lasting)
    gc.unfreeze()


def is_searched(kept) -> bool:
    return any(found is kept for found in gc.get_objects())


@pytest.mark.usefixtures("_is_set_aside")
class TestSetAside:
    def test_many_that_survive_a_full_search_are_not_searched_again(self):
        kept = [Cycle() for _ in range(MOST_SEARCHED + 1)]
        assert is_searched(kept[0])
        gc.collect()
        assert not is_searched(kept[0])

    def test_few_are_searched_again_or_each_request_under_way_would_stay(self):
        kept = Cycle()
        gone = weakref.ref(kept)
        gc.collect()
        assert is_searched(kept)
        del kept
        gc.collect()
        assert gone() is None

    def test_what_became_garbage_goes_after_the_next_thaw(self, monkeypatch):
        kept = [Cycle() for _ in range(MOST_SEARCHED + 1)]
        gone = weakref.ref(kept[0])
        gc.collect()
        del kept
        gc.collect()
        assert gone() is not None
        later = garbage.time.monotonic() + garbage.SECONDS_BETWEEN_THAWS
        monkeypatch.setattr(garbage.time, "monotonic", lambda: later)
        gc.collect()
        assert gone() is None
        assert gc.get_freeze_count() > MOST_SEARCHED, "the rest is set aside once more"


def test_each_worker_begins_to_set_aside_once_the_site_is_loaded(monkeypatch):
    monkeypatch.setattr(ThreadWorker, "load_wsgi", lambda worker: setattr(worker, "wsgi", "the site"))
    monkeypatch.setattr(gc, "callbacks", [])
    Worker.load_wsgi(Worker.__new__(Worker))
    assert [type(callback) for callback in gc.callbacks] == [LastingObjects]
    gc.unfreeze()
