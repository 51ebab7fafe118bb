"""A place of practice has a position that fits its ZIP code, so patients near it find its doctors first."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from providers.models import Location, Place
from tests.kit.directory import make_doctor, make_location
from tests.kit.places import make_zip_code

pytestmark = pytest.mark.django_db
DURHAM = (36.0512, -78.8577)
ZIP_CENTER = Location.LocatedBy.ZIP_CENTER


@pytest.fixture(autouse=True)
def two_zip_codes():
    make_zip_code("27710", at=DURHAM)
    make_zip_code("62701", "Springfield", "IL", at=(39.8, -89.6495))


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


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ((36.0072, 78.9372), "36.0072, -78.9372"),
        ((-36.0072, -78.9372), "36.0072, -78.9372"),
        ((-78.9372, 36.0072), "36.0072, -78.9372"),
        ((78.9372, 36.0072), "36.0072, -78.9372"),
    ],
)
def test_a_lost_sign_or_a_swap_is_refused_with_what_would_fit(typed, meant):
    with pytest.raises(ValidationError) as refused:
        cleaned(latitude=typed[0], longitude=typed[1], located_by="surveyed")
    assert f"Did you mean {meant}?" in refused.value.message_dict["latitude"][0]


def test_a_position_in_another_state_is_refused_however_sure_somebody_is():
    Place.objects.filter(zip_code="27710").update(reach=10)
    place = make_location(zip_code="27710", at=None)
    place.latitude, place.longitude, place.located_by = 39.7, -89.6, "surveyed"
    place.is_position_sure = True
    with pytest.raises(ValidationError, match="and in IL"):
        place.full_clean()


def test_a_position_beyond_the_reach_of_its_zip_code_needs_somebody_to_be_sure_once():
    Place.objects.filter(zip_code="27710").update(reach=5)
    far = {"latitude": 36.2, "longitude": -78.9, "located_by": "surveyed"}
    with pytest.raises(ValidationError, match="which reaches about 5"):
        cleaned(**far)
    place = make_location(zip_code="27710", at=None)
    for name, value in far.items():
        setattr(place, name, value)
    place.is_position_sure = True
    place.full_clean()
    place.save()
    again = Location.objects.get(pk=place.pk)
    again.hours = "Monday, 8 am to 5 pm"
    again.full_clean()
    again.latitude = 36.3
    with pytest.raises(ValidationError, match="miles from ZIP code 27710"):
        again.full_clean()


def test_staff_see_which_places_do_not_fit_their_zip_code(admin_client):
    Place.objects.filter(zip_code="27710").update(reach=6)
    make_location("Good Clinic", zip_code="27710", at=(36.0072, -78.9372))
    make_location("Swapped Clinic", zip_code="27710", at=(-78.9372, 36.0072))
    make_location("Wrong State Clinic", zip_code="27710", state="VA", at=(36.0072, -78.9372))
    make_location("Nowhere Clinic", zip_code="27710", at=None)
    about = make_location("About Clinic", zip_code="27710", at=DURHAM)
    Location.objects.filter(pk=about.pk).update(located_by="zip")

    def listed(queue):
        answer = admin_client.get(reverse("admin:providers_location_changelist"), {"waiting": queue})
        return {
            name
            for name in ("Good", "Swapped", "Wrong State", "Nowhere", "About")
            if f"{name} Clinic" in answer.text
        }

    assert listed("misplaced") == {"Swapped", "Wrong State"}
    assert listed("coordinates") == {"Nowhere"}
    assert listed("about") == {"About"}


@pytest.fixture
def form() -> dict[str, str]:
    return {
        "name": "Pinned Hospital",
        "slug": "pinned-hospital",
        "kind": "hospital",
        "street": "1 New Street",
        "city": "Durham",
        "state": "North Carolina",
        "zip_code": "27710-3000",
        "wheelchair_access": "unknown",
        "checked_with": "office",
        "phone_checked_with": "office",
        "address_checked_with": "office",
    }


def test_a_pasted_pin_is_stored_as_the_building_itself_and_shown(admin_client, form):
    link = "https://www.google.com/maps/place/X/@1.0,2.0,17z/data=!8m2!3d36.0072!4d-78.9372"
    answer = admin_client.post(reverse("admin:providers_location_add"), form | {"pin": link}, follow=True)
    assert "It stands at latitude 36.00720, longitude -78.93720" in answer.text
    place = Location.objects.get(slug="pinned-hospital")
    assert position(place) == (36.0072, -78.9372, "surveyed")
    assert (place.state, place.zip_code) == ("NC", "27710")


def test_what_is_wrong_with_a_pasted_pin_is_said_beside_it_and_loses_nothing(admin_client, form):
    for pin, told in (
        ("https://maps.app.goo.gl/AbC", "Open it in your browser"),
        ("36.0072, 78.9372", "Did you mean 36.0072, -78.9372?"),
    ):
        answer = admin_client.post(reverse("admin:providers_location_add"), form | {"pin": pin})
        assert told in answer.context["adminform"].form.errors["pin"][0]
        assert f'value="{pin}"' in answer.text
    assert not Location.objects.exists()


def test_a_far_position_is_kept_once_the_box_is_checked(admin_client, form):
    Place.objects.filter(zip_code="27710").update(reach=5)
    add = reverse("admin:providers_location_add")
    answer = admin_client.post(add, form | {"pin": "36.2, -78.9"})
    assert "check the box below" in answer.context["adminform"].form.errors["pin"][0]
    admin_client.post(add, form | {"pin": "36.2, -78.9", "is_sure": "on"})
    assert position(Location.objects.get()) == (36.2, -78.9, "surveyed")


@pytest.mark.parametrize(
    "street",
    [
        "PO Box 3807",
        "P.O. Box 12",
        "p o box 9, Durham",
        "Post Office Box 7",
        "100 Main St, PO BOX 12",
        "POB 4",
    ]
    + ["Box 3807", "Apartado postal 12", "PO Drawer K"],
)
def test_a_post_office_box_is_no_street(street):
    with pytest.raises(ValidationError, match="cannot go to a post office box") as refused:
        cleaned(street=street)
    assert set(refused.value.message_dict) == {"street"}


@pytest.mark.parametrize(
    "street", ["12 Boxwood Lane", "1 Post Office Square", "5 Polk Boxer Rd", "PO Boxwood 1"]
)
def test_a_street_that_sounds_like_a_box_is_one(street):
    cleaned(street=street)


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
        "checked_with": "office",
        "phone_checked_with": "office",
        "address_checked_with": "office",
    }
    answer = admin_client.post(reverse("admin:providers_location_add"), form, follow=True)
    assert "It stands at the middle of ZIP code 27710" in answer.text
    place = Location.objects.get(slug="new-hospital")
    assert position(place) == (*DURHAM, ZIP_CENTER)
    make_doctor("Newcomer", place, is_demonstration=place.is_demonstration)
    results = client.get(reverse("providers:search"), {"near": "27710"}).text
    assert "Newcomer" in results
    assert "Distance unknown" not in results
