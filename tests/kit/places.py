"""Towns and ZIP codes for tests, as the command that loads the country would write them."""

from drez_site.foundation.united_states.place_names import search_name
from providers.models import Place


def make_town(name: str, state: str, *, at=(40.3, -75.9), **fields) -> Place:
    """A city at (latitude, longitude) in WGS84 degrees."""
    return _make(Place.Kind.CITY, name, state, at, **fields)


def make_zip_code(zip_code="27705", city="Durham", state="NC", *, at=(36.02, -78.94), **fields) -> Place:
    """A ZIP code whose middle is at (latitude, longitude) in WGS84 degrees."""
    return _make(Place.Kind.ZIP, city, state, at, zip_code=zip_code, **fields)


def _make(kind: Place.Kind, name: str, state: str, at: tuple[float, float], **fields) -> Place:
    latitude, longitude = at
    found_by = search_name(name)
    return Place.objects.create(
        kind=kind,
        name=name,
        state=state,
        search_name=found_by,
        latitude=latitude,
        longitude=longitude,
        **fields,
    )
