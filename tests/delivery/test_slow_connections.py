"""Somebody is silent, slow or does not hang up: no thread waits for them, nor the door for others."""

import logging
import os
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from selectors import DefaultSelector
from socket import AF_INET, SHUT_WR, create_connection, create_server
from types import SimpleNamespace

import pytest
from gunicorn.config import Config
from gunicorn.workers.gthread import TConn

from drez_site.delivery import slow_connections
from drez_site.delivery.gunicorn_worker import Worker
from drez_site.delivery.slow_connections import (
    LONGEST_TO_ASK,
    LONGEST_TO_HANG_UP,
    LONGEST_TO_READ,
    MOST_UNHEARD,
)

NOW = 1_000.0
MORE_THAN_SOCKETS_HOLD = 64_000_000  # bytes


class Threads:
    """They take whatever they are given, and end nothing by themselves."""

    def __init__(self):
        self.given = []

    def submit(self, work, conn):
        self.given.append(conn)
        return Future()


@pytest.fixture
def clock(monkeypatch):
    clock = SimpleNamespace(now=NOW)
    monkeypatch.setattr(slow_connections, "monotonic", lambda: clock.now)
    return clock


@pytest.fixture
def worker(clock):
    """As in a process of gunicorn, without an application and with no thread of its own."""
    worker = Worker(0, os.getpid(), [], None, 30, Config(), logging.getLogger("gunicorn.test"))
    worker.poller, worker.tpool = DefaultSelector(), Threads()
    yield worker
    worker.poller.close()
    worker.tmp.close()


@pytest.fixture
def connected(worker):
    """A function that connects: gives the worker's end, and that of the one who asks."""
    ends = []

    def connect(says=b""):
        with create_server(("127.0.0.1", 0), family=AF_INET) as door:
            theirs = create_connection(door.getsockname(), timeout=5)
            ours, address = door.accept()
        ends.extend((ours, theirs))
        if says:
            theirs.sendall(says)
            wait_for(ours)
        worker.nr_conns += 1
        return TConn(worker.cfg, ours, address, ours.getsockname()), theirs

    yield connect
    for end in ends:
        end.close()


def wait_for(sock):
    with DefaultSelector() as one:
        one.register(sock, 1)
        assert one.select(timeout=5)


def ended(answer):
    done = Future()
    done.set_result(answer)
    return done


def test_who_says_nothing_gets_no_thread_until_they_do(worker, connected):
    conn, theirs = connected()
    worker.enqueue_req(conn)
    assert (worker.tpool.given, list(worker.pending_conns)) == ([], [conn])
    theirs.sendall(b"GET")
    worker.wait_for_and_dispatch_events(timeout=5)
    assert (worker.tpool.given, list(worker.pending_conns)) == ([conn], [])


def test_who_never_says_anything_is_let_go(worker, connected, monkeypatch):
    conn, theirs = connected()
    worker.enqueue_req(conn)
    conn.timeout = 0.0  # five seconds later
    worker.murder_pending()
    assert (worker.nr_conns, theirs.recv(1)) == (0, b"")


def test_who_comes_as_a_worker_ends_is_still_listened_to(worker, connected):
    conn, _theirs = connected()
    worker.alive = False
    worker.enqueue_req(conn)
    assert (worker.tpool.given, list(worker.pending_conns)) == ([conn], [])
    assert not conn.data_ready, "or the thread would listen for as long as it takes"


@pytest.mark.parametrize("hangs_up", [False, True])
def test_who_asks_gets_a_thread_at_once(worker, connected, hangs_up):
    conn, theirs = connected() if hangs_up else connected(b"GET")
    if hangs_up:
        theirs.shutdown(SHUT_WR)
        wait_for(conn.sock)
    worker.enqueue_req(conn)
    assert (worker.tpool.given, conn.data_ready) == ([conn], True)


def test_who_asks_too_slowly_is_not_listened_to_any_more_and_may_be_answered(worker, connected, clock):
    conn, theirs = connected(b"GET / HT")
    worker.enqueue_req(conn)
    conn.sock.settimeout(0)
    clock.now += LONGEST_TO_ASK
    worker.murder_pending()
    assert conn.sock.recv(8) == b"GET / HT"
    with pytest.raises(BlockingIOError):
        conn.sock.recv(1)  # a thread would wait here
    clock.now += 1
    worker.murder_pending()
    assert conn.sock.recv(1) == b""
    conn.sock.sendall(b"HTTP/1.1 400")
    assert theirs.recv(12) == b"HTTP/1.1 400"


def test_who_reads_too_slowly_holds_no_thread_any_more(worker, connected, clock):
    conn, theirs = connected(b"GET / HTTP/1.1")
    worker.enqueue_req(conn)
    conn.sock.setblocking(True)
    with ThreadPoolExecutor(1) as pool, closing(theirs):
        answer = pool.submit(conn.sock.sendall, bytes(MORE_THAN_SOCKETS_HOLD))
        clock.now += LONGEST_TO_READ
        worker.murder_pending()
        with pytest.raises(TimeoutError):
            answer.result(timeout=0.2)
        assert list(worker.asking) == [conn]
        clock.now += 1
        worker.murder_pending()
        assert isinstance(answer.exception(timeout=5), BrokenPipeError)
    assert worker.asking == {}


def test_what_is_answered_in_time_is_not_cut_off_later(worker, connected, clock):
    conn, _theirs = connected(b"GET / HTTP/1.1")
    worker.enqueue_req(conn)
    worker.finish_request(conn, ended(answer=False))
    assert worker.asking == {}


def test_who_was_answered_and_hangs_up_is_gone(worker, connected):
    conn, theirs = connected()
    worker.finish_request(conn, ended(answer=False))
    assert theirs.recv(1) == b""
    assert worker.nr_conns == 1
    theirs.sendall(b"the rest of a form")
    worker.wait_for_and_dispatch_events(timeout=5)
    assert worker.nr_conns == 1
    theirs.close()
    worker.wait_for_and_dispatch_events(timeout=5)
    assert (worker.nr_conns, len(worker.leaving), conn.sock.fileno()) == (0, 0, -1)


def test_who_does_not_hang_up_is_left_after_two_seconds_and_nobody_waits_for_that(worker, connected, clock):
    conn, _theirs = connected()
    worker.finish_request(conn, ended(answer=False))
    clock.now += LONGEST_TO_HANG_UP - 0.1
    worker.murder_pending()
    assert worker.nr_conns == 1
    clock.now += 0.1
    worker.murder_pending()
    assert (worker.nr_conns, len(worker.leaving), conn.sock.fileno()) == (0, 0, -1)


def test_who_goes_on_and_on_is_left_at_once(worker, connected, monkeypatch):
    conn, theirs = connected()
    worker.finish_request(conn, ended(answer=False))
    assert conn.unheard == MOST_UNHEARD
    conn.unheard = 5
    theirs.sendall(b"12345")
    worker.wait_for_and_dispatch_events(timeout=5)
    assert (worker.nr_conns, conn.sock.fileno()) == (0, -1)


def test_who_is_gone_already_is_no_fault(worker, connected):
    conn, _theirs = connected()
    conn.sock.close()
    worker.finish_request(conn, ended(answer=False))
    assert (worker.nr_conns, len(worker.leaving)) == (0, 0)
