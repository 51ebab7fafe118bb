"""Where the clinic sees its patients: one row for each building."""

from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.approved_words import approved_words
from drez_site.foundation.history.fields import kept_history
from drez_site.foundation.languages.claims import no_claims, no_claims_but_a_rank
from drez_site.foundation.languages.hours import opening_hours
from drez_site.foundation.markdown.rendering import no_citations
from drez_site.foundation.names import city_alone, name_alone
from drez_site.foundation.united_states import phones
from drez_site.foundation.united_states.validators import known_state, phone_number, zip_code

from .text import Translated


class ClinicPlace(Translated):
    """A building with a whole address. The first one stands where a page has room for one only."""

    clinic = models.ForeignKey(
        "clinic.ClinicProfile", models.CASCADE, related_name="places", verbose_name=_("clinic profile")
    )
    position = models.PositiveSmallIntegerField(
        _("order"),
        default=0,
        help_text=_("The place with the smallest number comes first. Its address is your mailing address."),
    )
    name = models.CharField(
        _("name of the place"),
        max_length=100,
        blank=True,
        help_text=_("What patients look for at the door, like “Example Tower”. Empty: its city."),
        validators=[no_claims, name_alone],
    )
    street = models.CharField(_("street"), max_length=120, validators=[no_claims_but_a_rank, name_alone])
    city = models.CharField(_("city"), max_length=60, validators=[no_claims_but_a_rank, city_alone])
    state = models.CharField(
        _("state"), max_length=2, validators=[known_state], help_text=_("Two capital letters, like NC.")
    )
    zip_code = models.CharField(
        _("ZIP code"), max_length=5, validators=[zip_code], help_text=_("Five digits.")
    )
    phone = models.CharField(
        _("phone of the place"),
        max_length=phones.LONGEST,
        blank=True,
        validators=[phone_number],
        help_text=_("Only if it is not the appointment phone. Like +19195550134."),
    )
    opening_hours = models.CharField(
        _("opening hours"),
        max_length=100,
        blank=True,
        validators=[no_claims, opening_hours],
        help_text=_("When patients are seen here, like “Tuesdays, 9 am to 4 pm”."),
    )
    directions = models.TextField(
        _("getting here"),
        blank=True,
        validators=[no_claims, no_citations],
        help_text=_("The way, parking, which door, and how to get in with a wheelchair."),
    )

    TRANSLATED = ("opening_hours", "directions")
    TO_APPROVE = ("directions",)

    history = kept_history()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self):
        return self.name or self.city

    def page_for_readers(self) -> str:
        return reverse("contact")

    @property
    def town(self) -> str:
        """Durham, NC"""
        return f"{self.city}, {self.state}"

    def owner_of_texts(self) -> dict[str, int | None]:
        return {"clinic_id": self.clinic_id, "reason_id": None, "place_id": self.pk}

    @classmethod
    def of_the_profile(cls) -> ArraySubquery:
        """For a query of profiles: the columns of its places in their order, so that a page asks once."""
        columns = {field.attname: F(field.attname) for field in cls._meta.concrete_fields}
        rows = cls.objects.filter(clinic=OuterRef("pk"))
        return ArraySubquery(rows.values(json=JSONObject(**columns, approved_words=approved_words(cls))))

    @classmethod
    def of_row(cls, approved_words: dict[str, str], **columns) -> Self:
        """One of those that `of_the_profile` found."""
        place = cls(**columns)
        place.approved_words = approved_words
        return place
