"""What stands beside a fact: on which day somebody asked about it, and whom.

In `ASKED_ON` a model says which days are those of a fact, its own first. A new answer with an old day is
untrue.
"""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.dates import not_in_the_future
from providers.freshness import CheckedWith

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


ASKED_ON, HOW_YOU_KNOW = _("asked on"), _("how you know")


def day_to_move(row: models.Model, fact: str, moved: Collection[str]) -> str:
    """The day that a new answer needs and that nobody has given it; "" when it has one, or never had.

    `moved` are the days that were given anew. A day that stands at today is good.
    """
    days: tuple[str, ...] = row.ASKED_ON[fact]  # type: ignore[attr-defined]  # dated models have it
    known = [day for day in days if getattr(row, day) is not None]
    good = days[:1] if known[:1] == list(days[:1]) else days
    if not known or any(day in moved or getattr(row, day) == timezone.localdate() for day in good):
        return ""
    return days[0]


def day_of_asking(label: "StrPromise" = ASKED_ON) -> "models.DateField[date | None, date | None]":
    """The day on which staff asked about the fact beside it. Patients see the month."""
    return models.DateField(label, null=True, blank=True, validators=[not_in_the_future])


def whom_they_asked(label: "StrPromise" = HOW_YOU_KNOW) -> "models.CharField[str, str]":
    """On that day."""
    return models.CharField(
        label,
        max_length=8,
        choices=CheckedWith,
        default=CheckedWith.OFFICE,
        db_default=CheckedWith.OFFICE.value,
    )
