"""The places of the whole country, as patients name them: regions, boroughs, nicknames, old names."""

import pytest

from providers import places
from providers.models import Place
from providers.places import AmbiguousPlace, PlaceNotFound, Resolved, known_names, resolve
from providers.sphere import miles_between

pytestmark = pytest.mark.django_db

ANSWERED = {
    "Philadelpia, PA": "Philadelphia, PA",
    "Nyc, NY": "New York, NY",
    "nyc": "New York, NY",
    "Filadelfia": "Philadelphia, PA",
    "San Agustín, Florida": "Saint Augustine, FL",
    "Nueva Orleans": "New Orleans, LA",
    "Nueva Yor": "New York, NY",
    "Jiuston": "Houston, TX",
    "Bronks": "Bronx, NY",
    "Cayo Hueso": "Key West, FL",
    "The Bronx": "Bronx, NY",
    "Manhattan": "Manhattan, NY",
    "Manhattan, NY": "Manhattan, NY",
    "Queens, New York": "Queens, NY",
    "Brooklyn": "Brooklyn, NY",
    "Vegas": "Las Vegas, NV",
    "Philly": "Philadelphia, PA",
    "Springfield, Mass.": "Springfield, MA",
    "Mckinney, TX": "McKinney, TX",
    "O'Fallon, MO": "O'Fallon, MO",
    "Mauch Chunk, PA": "Jim Thorpe, PA",
    "Utqiagvik": "Barrow, AK",
    "Fort Cavazos, TX": "Fort Hood, TX",
    "Hot Springs, New Mexico": "Truth or Consequences, NM",
    "Durham NC near me": "Durham, NC",
    "Albuqerque, New Mexico": "Albuquerque, NM",
    "Tuscon AZ": "Tucson, AZ",
    "Pittsburg, Pensylvania": "Pittsburgh, PA",
    "West New York": "West New York, NJ",
    "Cincinatti, Ohio": "Cincinnati, OH",
    "Truth or Consequences": "Truth or Consequences, NM",
    "Harlem, NY": "New York, NY",
    "Waikiki": "Honolulu, HI",
    "St. Thomas, US Virgin Islands": "St Thomas, VI",
}
ASKED = {
    "Cape Cod, MA": ("MA", "Hyannis, MA"),
    "Cape Cod": ("MA", "Hyannis, MA"),
    "Twin Cities": ("MN", "Minneapolis, MN"),
    "Long Island": ("NY", "Hempstead, NY"),
    "Washington state": ("WA", "Seattle, WA"),
    "New York State": ("NY", "New York, NY"),
    "Estado de Nueva York": ("NY", "New York, NY"),
    "Orange County, CA": ("CA", "Santa Ana, CA"),
    "Miami-Dade County": ("FL", "Miami, FL"),
    "Dade County, FL": ("FL", "Miami, FL"),
    "Orleans Parish": ("LA", "New Orleans, LA"),
    "Northern California": ("CA", "Los Angeles, CA"),
    "Bay Area": ("CA", "San Francisco, CA"),
    "Martha’s Vineyard": ("MA", "Edgartown, MA"),
    "Nueva Inglaterra": ("MA", "Boston, MA"),
    "las Islas Vírgenes": ("VI", "Charlotte Amalie, VI"),
}


def labels(found) -> list[str]:
    return [place.label for place in found]


def answered(typed: str) -> object:
    """The label of the place, the labels of those to choose from, or those suggested."""
    try:
        return resolve(typed).place.label
    except AmbiguousPlace as asked:
        return labels(asked.choices)
    except PlaceNotFound as unknown:
        return unknown.reason, labels(unknown.suggestions)


@pytest.mark.nightly
def test_the_whole_country():
    """One test, for loading the country takes seconds."""
    Place.objects.all().delete()
    assert places.load()
    assert Place.objects.zip_codes().count() > 41_900
    assert Place.objects.cities().count() > 29_000
    territories = {"PR", "VI", "GU", "AS", "MP", "DC", "AK", "HI"}
    assert territories <= set(Place.objects.values_list("state", flat=True))

    wrong = {typed: got for typed, label in ANSWERED.items() if (got := answered(typed)) != label}
    for typed, (state, town) in ASKED.items():
        got = answered(typed)
        if not isinstance(got, list) or town not in got or not got[0].endswith(state):
            wrong[typed] = got
    assert wrong == {}
    named = set(known_names.NAMES.values())
    named |= {town for _title, towns in known_names.REGIONS.values() for town in towns}
    assert {label: got for label in named if isinstance(got := answered(label), tuple)} == {}

    offered = set(Place.objects.cities().values_list("name", flat=True))
    assert not {"Nyc", "Parcel Return Service", "Mckinney", "Shelburne Fls", "Fingerhut Corp"} & offered
    place = resolve("27710").place
    assert miles_between((place.latitude, place.longitude), (36.0072, -78.9372)) < 2
    resolved = resolve("27716")
    assert resolved.guess is Resolved.Guess.ZIP_CODE
    assert {place.zip_code[:3] for place in (resolved.place, *resolved.namesakes)} == {"277"}
    assert answered("2138") == (PlaceNotFound.Reason.UNKNOWN, ["Cambridge, MA 02138"])
