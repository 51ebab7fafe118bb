"""Which doctor does which operation."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.dates import not_in_the_future
from drez_site.foundation.history.fields import kept_history
from procedures.models import Procedure
from providers.freshness import CONFIRMED_IS_GOOD_FOR, oldest_good_confirmation

from .provider import Provider


class OfferingQuerySet(models.QuerySet["Offering"]):
    def to_confirm(self, at: date | None = None) -> Self:
        """Never confirmed with the doctor's office, or too long ago: patients read “call to check”."""
        return self.filter(Q(confirmed_on=None) | Q(confirmed_on__lt=oldest_good_confirmation(at)))


class Offering(models.Model):
    """A provider does a procedure: entered by staff, never inferred from a specialty."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="offerings", verbose_name=_("doctor"))
    procedure = models.ForeignKey(
        Procedure, models.PROTECT, related_name="offerings", verbose_name=_("operation")
    )
    confirmed_on = models.DateField(
        _("confirmed on"),
        null=True,
        blank=True,
        validators=[not_in_the_future],
        help_text=format_lazy(
            _("The day the doctor's office told you so. Empty, or older than {days} days: “call to check”."),
            days=CONFIRMED_IS_GOOD_FOR.days,
        ),
    )
    on_website_on = models.DateField(
        _("on the office’s website on"),
        null=True,
        blank=True,
        validators=[not_in_the_future],
        help_text=_("The day you read it on the office’s own website. That does not confirm it."),
    )

    objects = OfferingQuerySet.as_manager()
    history = kept_history()

    class Meta:
        ordering = ["procedure__position", "pk"]
        verbose_name = _("operation offered")
        verbose_name_plural = _("operations offered")
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "procedure"],
                name="provider_offers_a_procedure_once",
                violation_error_message=_("This operation is already entered for this doctor."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider}: {self.procedure}"
