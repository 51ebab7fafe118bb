"""When the words of public pages change although nobody writes anything.

What is dated by the day changes at midnight in the clinic, which every page is bound to. A room whose pages
change at another moment registers who knows the next one.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from .dates import beginning_of

NextChange = Callable[[datetime], datetime | None]
_known: list[NextChange] = []


def register(next_change_of_a_room: NextChange) -> NextChange:
    """Ask it, too: for the first moment after the one it is given at which words change, or None."""
    _known.append(next_change_of_a_room)
    return next_change_of_a_room


def next_change(now: datetime) -> datetime:
    """The first moment after `now` at which some public page says something else. Reads the database."""
    moments = (ask(now) for ask in _known)
    return min([next_midnight(now), *(moment for moment in moments if moment and moment > now)])


def next_midnight(now: datetime) -> datetime:
    """The end of the day in the clinic's time zone, also of a day with 23 or 25 hours."""
    return beginning_of(timezone.localdate(now) + timedelta(days=1))
