"""Which doctor sees patients where."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.dates import not_in_the_future
from drez_site.foundation.history.fields import kept_history
from drez_site.foundation.united_states import phones
from drez_site.foundation.united_states.validators import phone_number
from procedures.models import AsOf
from providers.freshness import CHECKED_IS_GOOD_FOR, oldest_good_check

from .dated import day_of_asking, whom_they_asked
from .facts import DoneProcedure, SpokenLanguage, facts
from .location import Location
from .provider import Provider


class PracticeQuerySet(models.QuerySet["Practice"]):
    def public(self, at: date | None = None) -> Self:
        """Those that have begun and not ended, whose doctor and place a patient may both see."""
        at = at or timezone.localdate()
        return self.filter(
            Q(begins_on=None) | Q(begins_on__lte=at),
            Q(ends_on=None) | Q(ends_on__gte=at),
            provider__in=Provider.objects.public(at),
            location__in=Location.objects.public(),
        )

    def at(self, location: Location) -> Self:
        return self.filter(location=location)

    def for_cards(self, language: str, at: AsOf = None) -> Self:
        """With everything that a card about the doctor shows, in this language."""
        return self.select_related("provider", "location").annotate(**facts("provider_id", language, at))

    def to_ask_again(self, at: date | None = None) -> Self:
        """Where we do not know, or no longer, whether the doctor takes new patients."""
        return self.filter(
            Q(accepting_new_patients=None) | Q(checked_on=None) | Q(checked_on__lt=oldest_good_check(at))
        ).not_over(at)

    def not_over(self, at: date | None = None) -> Self:
        """Where the doctor sees patients, or will."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=at or timezone.localdate()))

    def in_state(self, state: str) -> Self:
        return self.filter(location__state=state)

    def without_coordinates(self) -> Self:
        """Last in every search, under "distance unknown"."""
        return self.filter(location__latitude=None)

    def by_name(self) -> Self:
        return self.order_by("provider__family_name", "provider__given_name", "pk")


class Practice(models.Model):
    """A provider at a location, with what the office there told us and when."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="practices", verbose_name=_("doctor"))
    location = models.ForeignKey(
        Location, models.PROTECT, related_name="practices", verbose_name=_("place of practice")
    )
    phone = models.CharField(
        _("own phone"),
        max_length=phones.LONGEST,
        blank=True,
        validators=[phone_number],
        help_text=_(
            "Only if patients call another number for this doctor than for the place. Like (919) 555-0134."
        ),
    )
    accepting_new_patients = models.BooleanField(
        _("accepting new patients"),
        null=True,
        blank=True,
        help_text=_("What the office told you. “Unknown” shows “Ask the clinic”: do not guess."),
    )
    checked_on = models.DateField(
        _("asked on"),
        null=True,
        blank=True,
        validators=[not_in_the_future],
        help_text=format_lazy(
            _("The day you asked the office. After {days} days the page says “Ask the clinic” again."),
            days=CHECKED_IS_GOOD_FOR.days,
        ),
    )
    checked_with = whom_they_asked()
    phone_checked_on = day_of_asking(_("phone: asked on"))
    phone_checked_with = whom_they_asked(_("phone: how you know"))

    begins_on = models.DateField(
        _("from"),
        null=True,
        blank=True,
        help_text=_("The first day with patients here. Until then patients do not see this row."),
    )
    ends_on = models.DateField(
        _("to"),
        null=True,
        blank=True,
        help_text=_("The last day with patients here. After it patients do not see this row."),
    )

    # What `for_cards` adds
    trained_in: list[str]
    speaks: list[SpokenLanguage]
    does: list[DoneProcedure]
    words_of_place: dict[str, str]  # what `doctors_for_page` adds: of the place, those that were approved

    SAID_WITH_A_DAY = {"checked_with": "checked_on", "phone_checked_with": "phone_checked_on"}
    ASKED_ON = {"accepting_new_patients": ("checked_on",), "phone": ("phone_checked_on",)}

    objects = PracticeQuerySet.as_manager()
    history = kept_history()

    class Meta:
        ordering = ["provider", "pk"]
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "location"],
                name="provider_practises_once_at_a_location",
                violation_error_message=_("This doctor is already entered for this place."),
            ),
            models.CheckConstraint(
                name="practice_ends_after_it_begins",
                condition=Q(begins_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("begins_on")),
                violation_error_message=_("The last day is before the first one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} – {self.location}"
