"""Which content version is the newest, asked by each process about once a second and not for each request."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from django.db import Error, connection

from drez_site.foundation.content_version import read_version, snapshot

log = logging.getLogger(__name__)

LONGEST_WAIT = 1.0  # seconds, for a look that somebody else has begun


def version_of_a_replica() -> str:
    """What pages are read from while the primary is away (`foundation/reading_database.py`)."""
    with snapshot() as version:
        return version.name if version else read_version()


class ContentWatch:
    """The newest version as of the last look at the database; any thread may ask.

    A look counts from the moment it began, and stands for one and a half times the seconds between two looks:
    with one second, nobody who asks two seconds after a change gets the words from before it. While the
    database is away, the version that was seen last stands for `longest_away` seconds, or the one that
    `look_elsewhere` finds meanwhile: who reads from a replica that was promoted gets what is signed there.
    """

    def __init__(
        self,
        between_looks: float,
        longest_away: float,
        look: Callable[[], str] = read_version,
        look_elsewhere: Callable[[], str] | None = None,
    ) -> None:
        self._between_looks = between_looks
        self._oldest_look = between_looks * 1.5
        self._longest_away = longest_away
        self._look, self._look_elsewhere = look, look_elsewhere
        self._looking = threading.Lock()
        self._version: str | None = None
        self._known_at = self._tried_at = float("-inf")
        self._is_away = False

    def current(self) -> str | None:
        """The version whose pages may be served now; None when that cannot be said."""
        now = monotonic()
        if now - self._tried_at >= self._between_looks:
            is_in_time = now - self._known_at < self._stands_for
            if self._looking.acquire(timeout=0 if is_in_time else LONGEST_WAIT):
                try:
                    self._look_again(now)
                finally:
                    self._looking.release()
        return self._version if now - self._known_at <= self._stands_for else None

    @property
    def _stands_for(self) -> float:
        return self._longest_away if self._is_away else self._oldest_look

    def _look_again(self, asked_at: float) -> None:
        if self._tried_at > asked_at:
            return  # somebody else did, while this thread waited
        began = monotonic()
        try:
            # Outside of a request nobody else closes a connection that is old, or dead.
            connection.close_if_unusable_or_obsolete()
            self._version = self._look()
        except Error:
            self._note(is_away=True)
            if self._look_elsewhere:
                self._go_on_without(began, self._look_elsewhere)
        else:
            self._known_at = began
            self._note(is_away=False)
        finally:
            self._tried_at = began
            connection.close_if_unusable_or_obsolete()

    def _go_on_without(self, began: float, look: Callable[[], str]) -> None:
        with suppress(Error):
            version = look()
            if self._version is None:
                self._known_at = began
            self._version = version

    def _note(self, is_away: bool) -> None:
        if is_away != self._is_away:
            log.warning("The database is away" if is_away else "The database is back")
        self._is_away = is_away
