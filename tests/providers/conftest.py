"""What the tests of the directory start from."""

import pytest
from django.db import connection

from procedures.models import Procedure
from providers.models import Place, Provider
from providers.places.loading import COLUMNS, rows
from tests.kit.directory import make_doctor, make_language, make_location, make_specialty
from tests.kit.search_index import wrong_entries
from tests.kit.small_country import records


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
    near = make_location("Near Clinic", at=(36.0072, -78.9372))
    far = make_location("Far Hospital", at=(35.2140, -80.8290), city="Charlotte", zip_code="28204")
    lost = make_location("Lost Clinic", at=None)
    return [
        make_doctor("Far", far, does=[drg]),
        make_doctor("Near", near, far, does=[drez, drg]),
        make_doctor("Lost", lost, does=[drg]),
    ]


@pytest.fixture
def words(drez, drg):
    """What a table may name: the operations, a language, a specialty."""
    make_language()
    make_specialty()
