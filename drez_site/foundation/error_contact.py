"""Whom an error page offers to call, without asking the database.

The room of the clinic answers with the profile that was read last. Before a process has read one, and for a
number that the profile lacks, the settings answer: so a process that starts without a database knows, too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings


class Profile(Protocol):
    """What is asked of the clinic's profile: numbers in E.164, or ""."""

    phone: str
    urgent_phone: str
    is_demonstration: bool


@dataclass(frozen=True, slots=True)
class Contact:
    """What an error page prints: numbers in E.164, or "", and whether all of it is made up."""

    phone: str
    urgent_phone: str
    is_demonstration: bool = False


_source: Callable[[], Profile | None] | None = None


def register(source: Callable[[], Profile | None]) -> None:
    """Take the answers from `source`, which asks no database and returns None when nobody is known."""
    global _source
    _source = source


def contact_for_error_pages() -> Contact:
    """The numbers of the profile, or else those of `CLINIC_PHONE` and `CLINIC_URGENT_PHONE`."""
    known = _source() if _source else None
    return Contact(
        phone=(known and known.phone) or settings.CLINIC_PHONE,
        urgent_phone=(known and known.urgent_phone) or settings.CLINIC_URGENT_PHONE,
        is_demonstration=bool(known and known.is_demonstration),
    )
