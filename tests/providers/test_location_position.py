"""A place of practice has a position that fits its ZIP code, so patients near it find its doctors first."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from providers.models import Location, Place
from tests.kit.directory import make_doctor, make_location

pytestmark = pytest.mark.django_db
DURHAM = (36.0512, -78.8577)
ZIP_CENTER = Location.LocatedBy.ZIP_CENTER


@pytest.fixture(autouse=True)
def two_zip_codes():
    for zip_code, city, state, (latitude, longitude) in (
        ("27710", "Durham", "NC", DURHAM),
        ("62701", "Springfield", "IL", (39.8, -89.6495)),
    ):
        Place.objects.create(
            kind="zip",
            name=city,
            search_name=city.lower(),
            state=state,
            zip_code=zip_code,
            latitude=latitude,
            longitude=longitude,
        )


def cleaned(**fields) -> Location:
    place = make_location(zip_code="27710", at=None)
    for name, value in fields.items():
        setattr(place, name, value)
    place.full_clean()
    place.save()
    return place


def position(place: Location) -> tuple[float | None, float | None, str]:
    return place.latitude, place.longitude, place.located_by


def test_without_coordinates_the_middle_of_the_zip_code_stands_in():
    assert position(cleaned()) == (*DURHAM, ZIP_CENTER)


def test_the_position_follows_a_corrected_zip_code():
    place = cleaned(zip_code="62701", state="IL")
    place.zip_code, place.state = "27710", "NC"
    place.full_clean()
    assert position(place) == (*DURHAM, ZIP_CENTER)


def test_coordinates_that_staff_looked_up_stay():
    looked_up = {"latitude": 36.0072, "longitude": -78.9372, "located_by": "address"}
    assert position(cleaned(**looked_up)) == tuple(looked_up.values())


@pytest.mark.parametrize(
    ("fields", "field", "told"),
    [
        ({"zip_code": "00000"}, "zip_code", "no such ZIP code"),
        ({"zip_code": "62701"}, "state", "ZIP code 62701 is in IL"),
        ({"state": "SC"}, "state", "ZIP code 27710 is in NC"),
        # East for west, a wrong digit, one for the other, nowhere.
        (
            {"latitude": 36.0, "longitude": 78.9, "located_by": "surveyed"},
            "latitude",
            "longitude is negative",
        ),
        (
            {"latitude": 26.0, "longitude": -78.9, "located_by": "surveyed"},
            "latitude",
            "miles from ZIP code 27710",
        ),
        (
            {"latitude": -78.9, "longitude": 36.0, "located_by": "address"},
            "latitude",
            "miles from ZIP code 27710",
        ),
        (
            {"latitude": 0.0, "longitude": 0.0, "located_by": "address"},
            "latitude",
            "miles from ZIP code 27710",
        ),
    ],
)
def test_what_does_not_fit_together_is_refused_beside_its_field(fields, field, told):
    with pytest.raises(ValidationError, match=told) as refused:
        cleaned(**fields)
    assert set(refused.value.message_dict) == {field}


def test_half_a_position_is_refused():
    with pytest.raises(ValidationError, match="Enter both latitude and longitude"):
        cleaned(latitude=36.0, located_by="address")


def test_before_any_zip_code_is_loaded_nothing_is_compared():
    Place.objects.all().delete()
    assert position(cleaned(zip_code="99999")) == (None, None, "")


def test_a_doctor_at_a_new_place_is_found_near_it(admin_client, client):
    """From the editor's form to the patient's first result."""
    form = {
        "name": "New Hospital",
        "slug": "new-hospital",
        "kind": "hospital",
        "street": "1 New Street",
        "city": "Durham",
        "state": "NC",
        "zip_code": "27710",
        "wheelchair_access": "unknown",
    }
    answer = admin_client.post(reverse("admin:providers_location_add"), form, follow=True)
    assert "It stands at the middle of ZIP code 27710" in answer.text
    place = Location.objects.get(slug="new-hospital")
    assert position(place) == (*DURHAM, ZIP_CENTER)
    make_doctor("Newcomer", place, is_demonstration=place.is_demonstration)
    results = client.get(reverse("providers:search"), {"near": "27710"}).text
    assert "Newcomer" in results
    assert "Distance unknown" not in results
