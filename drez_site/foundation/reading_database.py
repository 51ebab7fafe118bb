"""From which database reading pages read: the primary, or a replica that is new enough.

`DATABASE_REPLICA_URLS` names streaming replicas of the primary. A snapshot (`content_version.py`) reads one
whose lag was measured to be under `OLDEST` seconds, and otherwise the primary; everything else, and all that
staff do, is the primary's alone, so nobody misses what they have just saved.

**How the lag is measured.** A few times a second whoever reads next asks the primary how far its log is
written, and each replica how far it has replayed it. A replica that has replayed what was written at some
moment shows everything that was committed before that moment. No clock of another machine is believed, and
a replica that lost its primary is found out although it answers.

**While the primary is away**, the newest replica goes on, lag or no lag: nobody changes a page here then. It
does so for as long as stored pages do (`PAGE_STORE_SECONDS_WITHOUT_DATABASE`), counted from the last answer
of the primary, or from the start of a process that never had one. A replica that was promoted meanwhile is
read as before; it becomes the primary by standing in `DATABASE_URL`.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from functools import cache
from itertools import count
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, InterfaceError, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

log = logging.getLogger(__name__)

PRIMARY = DEFAULT_DB_ALIAS
OLDEST = 1.0  # seconds of lag
BETWEEN_LOOKS = 0.25  # seconds
BETWEEN_LOOKS_AT_NOBODY = 2.0  # seconds; one who looks for a primary that is away may wait three for it
LOOKS_REMEMBERED = 8

BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
WRITTEN = "SELECT pg_current_wal_lsn() - '0/0'"
REPLAYED = "SELECT pg_last_wal_replay_lsn() - '0/0' WHERE pg_is_in_recovery()"
IS_AWAY = (OperationalError, InterfaceError)

_alias: ContextVar[str] = ContextVar("reading_database", default=PRIMARY)


def reading_connection() -> BaseDatabaseWrapper:
    """For SQL of our own that pages read with: that of the snapshot around it, or the primary's."""
    return connections[_alias.get()]


class ReadingRouter:
    """Django's querysets follow the snapshot; whatever writes goes to the primary."""

    def db_for_read(self, model: object, **hints: object) -> str:
        return _alias.get()

    def db_for_write(self, model: object, **hints: object) -> str:
        return PRIMARY

    def allow_relation(self, one: object, other: object, **hints: object) -> bool:
        return True  # they are copies of each other

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool | None:
        return None if db == PRIMARY else False


@contextmanager
def reading_transaction(first: str) -> Iterator[tuple[Any, ...] | None]:
    """A transaction on the database to read now, all of whose statements see what the `first` saw.

    Gives the row that the first answers with. Raises what the last database raises when none answers.
    """
    with ExitStack() as stack:
        yield _begin(first, stack)


def _begin(first: str, stack: ExitStack) -> tuple[Any, ...] | None:
    watch = replica_watch()
    *others, last = watch.in_order() if watch else [PRIMARY]
    for alias in others:
        try:
            return stack.enter_context(_transaction_on(alias, first))
        except IS_AWAY:
            connections[alias].close_if_unusable_or_obsolete()
    return stack.enter_context(_transaction_on(last, first))


@contextmanager
def _transaction_on(alias: str, first: str) -> Iterator[tuple[Any, ...] | None]:
    """A transaction of Django's that begins, and asks its first question, in one message to the database.

    `transaction.atomic` would begin it with a message of its own, and could not say READ ONLY or REPEATABLE
    READ for this transaction alone: an isolation level belongs to a connection. So the two marks of a
    connection inside a transaction are set here as `Atomic` sets them, and nothing else of Django's is. With
    them `atomic` inside makes savepoints, and nobody closes or commits the connection meanwhile:
    tests/foundation/test_content_version.py holds both, and what the connection is like afterwards.
    """
    connection = connections[alias]
    with _rolled_back_on_error(connection):
        with connection.cursor() as cursor:
            cursor.execute(f"{BEGIN}; {first}")
            cursor.nextset()
            row: tuple[Any, ...] | None = cursor.fetchone()
        connection.in_atomic_block, connection.autocommit = True, False
        token = _alias.set(alias)
        try:
            yield row
        finally:
            _alias.reset(token)
            connection.in_atomic_block, connection.autocommit = False, True
        connection.commit()


@contextmanager
def _rolled_back_on_error(connection: BaseDatabaseWrapper) -> Iterator[None]:
    try:
        yield
    except BaseException:
        try:
            connection.rollback()
        except Error:
            connection.close()
        raise


@cache
def replica_watch() -> "ReplicaWatch | None":
    """That of this process; None where there are no replicas."""
    replicas = [alias for alias in settings.DATABASES if alias != PRIMARY]
    if not replicas:
        return None
    return ReplicaWatch(replicas, settings.PAGE_STORE_SECONDS_WITHOUT_DATABASE)


def _position(alias: str, question: str) -> int | None:
    """How far a server's log goes, in bytes; None when it says nothing, or is away."""
    connection = connections[alias]
    try:
        connection.close_if_unusable_or_obsolete()
        with connection.cursor() as cursor:
            cursor.execute(question)
            row = cursor.fetchone()
    except IS_AWAY:
        return None
    return int(row[0]) if row and row[0] is not None else None


class ReplicaWatch:
    """Which databases may be read now, and in which order to try them; any thread may ask.

    `longest_away` is for how many seconds replicas are read while the primary is away.
    """

    def __init__(
        self,
        replicas: Sequence[str],
        longest_away: float,
        position: Callable[[str, str], int | None] = _position,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._longest_away, self._position, self._clock = longest_away, position, clock
        # Everything that was committed before this moment, a replica shows.
        self._shows = dict.fromkeys(replicas, float("-inf"))
        self._written: deque[tuple[float, int]] = deque(maxlen=LOOKS_REMEMBERED)
        self._turns = count()
        self._looking = threading.Lock()
        self._tried_at = float("-inf")
        self._primary_answered_at = clock()
        self._primary_is_away = False

    def in_order(self) -> list[str]:
        """The first that answers is the one to read. There is always one."""
        self._look_if_due()
        now = self._clock()
        if not self._primary_is_away:
            new = [alias for alias, moment in self._shows.items() if now - moment < OLDEST]
            turn = next(self._turns) % len(new) if new else 0
            return [*new[turn:], *new[:turn], PRIMARY]
        if now - self._primary_answered_at > self._longest_away:
            return [PRIMARY]
        return [*sorted(self._shows, key=lambda alias: self._shows[alias], reverse=True), PRIMARY]

    def _look_if_due(self) -> None:
        wait = BETWEEN_LOOKS_AT_NOBODY if self._primary_is_away else BETWEEN_LOOKS
        if self._clock() - self._tried_at >= wait and self._looking.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._tried_at = self._clock()
                self._looking.release()

    def _look(self) -> None:
        began = self._clock()
        written = self._position(PRIMARY, WRITTEN)
        if is_away := written is None:
            self._written.clear()  # its log may be another one when it comes back
        else:
            self._primary_answered_at = began
            self._written.append((began, written))
        if is_away != self._primary_is_away:
            log.warning("The primary is away" if is_away else "The primary is back")
            self._primary_is_away = is_away
        for alias, known in self._shows.items():
            replayed = None if is_away else self._position(alias, REPLAYED)
            if replayed is not None:
                moments = [moment for moment, position in self._written if position <= replayed]
                self._shows[alias] = max([known, *moments])
