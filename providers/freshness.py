"""How long the word of a doctor's office counts. An older answer is not known any more."""

from datetime import date, timedelta

from django.utils import timezone

CHECKED_IS_GOOD_FOR = timedelta(days=90)
CONFIRMED_IS_GOOD_FOR = timedelta(days=365)


def oldest_good_check(at: date | None = None) -> date:
    """The first day whose answers about new patients still count."""
    return (at or timezone.localdate()) - CHECKED_IS_GOOD_FOR


def oldest_good_confirmation(at: date | None = None) -> date:
    """The first day whose confirmations of an operation still count."""
    return (at or timezone.localdate()) - CONFIRMED_IS_GOOD_FOR
