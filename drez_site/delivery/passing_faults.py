"""Faults that pass: the same request, sent again in a minute, may well be answered."""

from django.db import InterfaceError, OperationalError
from psycopg.errors import ReadOnlySqlTransaction

from drez_site.foundation.heavy_work import TooMuchAtOnce

# The database is away, too busy, full, or a standby that takes no writes; or this process is too busy.
PASSING = (OperationalError, InterfaceError, ReadOnlySqlTransaction, TooMuchAtOnce)


def will_pass(error: BaseException | None) -> bool:
    """Whether this error, or one that caused it, is of that kind."""
    while error is not None:
        if isinstance(error, PASSING):
            return True
        error = error.__cause__
    return False
