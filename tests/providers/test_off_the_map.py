"""Places of practice without a position, and doctors who only seem the nearest because of them."""

import pytest

from providers.models import Practice
from tests.kit.directory import make_doctor, make_location
from tests.kit.finder import get
from tests.kit.places import make_town, make_zip_code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country", "drez", "drg")]

LAS_VEGAS = (36.17, -115.14)  # 340 miles from Provo, and Salt Lake City 40
IN_SALT_LAKE_CITY = {"at": None, "city": "Salt Lake City", "state": "UT", "zip_code": "84132"}


@pytest.fixture(autouse=True)
def utah(country):
    make_town("Provo", "UT", at=(40.23, -111.66))
    make_zip_code("84601", "Provo", "UT", at=(40.23, -111.69))
    make_zip_code("84132", "Salt Lake City", "UT", at=(40.77, -111.84))


@pytest.mark.parametrize(
    ("asked", "heading", "text"),
    [
        (
            "&within=25",
            "No doctors within 25 miles of Provo, UT",
            "1 doctor may be nearer to Provo, UT than any doctor whose distance we know. Call to ask:",
        ),
        (
            "&within=50",
            "1 doctor may be within 50 miles of Provo, UT",
            "1 doctor may be within 50 miles of Provo, UT. How far away, we do not know. Call to ask:",
        ),
        (
            "",
            "Doctors, nearest to Provo, UT first",
            "1 doctor may be nearer to Provo, UT than any doctor whose distance we know. Call to ask:",
        ),
    ],
)
def test_whoever_may_be_nearer_than_the_nearest_is_named_under_any_limit(client, asked, heading, text):
    make_doctor("Far", make_location(at=LAS_VEGAS))
    lost = make_location("Lost Clinic", **IN_SALT_LAKE_CITY)
    make_doctor("Lost", lost)
    make_doctor("Beyond", make_location(at=None, city="Anchorage", state="AK", zip_code="99501"))
    response = get(client, f"/doctors/?near=Provo, UT{asked}")
    outcome = response.context["outcome"]
    assert outcome.heading == heading
    (listed,) = outcome.maybe_near
    assert listed.text == text
    assert [place.url for place in listed.links] == [lost.get_absolute_url()]
    assert "The nearest whose distance we know is 3" in response.text
    assert "The nearest is" not in response.text and "may be near Provo" not in response.text


def test_who_may_be_near_is_told_apart_from_who_is_only_nearer_than_the_nearest(client):
    make_doctor("Far", make_location(at=LAS_VEGAS))
    make_doctor("Lost", make_location("Lost Clinic", **IN_SALT_LAKE_CITY))
    make_doctor(
        "Here", make_location("Clinic Here", **IN_SALT_LAKE_CITY | {"city": "Provo", "zip_code": "84601"})
    )
    limited = get(client, "/doctors/?near=84601&within=25").context["outcome"]
    assert limited.heading == "1 doctor may be within 25 miles of Provo, UT 84601"
    near, nearer = limited.maybe_near
    assert [place.detail for place in near.links] == ["Provo, UT: 1 doctor, in the same ZIP code"]
    assert [place.detail for place in nearer.links] == ["Salt Lake City, UT: 1 doctor"]
    anywhere = get(client, "/doctors/?near=84601")
    near, nearer = anywhere.context["outcome"].maybe_near
    assert near.text.startswith("1 doctor may be near Provo, UT 84601.")
    assert near.text in anywhere.text and nearer.text in anywhere.text


def test_the_next_is_not_called_so_where_somebody_may_be_nearer(client):
    for at in ((40.2, -111.6), LAS_VEGAS):
        make_doctor("Known", make_location(at=at))
    asked = "/doctors/?near=Provo, UT"
    assert "1 doctor is within 100 miles. The next is 3" in get(client, asked).text
    make_doctor("Lost", make_location(**IN_SALT_LAKE_CITY))
    assert "The next whose distance we know is 3" in get(client, asked).text


def test_beside_each_place_stands_the_number_that_the_cards_have(client):
    """That of the doctors there, if all have the same; or else that of the place."""
    at_one = make_location("Their own", **IN_SALT_LAKE_CITY, phone="+18015550100")
    at_two = make_location("Two of their own", **IN_SALT_LAKE_CITY, phone="+18015550101")
    make_location("Nobody there", **IN_SALT_LAKE_CITY, phone="+18015550102")
    silent = make_location("Silent", **IN_SALT_LAKE_CITY, phone="")
    half = make_location("Half silent", **IN_SALT_LAKE_CITY, phone="")
    for place in (at_one, at_two, at_two, silent, half, half):
        make_doctor("Lost", place)
    practices = Practice.objects.exclude(location=silent).order_by("pk")
    for number, practice in enumerate(practices[:4]):
        practice.phone = f"+1801555020{number}"
        practice.save()
    response = get(client, "/doctors/?near=84132&within=25")
    (listed,) = response.context["outcome"].maybe_near
    numbers = {place.text: place.phone and place.phone.href for place in listed.links}
    own = Practice.objects.get(location=at_one).phone
    of_the_place = {"Two of their own": "tel:+18015550101", "Silent": None, "Half silent": None}
    assert numbers == {"Their own": f"tel:{own}"} | of_the_place, "one doctor's number is not the place's"
    assert f'<a href="tel:{own}" aria-label="Call Their own at' in response.text
