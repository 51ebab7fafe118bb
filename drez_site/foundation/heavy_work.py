"""Work that takes much memory for a moment: two at a time in each process, a few wait, more come back later.

Hashing a password takes 100 MiB, reading a photo as much. Without a bound every thread of a process could do
it at once; with a bound alone, those who wait would hold every thread, and readers would get no answer.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore


class TooMuchAtOnce(RuntimeError):
    """Enough others wait for the same kind of work. The answer is 503, and nothing was done."""


class Turns:
    """`with turns.one():` for each piece of work."""

    def __init__(self, at_once: int, waiting: int, seconds: float) -> None:
        """How many work, how many may wait for that, and how many seconds at most."""
        self._places = BoundedSemaphore(at_once + waiting)
        self._turns = BoundedSemaphore(at_once)
        self._seconds = seconds

    @contextmanager
    def one(self) -> Iterator[None]:
        """Raises TooMuchAtOnce at once when nobody else may wait, or after waiting in vain."""
        if not self._places.acquire(blocking=False):
            raise TooMuchAtOnce("enough others wait")
        try:
            if not self._turns.acquire(timeout=self._seconds):
                raise TooMuchAtOnce("waited in vain")
            try:
                yield
            finally:
                self._turns.release()
        finally:
            self._places.release()


# With eight threads in each process, four stay for readers.
HEAVY_WORK = Turns(at_once=2, waiting=2, seconds=10)
