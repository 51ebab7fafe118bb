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

    The middle of its ZIP code, or else of its city, lies within the limit that was asked for; without one,
    within 25 miles, or nearer than the first doctor at a known distance.
    """

    slug: str
    name: str
    city: str
    state: str
    doctors: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Unplaced:
    """A place of practice without a position, and about where on the sphere it is."""

    location: Location
    middle: tuple[float, float, float]


def maybe_near(query: DirectoryQuery, first: float | None) -> tuple[OffTheMap, ...]:
    """The nearest first, for a first page whose first doctor is so many miles away.

    One statement, or none when nothing is near.
    """
    if query.place is None or query.page > 1:
        return ()
    here = sphere.vector(query.place.latitude, query.place.longitude)
    most = sphere.chord(query.radius or max(NEAR, first or 0))
    by_distance = sorted(
        (chord, each.location.name, each.location.pk, each.location)
        for each in _unplaced()
        if (chord := dist(here, each.middle)) <= most
    )
    near = [location for *_order, location in by_distance]
    doctors = doctors_at([location.pk for location in near], query) if near else {}
    return tuple(
        OffTheMap(place.slug, place.name, place.city, place.state, doctors[place.pk])
        for place in near
        if place.pk in doctors
    )


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
