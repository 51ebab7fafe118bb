"""What stands beside a fact: on which day somebody asked about it, and whom."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.dates import not_in_the_future
from providers.freshness import CheckedWith

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


ASKED_ON, HOW_YOU_KNOW = _("asked on"), _("how you know")


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
