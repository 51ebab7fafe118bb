"""Whether a position fits the ZIP code beside it, and what was probably meant when it does not."""

from collections.abc import Iterator
from math import floor
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import F, FloatField, OuterRef, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import ACos, Cos, Greatest, Least, Radians, Sin
from django.utils.translation import gettext_lazy as _

from providers import sphere

from .place import Place

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Position = tuple[float, float]  # latitude and longitude in WGS84 degrees

MIRRORED = _(
    "These coordinates are %(miles)s miles from ZIP code %(zip_code)s. Did you mean %(meant)s? "
    "In the US longitude is negative."
)
OTHER_STATE = _(
    "These coordinates are %(miles)s miles from ZIP code %(zip_code)s, and in %(state)s. Please check them."
)
FARTHER = _(
    "These coordinates are %(miles)s miles from ZIP code %(zip_code)s, which reaches about %(reach)s. "
    "Please check them. If they are right, check the box below."
)


def refuse_misplaced(here: Position, zip_code: Place, *, is_sure: bool) -> None:
    """Raises ValidationError for a position that no address in this ZIP code has.

    A lost sign, and longitude for latitude, are refused with the numbers that would fit; so is a place in
    another state. What is merely farther away than the ZIP code reaches is refused unless somebody is sure.
    """
    middle = (zip_code.latitude, zip_code.longitude)
    miles = sphere.miles_between(here, middle)
    if miles <= zip_code.reach:
        return
    told = {
        "miles": f"{miles:,.0f}",
        "zip_code": zip_code.zip_code,
        "reach": f"{zip_code.reach:,.0f}",
    }
    for meant in _mirrored(here):
        if sphere.miles_between(meant, middle) <= zip_code.reach:
            raise _refusal(MIRRORED, told | {"meant": f"{meant[0]}, {meant[1]}"})
    if (state := _state_at(here)) and state != zip_code.state:
        raise _refusal(OTHER_STATE, told | {"state": state})
    if not is_sure:
        raise _refusal(FARTHER, told)


def _refusal(text: "StrPromise", told: dict[str, str]) -> ValidationError:
    return ValidationError({"latitude": ValidationError(text, code="misplaced", params=told)})


def _mirrored(here: Position) -> Iterator[Position]:
    """What somebody may have had in front of them who typed these numbers."""
    latitude, longitude = here
    for north, east in ((latitude, longitude), (longitude, latitude)):
        for one in (north, -north):
            for other in (east, -east):
                if abs(one) <= 90 and (one, other) != here:
                    yield one, other


def _state_at(here: Position) -> str:
    """That of the nearest ZIP code; "" where there is none for a hundred miles."""
    south, west = floor(here[0]), floor(here[1])
    around = Place.objects.zip_codes().in_box(south=south - 1, north=south + 2, west=west - 1, east=west + 2)
    return min(
        around,
        key=lambda place: sphere.miles_between(here, (place.latitude, place.longitude)),
        default=Place(),
    ).state


def miles_from_its_zip_code() -> Combinable:
    """For a filter of ZIP codes in a query of places of practice: how far the place is from the middle."""
    phi, other_phi = Radians(F("latitude")), Radians(OuterRef("latitude"))
    turn = Radians(OuterRef("longitude") - F("longitude"))
    cosine = Sin(phi) * Sin(other_phi) + Cos(phi) * Cos(other_phi) * Cos(turn)
    in_range = Least(Greatest(cosine, Value(-1.0)), Value(1.0), output_field=FloatField())
    return ACos(in_range) * Value(sphere.EARTH_RADIUS_MILES)
