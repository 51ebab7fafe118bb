"""Faults that pass: the same request, sent again in a minute, may well be answered."""

from django.db import InterfaceError, OperationalError
from psycopg.errors import IdleInTransactionSessionTimeout, ReadOnlySqlTransaction, TransactionTimeout

from drez_site.foundation.heavy_work import TooMuchAtOnce

# The database is away, too busy, full, or a standby that takes no writes; or this process is too busy, or was
# held up for so long (by its machine, say) that the database ended what it had begun.
PASSING = (
    OperationalError,
    InterfaceError,
    ReadOnlySqlTransaction,
    IdleInTransactionSessionTimeout,
    TransactionTimeout,
    TooMuchAtOnce,
)


def will_pass(error: BaseException | None) -> bool:
    """Whether this error, or one that caused it, is of that kind."""
    while error is not None:
        if isinstance(error, PASSING):
            return True
        error = error.__cause__
    return False
