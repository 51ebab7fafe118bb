"""Whom an error page offers to call, without asking the database: the room of the clinic answers."""

from collections.abc import Callable
from typing import Protocol


class Contact(Protocol):
    """What an error page prints: a name, and a number in E.164 or ""."""

    name: str
    phone: str


_source: Callable[[], Contact | None] | None = None


def register(source: Callable[[], Contact | None]) -> None:
    """Take the answers from `source`, which asks no database and returns None when nobody is known."""
    global _source
    _source = source


def contact_for_error_pages() -> Contact | None:
    return _source() if _source else None
