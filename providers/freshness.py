"""How long the word of a doctor's office counts: what patients read follows from dates alone."""

from datetime import date, timedelta
from enum import Enum, auto

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

CHECKED_IS_GOOD_FOR = timedelta(days=90)
CONFIRMED_IS_GOOD_FOR = timedelta(days=90)
CONFIRMED_IS_WORTH_SAYING_FOR = timedelta(days=180)


class CheckedWith(TextChoices):
    """Whom staff asked. Only what the office itself said is "confirmed with the office"."""

    OFFICE = "office", _("called the office")
    WEBSITE = "website", _("read on the office’s own website")


class Confirmation(Enum):
    """What a day on which the office confirmed an operation is worth."""

    GOOD = auto()  # "Confirmed October 2026"
    AGING = auto()  # "Confirmed July 2026, call to check"
    LAPSED = auto()  # "Not confirmed since March 2026, call to check"
    NEVER = auto()  # "Call to check"

    @classmethod
    def of(cls, confirmed_on: date | None, at: date) -> "Confirmation":
        if confirmed_on is None:
            return cls.NEVER
        age = at - confirmed_on
        if age <= CONFIRMED_IS_GOOD_FOR:
            return cls.GOOD
        return cls.AGING if age <= CONFIRMED_IS_WORTH_SAYING_FOR else cls.LAPSED


def oldest_good_check(at: date | None = None) -> date:
    """The first day whose answers about new patients still count, and what a website said."""
    return (at or timezone.localdate()) - CHECKED_IS_GOOD_FOR


def oldest_good_confirmation(at: date | None = None) -> date:
    """The first day whose confirmations of an operation still count."""
    return (at or timezone.localdate()) - CONFIRMED_IS_GOOD_FOR
