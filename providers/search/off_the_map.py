"""Places of practice without a position that may be as near as any, though nobody can say how far."""

from dataclasses import dataclass
from math import dist

from drez_site.foundation.content_version import once_per_content_version
from drez_site.foundation.united_states.place_names import search_name
from providers import sphere
from providers.models import Location, Place, Practice, SearchEntry

from .question import DirectoryQuery
from .statements import doctors_at

NEAR = 25  # miles around the place asked for, where no limit is asked for


@dataclass(frozen=True, slots=True)
class OffTheMap:
    """A place of practice that we cannot measure to, with the keys of the doctors there who match.

    The middle of its ZIP code, or else of its city, lies within the limit that was asked for, or 25 miles
    without one: then it `is_near`. Otherwise it is nearer than the first doctor at a known distance.
    """

    slug: str
    name: str
    city: str
    state: str
    zip_code: str
    phone: str  # what to call there, as E.164; "" when nobody knows
    doctors: frozenset[int]
    is_near: bool


@dataclass(frozen=True, slots=True)
class _Unplaced:
    """A place of practice without a position, and about where on the sphere it is."""

    location: Location
    middle: tuple[float, float, float]


def maybe_near(query: DirectoryQuery, first: float | None) -> tuple[OffTheMap, ...]:
    """The nearest first, for a first page whose nearest doctor of known distance is so many miles away.

    One statement, or none when nothing is near.
    """
    if query.place is None or query.page > 1:
        return ()
    here = sphere.vector(query.place.latitude, query.place.longitude)
    limit = sphere.chord(query.radius or NEAR)
    most = max(limit, sphere.chord(first or 0))
    by_distance = sorted(
        (chord, each.location.name, each.location.pk, each.location)
        for each in _unplaced()
        if (chord := dist(here, each.middle)) <= most
    )
    there = doctors_at([pk for _chord, _name, pk, _location in by_distance], query) if by_distance else {}
    return tuple(
        OffTheMap(
            slug=location.slug,
            name=name,
            city=location.city,
            state=location.state,
            zip_code=location.zip_code,
            phone=_phone(location, there[pk].phones),
            doctors=there[pk].doctors,
            is_near=chord <= limit,
        )
        for chord, name, pk, location in by_distance
        if pk in there
    )


def _phone(location: Location, of_doctors: frozenset[str]) -> str:
    """As their cards have it when all of them have one number, or else that of the place, if it has one."""
    numbers = sorted({number or location.phone for number in of_doctors})
    return numbers[0] if len(numbers) == 1 else location.phone


@once_per_content_version
def _unplaced() -> tuple[_Unplaced, ...]:
    """Those of which the ZIP code or the city is known. Three statements at most."""
    practices = Practice.objects.filter(pk__in=SearchEntry.objects.filter(pos=None).values("pk"))
    locations = list(Location.objects.filter(pk__in=practices.values("location")))
    codes = Place.objects.zip_codes().filter(zip_code__in={each.zip_code for each in locations})
    by_code = {code.zip_code: code for code in codes}
    others = {search_name(each.city) for each in locations if each.zip_code not in by_code}
    cities = Place.objects.cities().filter(search_name__in=others)
    by_name = {(city.search_name, city.state): city for city in cities}
    middles = [by_code.get(each.zip_code) or by_name.get(_city(each)) for each in locations]
    return tuple(
        _Unplaced(location, sphere.vector(middle.latitude, middle.longitude))
        for location, middle in zip(locations, middles, strict=True)
        if middle
    )


def _city(location: Location) -> tuple[str, str]:
    return search_name(location.city), location.state
