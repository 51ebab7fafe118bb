"""Changing rows and parts while others do: one writer at a time, and once more when that was not enough.

One page writes a row and its parts, another writes a row that those parts name, and triggers follow both.
Each would lock what the other needs next. So each of these writers takes one lock first, whatever it writes.
Plain SQL can still meet us in a deadlock; then PostgreSQL ends one of the two.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected

Answer = TypeVar("Answer")
WRITE_LOCK = 7_364_001


@contextmanager
def one_writer_at_a_time() -> Iterator[None]:
    """A transaction that no other such transaction overlaps."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITE_LOCK])
        yield


class ConcurrentEdit(RuntimeError):
    """Somebody else was writing the same rows, twice in a row; nothing was saved."""


def run_exclusively(work: Callable[[], Answer]) -> Answer:
    """Do `work` as the one writer, and once more after a deadlock. Raises ConcurrentEdit after the second."""
    for _attempt in range(2):
        try:
            with one_writer_at_a_time():
                return work()
        except OperationalError as error:
            if not isinstance(error.__cause__, DeadlockDetected):
                raise
            deadlock = error
    raise ConcurrentEdit from deadlock
