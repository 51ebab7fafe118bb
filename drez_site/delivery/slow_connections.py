"""Who is silent, slow to ask or to read, or does not hang up keeps no reader waiting for long.

gunicorn gives each new connection a thread for five seconds, listens for as long as somebody takes to say
what they want, speaks for as long as they take to read it, and waits two seconds for whoever does not hang
up, where it accepts all others. Behind nginx nobody does any of it, so this is for a site without, and for a
network that loses what it was to deliver.
"""

from collections import deque
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from socket import MSG_DONTWAIT, MSG_PEEK, SHUT_RD, SHUT_RDWR, SHUT_WR, socket
from time import monotonic
from typing import Any

from gunicorn.workers.gthread import _DEFER, ThreadWorker

# Seconds. nginx waits no longer for an answer (deploy/nginx.conf), so nobody's long answer is cut off by it.
LONGEST_TO_ASK = 30.0
# From the first word of a question to the last of its answer: a phone that gets 10 kB a second has any page
# and any picture by then, and 1.2 MB of the open data, which nginx takes whole. How much of it was read
# nobody can see from here.
LONGEST_TO_READ = 120.0
LONGEST_TO_HANG_UP = 2.0
MOST_UNHEARD = 65_536  # bytes, of a request that was answered before its end


class PatientWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """All that is waited for waits beside the listeners, in one place, and without a thread."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.asking: dict[Any, float] = {}  # since when each connection has, or waits for, a thread
        self.leaving: deque[Any] = deque()  # those that were answered and should hang up

    def enqueue_req(self, conn: Any) -> None:
        """A thread for a connection on which something was said; any other waits, and for five seconds.

        A worker that ends has nowhere to wait: gunicorn's thread listens for those that came last.
        """
        conn.data_ready = conn.data_ready or conn.initialized or _says_something(conn.sock)
        if conn.data_ready or not self.alive:
            self.asking[conn] = monotonic()
            super().enqueue_req(conn)
        else:
            silent: Future[object] = Future()
            silent.set_result(_DEFER)
            self.finish_request(conn, silent)

    def finish_request(self, conn: Any, done: "Future[object]") -> None:
        self.asking.pop(conn, None)
        if _is_over(done):
            self._part_from(conn)
        else:
            super().finish_request(conn, done)

    def murder_pending(self) -> None:
        """Called about once a second."""
        super().murder_pending()
        now = monotonic()
        while self.leaving and self.leaving[0].timeout <= now:
            self._gone(self.leaving[0])
        for conn, since in [*self.asking.items()]:
            if now - since > LONGEST_TO_READ:
                del self.asking[conn]
                _shut(conn, SHUT_RDWR)
            elif now - since > LONGEST_TO_ASK:
                _shut(conn, SHUT_RD)  # whoever has asked by now still gets the answer

    def _part_from(self, conn: Any) -> None:
        """Say that this was all, and read what is still on its way: unread, it would take the answer back."""
        conn.timeout, conn.unheard = monotonic() + LONGEST_TO_HANG_UP, MOST_UNHEARD
        self.leaving.append(conn)
        try:
            conn.sock.setblocking(False)
            self.poller.register(conn.sock, EVENT_READ, partial(self._hear_out, conn))
            conn.sock.shutdown(SHUT_WR)
        except (OSError, ValueError, KeyError):  # gone already
            self._gone(conn)

    def _hear_out(self, conn: Any, sock: socket) -> None:
        try:
            heard = len(sock.recv(4_096))
        except BlockingIOError:
            return
        except OSError:
            heard = 0
        conn.unheard -= heard
        if not heard or conn.unheard <= 0:
            self._gone(conn)

    def _gone(self, conn: Any) -> None:
        self.leaving.remove(conn)
        with suppress(OSError, ValueError, KeyError):
            self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        conn.close()


def _shut(conn: Any, ways: int) -> None:
    """A thread that waits on it goes on at once, and hears that nobody is there."""
    with suppress(OSError):
        conn.sock.shutdown(ways)


def _is_over(done: "Future[object]") -> bool:
    """Whether a thread answered, and nothing more is to come on this connection."""
    try:
        return not done.result()
    except Exception:
        return False


def _says_something(connection: socket) -> bool:
    """Or has hung up, which a thread finds out at once."""
    try:
        connection.recv(1, MSG_PEEK | MSG_DONTWAIT)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
