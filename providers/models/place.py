"""The ZIP codes and cities that patients name."""

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

FARTHEST_REACH = 100.0  # miles; the widest ZIP codes, in Alaska and Nevada, reach about so far


class PlaceQuerySet(models.QuerySet["Place"]):
    def zip_codes(self) -> Self:
        return self.filter(kind=Place.Kind.ZIP)

    def cities(self) -> Self:
        return self.filter(kind=Place.Kind.CITY)

    def parts(self) -> Self:
        """Boroughs, neighborhoods and abbreviations: found by who types them, offered to nobody else."""
        return self.filter(kind=Place.Kind.PART)

    def cities_and_boroughs(self, zip_codes: int) -> Self:
        """Cities, and parts of cities with at least so many ZIP codes, like Manhattan."""
        return self.filter(Q(kind=Place.Kind.CITY) | Q(kind=Place.Kind.PART, zip_count__gte=zip_codes))

    def counties(self) -> Self:
        return self.filter(kind=Place.Kind.COUNTY)

    def in_box(self, *, south: int, north: int, west: int, east: int) -> Self:
        """Between these whole degrees; a box may reach past the 180th meridian, as from 179 to 183."""
        longitudes = Q()
        for turn in (-360, 0, 360):
            longitudes |= Q(longitude__range=(west + turn, east + turn))
        return self.filter(longitudes, latitude__range=(south, north))

    def largest_first(self) -> Self:
        """By the number of ZIP codes: the only measure of a city's size that the data have."""
        return self.order_by("-zip_count", "state", "pk")


class Place(models.Model):
    """Where a patient looks from. Loaded by a command, never entered by hand."""

    class Kind(models.TextChoices):
        """How precise the place is. Each stands for a home somewhere inside, so none is an exact point."""

        ZIP = "zip", _("ZIP code")
        CITY = "city", _("city")
        PART = "part", _("part of a city")
        COUNTY = "county", _("county")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    name = models.CharField(_("city"), max_length=80)
    state = models.CharField(_("state"), max_length=2)
    zip_code = models.CharField(_("ZIP code"), max_length=5, blank=True)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    search_name = models.CharField(
        _("name as searched"),
        max_length=80,
        help_text=_("Small letters only: no spaces, accents, or abbreviations."),
    )
    zip_count = models.PositiveIntegerField(_("number of ZIP codes"), default=1)
    county = models.CharField(
        _("county"), max_length=80, blank=True, db_default="", help_text=_("Of a ZIP code.")
    )
    reach = models.FloatField(
        _("reach in miles"),
        default=FARTHEST_REACH,
        db_default=FARTHEST_REACH,
        help_text=_("Of a ZIP code: no address in it is farther from its middle."),
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "state", "zip_code"]
        verbose_name = _("ZIP code or city")
        verbose_name_plural = _("ZIP codes and cities")
        constraints = [
            models.UniqueConstraint(
                fields=["zip_code"], condition=Q(kind="zip"), name="place_zip_code_is_unique"
            ),
            models.UniqueConstraint(
                fields=["search_name", "state"],
                condition=Q(kind="city"),
                name="place_city_is_unique_in_its_state",
            ),
            models.UniqueConstraint(
                fields=["search_name", "state"],
                condition=Q(kind="part"),
                name="place_part_is_unique_in_its_state",
            ),
            models.UniqueConstraint(
                fields=["search_name", "state"],
                condition=Q(kind="county"),
                name="place_county_is_unique_in_its_state",
            ),
            models.CheckConstraint(
                name="place_has_a_zip_code_when_it_is_one",
                condition=Q(kind="zip", zip_code__regex=r"^[0-9]{5}$")
                | Q(kind__in=["city", "part", "county"], zip_code=""),
            ),
            models.CheckConstraint(
                name="place_is_on_the_earth",
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        ]
        indexes = [
            GinIndex(
                fields=["search_name"],
                opclasses=["gin_trgm_ops"],
                condition=Q(kind="city"),
                name="place_city_by_likeness",
            ),
            models.Index(
                fields=["state", "county"], condition=Q(kind="zip"), name="place_zip_code_by_county"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Like "Durham, NC 27710" or "Durham, NC"."""
        return f"{self.name}, {self.state} {self.zip_code}".rstrip()

    @property
    def as_typed(self) -> str:
        """The shortest words that mean this place, for an address: "27710" or "Durham, NC"."""
        return self.zip_code or self.label

    @property
    def is_zip_code(self) -> bool:
        return self.kind == self.Kind.ZIP
