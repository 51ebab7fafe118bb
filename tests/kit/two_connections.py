"""Two transactions at once: what one does while the other has not yet said whether it stays."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from time import sleep
from typing import Any

from django.db import connection, transaction

WAITS_FOR_US = "SELECT count(*) FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))"


def while_uncommitted(
    first: Callable[[], Any], second: Callable[[], Any], before_commit: Callable[[], Any] = lambda: None
) -> Any:
    """Do `first`, and commit it once `second`, of another connection, waits for us; what `second` returns.

    Raises what `second` raises, and AssertionError if it did not wait.
    """

    def elsewhere() -> Any:
        try:
            return second()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            outcome = pool.submit(elsewhere)
            waited = _waits_for_us(outcome)
            before_commit()
        returned = outcome.result(20)
    assert waited, "it did not wait for us"
    return returned


def _waits_for_us(outcome: Future[Any]) -> bool:
    for _ in range(400):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITS_FOR_US)
            if cursor.fetchone()[0]:
                return True
        if outcome.done():
            return False
        sleep(0.02)
    return False
