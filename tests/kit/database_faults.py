"""A database that is away, or that takes no writes, as a process meets it."""

from contextlib import contextmanager
from unittest.mock import patch

from django.db import OperationalError, connection


@contextmanager
def database_away():
    """Every question fails, as it does when no connection can be made."""

    def refuse(*args, **kwargs):
        raise OperationalError("connection to server at 10.0.0.7 failed: password=hunter2")

    with patch.object(connection, "_cursor", refuse):
        yield


@contextmanager
def database_takes_no_writes():
    """As on a standby: every statement that writes fails, and others work. For tests that commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
    try:
        yield
    finally:
        connection.close()
