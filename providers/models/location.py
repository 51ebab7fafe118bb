"""The hospitals and clinics where doctors practice."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.dates import not_in_the_future
from drez_site.foundation.history.fields import kept_history
from drez_site.foundation.languages.claims import no_claims, no_claims_but_a_rank, none_side_by_side
from drez_site.foundation.languages.hours import opening_hours
from drez_site.foundation.names import city_alone, name_alone
from drez_site.foundation.texts_by_language import SaidInLanguages, translations
from drez_site.foundation.united_states import phones
from drez_site.foundation.united_states.validators import (
    known_state,
    no_post_office_box,
    phone_number,
    zip_code,
)

from .dated import day_of_asking, whom_they_asked
from .place import Place
from .position import miles_from_its_zip_code, refuse_misplaced
from .removal import Removable, RemovableQuerySet


class LocationQuerySet(RemovableQuerySet["Location"]):
    def without_coordinates(self) -> Self:
        """Listed last in every search, under "distance unknown", until staff find out where they are."""
        return self.filter(latitude__isnull=True)

    def in_the_middle_of_their_zip_codes(self) -> Self:
        """Where nobody has said yet where the building is."""
        return self.filter(located_by=Location.LocatedBy.ZIP_CENTER)

    def misplaced(self) -> Self:
        """Whose position does not fit their ZIP code, or whose ZIP code is unknown or in another state."""
        known = Place.objects.zip_codes().filter(zip_code=OuterRef("zip_code"), state=OuterRef("state"))
        near = known.filter(reach__gte=miles_from_its_zip_code())
        return self.filter(latitude__isnull=False).exclude(Exists(near))


class Location(SaidInLanguages, Removable):
    """A hospital or clinic: where to go, and how we know where that is."""

    class Kind(models.TextChoices):
        HOSPITAL = "hospital", _("hospital")
        CLINIC = "clinic", _("clinic")

    class LocatedBy(models.TextChoices):
        """How the coordinates are known. Only a surveyed point is exact enough for tenths of a mile."""

        SURVEYED = "surveyed", _("the building itself, entered by staff")
        STREET_ADDRESS = "address", _("looked up from the street address")
        ZIP_CENTER = "zip", _("the middle of the ZIP code (approximate)")

    slug = models.SlugField(
        _("page address"),
        max_length=80,
        unique=True,
        help_text=_("The last part of the page's address."),
    )
    name = models.CharField(
        _("name"),
        max_length=120,
        validators=[no_claims, name_alone],
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.CLINIC)
    street = models.CharField(
        _("street"),
        max_length=160,
        blank=True,
        help_text=_("Where patients go. Never a mailing address or a post office box."),
        validators=[no_claims_but_a_rank, no_post_office_box, name_alone],
    )
    city = models.CharField(
        _("city"),
        max_length=80,
        validators=[no_claims_but_a_rank, city_alone],
    )
    state = models.CharField(
        _("state"), max_length=2, validators=[known_state], help_text=_("Two capital letters, like NC.")
    )
    zip_code = models.CharField(
        _("ZIP code"), max_length=5, validators=[zip_code], help_text=_("Five digits.")
    )
    phone = models.CharField(
        _("appointment phone"),
        max_length=phones.LONGEST,
        blank=True,
        validators=[phone_number],
        help_text=_("Like (919) 555-0134. The number that makes appointments, not the switchboard."),
    )
    hours = models.TextField(
        _("opening hours"),
        blank=True,
        help_text=_("One line for each, like “Monday to Friday, 8 am to 5 pm”."),
        validators=[no_claims, opening_hours],
    )
    getting_in = models.TextField(
        _("getting in"),
        blank=True,
        help_text=_("Which door, which floor, where to sit down on the way."),
        validators=[no_claims],
    )
    getting_in_translations = translations(_("getting in, in other languages"))
    parking = models.TextField(
        _("parking"),
        blank=True,
        help_text=_("Where, how far from the door, and the cost."),
        validators=[no_claims],
    )
    parking_translations = translations(_("parking, in other languages"))
    wheelchair_access = models.BooleanField(
        _("wheelchair access"),
        null=True,
        blank=True,
        help_text=_(
            "From the street to the examination room. “Unknown” shows “Ask the clinic”: do not guess."
        ),
    )
    checked_on = models.DateField(
        _("asked on"),
        null=True,
        blank=True,
        validators=[not_in_the_future],
        help_text=_(
            "The day you asked about phone, hours, the way in, parking and access. Patients see the month."
        ),
    )
    checked_with = whom_they_asked()
    phone_checked_on = day_of_asking(_("phone: asked on"))
    phone_checked_with = whom_they_asked(_("phone: how you know"))
    address_checked_on = day_of_asking(_("address: asked on"))
    address_checked_with = whom_they_asked(_("address: how you know"))
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, help_text=_("In degrees (WGS84), north positive, like 36.0072.")
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        help_text=_("In degrees (WGS84), west negative, like -78.9372."),
    )
    located_by = models.CharField(
        _("how we know where it is"),
        max_length=16,
        choices=LocatedBy,
        blank=True,
        help_text=_(
            "Leave all three empty, and the place stands at the middle of its ZIP code, about where it is."
        ),
    )

    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, editable=False, related_name="merged")

    KEPT_UNTYPED = ("removed_at", "merged_into")
    SAID_WITH_A_DAY = {
        "checked_with": "checked_on",
        "phone_checked_with": "phone_checked_on",
        "address_checked_with": "address_checked_on",
    }

    ASKED_ON = {
        "phone": ("phone_checked_on", "checked_on"),
        **dict.fromkeys(("street", "city", "state", "zip_code"), ("address_checked_on",)),
        **dict.fromkeys(("hours", "getting_in", "parking", "wheelchair_access"), ("checked_on",)),
    }

    is_position_sure = False  # whether who saves it says so, though it is far from its ZIP code
    TRANSLATED = {"getting_in": "getting_in_translations", "parking": "parking_translations"}
    TO_APPROVE = ("getting_in", "getting_in_translations", "parking", "parking_translations")
    MAKES_LINKS = False

    objects = LocationQuerySet.as_manager()
    history = kept_history()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("place of practice")
        verbose_name_plural = _("places of practice")
        constraints = [
            models.CheckConstraint(
                name="location_has_both_coordinates_or_neither",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message=_("Enter both latitude and longitude, or leave both empty."),
            ),
            models.CheckConstraint(
                name="location_is_on_the_earth",
                condition=Q(latitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                violation_error_message=_(
                    "Latitude goes from -90 to 90, longitude from -180 to 180 (negative in the US)."
                ),
            ),
            models.CheckConstraint(
                name="location_says_how_its_coordinates_are_known",
                condition=Q(latitude__isnull=True, located_by="")
                | (Q(latitude__isnull=False) & ~Q(located_by="")),
                violation_error_message=_("Say how the coordinates are known, or leave all three empty."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.city}, {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("providers:location", args=[self.slug])

    def clean(self) -> None:
        """Its ZIP code is one, lies in its state, and near its coordinates; else its middle stands in.

        As long as no ZIP codes are loaded, there is nothing to compare with.
        """
        super().clean()
        none_side_by_side("slug", self.slug)
        middle = Place.objects.zip_codes().filter(zip_code=self.zip_code).first()
        if middle is None and not Place.objects.zip_codes().exists():
            return
        if middle is None:
            raise ValidationError({"zip_code": _("There is no such ZIP code in our list. Please check it.")})
        if middle.state != self.state:
            raise ValidationError(
                {
                    "state": _("ZIP code %(zip_code)s is in %(state)s. Please check both.")
                    % {"zip_code": middle.zip_code, "state": middle.state}
                }
            )
        empty = self.latitude is None and self.longitude is None
        if self.located_by == self.LocatedBy.ZIP_CENTER or (empty and not self.located_by):
            self.latitude, self.longitude = middle.latitude, middle.longitude
            self.located_by = self.LocatedBy.ZIP_CENTER
        elif self.latitude is not None and self.longitude is not None:
            here = (self.latitude, self.longitude)
            refuse_misplaced(here, middle, is_sure=self.is_position_sure or self._stands_there)

    @property
    def _stands_there(self) -> bool:
        """Whether it was saved with this position and ZIP code before: then somebody was sure."""
        saved = Location.objects.filter(pk=self.pk, zip_code=self.zip_code)
        return saved.filter(latitude=self.latitude, longitude=self.longitude).exists()
