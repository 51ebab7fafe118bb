"""Who is at which part of a document now, and what they typed there and have not saved."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .document import Document

TOP = "top"  # the place of what a document says of itself
PRESENT_FOR = timedelta(seconds=45)  # after a browser last said so; it says so every 15 seconds
EMPTY_ONES_STAY = timedelta(days=1)


def place_of(part: str, key: int | None) -> str:
    """What a row of a part is called where people meet at it; one that is not there yet is “new”."""
    return f"{part}-{'new' if key is None else key}"


def places_of(part: str, first: int) -> str:
    """What the page with the rows of a part from this number on is called."""
    return f"{part}-from-{first}"


class SittingQuerySet(models.QuerySet["Sitting"]):
    def present(self, at: datetime | None = None) -> Self:
        """Those of people who are there now."""
        return self.filter(seen_at__gt=(at or timezone.now()) - PRESENT_FOR)

    def unsaved(self) -> Self:
        """Those with words that nobody has saved."""
        return self.exclude(typed={})

    def over(self, at: datetime | None = None) -> Self:
        """Those that nobody needs any more."""
        return self.filter(typed={}, seen_at__lt=(at or timezone.now()) - EMPTY_ONES_STAY)


class Sitting(models.Model):
    """Somebody at one part of a document. A save ends what was typed: it is in the draft then."""

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="sittings", verbose_name=_("document")
    )
    place = models.CharField(
        _("part"), max_length=60, help_text=_("“top”, or the name of a part with the number of its row.")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    # What the form would send, by field. {} while nothing was typed that is not saved.
    typed: "models.JSONField[Any, Any]" = models.JSONField(_("typed"), default=dict, blank=True)
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now)

    objects = SittingQuerySet.as_manager()

    class Meta:
        ordering = ["document", "place", "seen_at"]
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "place", "person"], name="person_sits_at_a_part_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}, {self.place}: {self.person}"

    @property
    def words(self) -> list[str]:
        """What was typed into the fields that take words, in the order of the page."""
        form = {"opened_with"}  # what the page itself says
        return [
            value
            for name, values in self.typed.items()
            if name not in form and not name.endswith(("_FORMS", "-id", "-document"))
            for value in values
            if " " in value.strip()
        ]

    def is_present(self, at: datetime | None = None) -> bool:
        """Like SittingQuerySet.present, for one that is here already."""
        return self.seen_at > (at or timezone.now()) - PRESENT_FOR
