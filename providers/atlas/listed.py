"""Where the doctors on the list are, by state or by town. Each function is one aggregated query.

`operation` is the slug of the only operation whose doctors count; of all of them with "".
"""

from typing import NamedTuple

from django.contrib.postgres.search import SearchQuery
from django.db.models import Avg, Count, Exists, Min, OuterRef, QuerySet

from drez_site.foundation.content_version import once_per_content_version
from procedures.models import Procedure
from providers.models import Location, SearchEntry
from providers.search.terms import of_row

MOST_PLACES = 200  # that the map of the country shows one by one; of more it shows how many each state has
MOST_TOWNS = 200  # on the map of a state: those with the most doctors


class Town(NamedTuple):
    """All places of practice in one town, around the middle of those whose position is known.

    `slug` is the page of its only place; a town with several has "", and is found by `zip_code`.
    """

    state: str
    city: str
    doctors: int
    places: int
    latitude: float | None
    longitude: float | None
    zip_code: str
    slug: str


def _entries(operation: str) -> "QuerySet[SearchEntry]":
    entries = SearchEntry.objects.public()
    if not operation:
        return entries
    procedure = Procedure.objects.get(slug=operation)
    return entries.filter(terms=SearchQuery(of_row(procedure), config="simple", search_type="raw"))


@once_per_content_version
def places_by_state(operation: str = "") -> dict[str, int]:
    """How many places with a doctor on the list each state has, by its two letters.

    Doctors of a million are not counted here: telling apart those with two places in a state takes a sort of
    all practices, many times what this costs.
    """
    here = _entries(operation).filter(practice__location=OuterRef("pk"))
    counted = Location.objects.filter(Exists(here)).values("state").annotate(places=Count("pk"))
    return dict(counted.order_by("state").values_list("state", "places"))


@once_per_content_version
def doctors_by_state(operation: str = "") -> dict[str, int]:
    """How many doctors on the list each state has: one who works in two states counts in both."""
    state = "practice__location__state"
    counted = _entries(operation).values(state).annotate(doctors=Count("provider", distinct=True))
    return dict(counted.order_by(state).values_list(state, "doctors"))


@once_per_content_version
def towns(state: str = "", operation: str = "") -> tuple[Town, ...]:
    """Towns with a doctor on the list, those with the most first: in one state, or of the whole country.

    Of a state there are at most `MOST_TOWNS` and one more, which says that there are others.
    """
    entries = _entries(operation)
    if state:
        entries = entries.filter(practice__location__state=state)
    town = ("practice__location__state", "practice__location__city")
    found = entries.values(*town).annotate(
        doctors=Count("provider", distinct=True),
        places=Count("practice__location", distinct=True),
        middle=Avg("latitude"),
        center=Avg("longitude"),
        zip_code=Min("practice__location__zip_code"),
        slug=Min("practice__location__slug"),
    )
    columns = ("doctors", "places", "middle", "center", "zip_code", "slug")
    rows = found.order_by("-doctors", *town).values_list(*town, *columns)[: MOST_TOWNS + 1]
    return tuple(_only_place(Town(*row)) for row in rows)


def _only_place(town: Town) -> Town:
    return town if town.places == 1 else town._replace(slug="")
