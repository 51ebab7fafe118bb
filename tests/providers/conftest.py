"""A small country: a few real ZIP codes and cities, far apart, no latitude near its longitude."""

import pytest
from django.db import connection

from procedures.models import Procedure
from providers.models import Place, Provider
from providers.places.loading import COLUMNS, rows
from tests.kit.search_index import wrong_entries

from . import factories

RECORDS = [
    # ZIP code, city, other names, state, latitude, longitude (WGS84 degrees)
    ("27710", "Durham", [], "NC", "36.0512", "-78.8577"),
    ("27705", "Durham", ["West Durham"], "NC", "36.0218", "-78.9478"),
    ("27701", "Durham", [], "NC", "35.9967", "-78.8966"),
    ("03824", "Durham", [], "NH", "43.1340", "-70.9264"),
    ("28801", "Asheville", [], "NC", "35.5975", "-82.5569"),
    ("62701", "Springfield", [], "IL", "39.8000", "-89.6495"),
    ("62702", "Springfield", [], "IL", "39.8205", "-89.6539"),
    ("01103", "Springfield", [], "MA", "42.1029", "-72.5887"),
    ("65801", "Springfield", [], "MO", "37.2581", "-93.3437"),
    ("63101", "Saint Louis", [], "MO", "38.6346", "-90.1913"),
    ("33701", "Saint Petersburg", ["St Petersburg", "St Pete"], "FL", "27.7695", "-82.6404"),
    ("76102", "Fort Worth", ["Ft Worth"], "TX", "32.7590", "-97.3280"),
    ("08054", "Mount Laurel", ["Mt Laurel"], "NJ", "39.9479", "-74.9047"),
    ("27101", "Winston Salem", [], "NC", "36.1026", "-80.2228"),
    ("22030", "Fairfax", [], "VA", "38.8458", "-77.3242"),
    ("10301", "Staten Island", [], "NY", "40.6318", "-74.0927"),
    ("22101", "Mc Lean", [], "VA", "38.9326", "-77.1706"),
    ("83814", "Coeur D Alene", [], "ID", "47.6935", "-116.7918"),
    ("25301", "Charleston", [], "WV", "38.3490", "-81.6305"),
    ("29401", "Charleston", [], "SC", "32.7795", "-79.9371"),
    ("20001", "Washington", [], "DC", "38.9109", "-77.0163"),
    ("75460", "Paris", [], "TX", "33.6609", "-95.5555"),
    ("00901", "San Juan", ["Viejo San Juan"], "PR", "18.4654", "-66.1057"),
    ("00680", "Mayaguez", [], "PR", "18.2045", "-67.1408"),
    ("99501", "Anchorage", [], "AK", "61.2116", "-149.8761"),
    ("96960", "Majuro", [], "MH", "7.0801", "-171.1569"),
    ("11805", "Hicksville", [], "NY", "0.0000", "0.0000"),
    ("11801", "Hicksville", [], "NY", "40.7623", "-73.5230"),
    ("09001", "Apo", [], "AE", "0.0000", "0.0000"),
    ("96303", "Dpo", [], "AP", "51.7236", "1.1097"),
    ("88888", "North Pole", [], "DC", "0.0000", "0.0000"),
]


def records() -> list[dict]:
    """As the `zipcodes` package gives them."""
    return [
        {"zip_code": code, "city": city, "acceptable_cities": others, "state": state, "lat": lat, "long": lon}
        for code, city, others, state, lat, lon in RECORDS
    ]


@pytest.fixture
def country(db):
    """The places of RECORDS."""
    Place.objects.all().delete()
    Place.objects.bulk_create(Place(**dict(zip(COLUMNS, row, strict=True))) for row in rows(records()))


@pytest.fixture
def durham(country) -> Place:
    return Place.objects.get(zip_code="27710")


@pytest.fixture
def drez(db) -> Procedure:
    return Procedure.objects.get_or_create(
        slug="drez-lesioning",
        defaults={"name": "DREZ lesioning", "look": "drez", "color": "plum", "position": 1},
    )[0]


@pytest.fixture
def drg(db) -> Procedure:
    return Procedure.objects.get_or_create(
        slug="drg-stimulation",
        defaults={"name": "DRG stimulation", "look": "drg", "color": "blue", "position": 2},
    )[0]


@pytest.fixture
def indexed():
    """The index as rows: {practice id: (provider id, terms, latitude, longitude)}."""

    def read():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT practice_id, provider_id, tsvector_to_array(terms), latitude, longitude "
                "FROM providers_searchentry ORDER BY practice_id"
            )
            return {row[0]: (row[1], set(row[2]), row[3], row[4]) for row in cursor}

    return read


@pytest.fixture
def index_stays_true(db):
    """Whatever a test does, the index ends as a rebuild would make it."""
    yield
    assert wrong_entries() == 0


@pytest.fixture
def three_doctors(drez, drg) -> list[Provider]:
    """Far, Near (with two places) and Lost, whose place nobody could find."""
    near = factories.location("Near Clinic", at=(36.0072, -78.9372))
    far = factories.location("Far Hospital", at=(35.2140, -80.8290), city="Charlotte", zip_code="28204")
    lost = factories.location("Lost Clinic", at=None)
    return [
        factories.doctor("Far", far, does=[drg]),
        factories.doctor("Near", near, far, does=[drez, drg]),
        factories.doctor("Lost", lost, does=[drg]),
    ]
