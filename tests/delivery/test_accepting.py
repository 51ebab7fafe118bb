"""Which worker takes a new connection, of several that wait at one door."""

from collections import deque
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

from drez_site.delivery import gunicorn_worker
from drez_site.delivery.gunicorn_worker import FOR_OTHERS, Worker


class Door:
    """A listener at which one connection waits, or none since another worker took it."""

    def __init__(self, is_taken=False):
        self.is_taken = is_taken

    def accept(self):
        if self.is_taken:
            raise BlockingIOError(11, "taken")
        self.is_taken = True
        return SimpleNamespace(setblocking=lambda is_on: None), ("127.0.0.1", 40_000)

    def getsockname(self):
        return "127.0.0.1", 8000


@pytest.fixture
def waited(monkeypatch):
    seconds = []
    monkeypatch.setattr(gunicorn_worker, "sleep", seconds.append)
    return seconds


@pytest.fixture
def worker():
    worker = Worker.__new__(Worker)  # without a process, a port and an application
    worker.cfg, worker.nr_conns = Config(), 0
    worker.keepalived_conns, worker.pending_conns, worker.leaving = deque(), deque(), deque()
    worker.taken = []
    worker.enqueue_req = worker.taken.append
    return worker


def test_who_has_nothing_to_answer_takes_it_at_once(worker, waited):
    worker.nr_conns = 3
    worker.leaving.append("one that has not hung up yet")
    worker.keepalived_conns.append("a browser that reads")
    worker.pending_conns.append("one that has not asked yet")
    worker.accept(Door())
    assert (waited, worker.nr_conns, len(worker.taken)) == ([], 4, 1)


def test_who_is_answering_leaves_it_to_the_others_for_a_moment(worker, waited):
    worker.accept(Door())
    worker.accept(Door())
    assert (waited, len(worker.taken)) == ([FOR_OTHERS], 2)


def test_what_another_worker_took_meanwhile_is_not_missed(worker, monkeypatch):
    worker.nr_conns, door = 1, Door()
    monkeypatch.setattr(gunicorn_worker, "sleep", lambda seconds: door.accept())
    worker.accept(door)
    assert (worker.nr_conns, worker.taken) == (1, [])
