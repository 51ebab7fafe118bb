"""Words that are nearly a place, or a large one: answered with what was understood, or asked back."""

import pytest
from django.urls import reverse

from providers.forms import NearForm
from providers.models import Place
from providers.places import AmbiguousPlace, PlaceNotFound, Resolved, resolve
from providers.presenters.panel import FindPanel
from tests.kit.directory import make_doctor, make_location
from tests.kit.places import make_town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


@pytest.mark.parametrize(
    ("typed", "label", "others"),
    [
        ("Durhm, NC", "Durham, NC", []),
        ("Durahm North Carolina", "Durham, NC", []),
        ("Springfeild, MA", "Springfield, MA", []),
        ("Ashevile NC", "Asheville, NC", []),
        ("Charlestown, South Carolina", "Charleston, SC", []),
        ("2301 Erwin Rd, Durhm, NC", "Durham, NC", []),
        ("Durhm, North Carolna", "Durham, NC", []),
    ],
)
def test_a_close_spelling_in_the_state_is_answered_and_said(typed, label, others):
    resolved = resolve(typed)
    assert resolved.place.label == label
    assert (resolved.guess, resolved.typed) == (Resolved.Guess.SPELLING, typed)
    assert [place.label for place in resolved.namesakes] == others


@pytest.mark.parametrize("typed", ["Asheville, VA", "Durhm", "Dxxhxm, NC", "Faix, VA"])
def test_a_spelling_that_may_mean_something_else_is_asked_back(typed):
    """Right in another state, without a state, too far off, too short."""
    with pytest.raises(PlaceNotFound):
        resolve(typed)


def test_a_city_of_another_state_offers_both_the_state_and_the_city():
    with pytest.raises(PlaceNotFound) as asked:
        resolve("Asheville, VA")
    assert "Asheville, NC" in [place.label for place in asked.value.suggestions]


@pytest.mark.parametrize(
    ("typed", "label", "others"),
    [
        ("27799", "Durham, NC 27710", ["Durham, NC 27705", "Durham, NC 27701"]),
        ("27702-1234", "Durham, NC 27701", []),
    ],
)
def test_a_zip_code_newer_than_our_data_is_measured_from_the_nearest_number(typed, label, others):
    resolved = resolve(typed)
    assert resolved.place.label == label
    assert (resolved.guess, resolved.typed) == (Resolved.Guess.ZIP_CODE, typed)
    assert [place.label for place in resolved.namesakes][: len(others)] == others


@pytest.mark.parametrize(("typed", "label"), [("3824", "Durham, NH 03824"), ("901", "San Juan, PR 00901")])
def test_a_zip_code_that_lost_its_zero_is_asked_back(typed, label):
    with pytest.raises(PlaceNotFound) as asked:
        resolve(typed)
    assert [place.label for place in asked.value.suggestions] == [label]


@pytest.mark.parametrize(
    "typed", ["near me", "Pain doctors near me", "Nearby", "Cerca de mí", "clínicas cerca de mí"]
)
def test_where_the_reader_is_names_no_place(typed):
    with pytest.raises(PlaceNotFound) as unknown:
        resolve(typed)
    assert unknown.value.reason is PlaceNotFound.Reason.HERE


@pytest.mark.parametrize(
    ("typed", "label"),
    [("2771O", "Durham, NC 27710"), ("277o1", "Durham, NC 27701"), ("277Ol", "Durham, NC 27701")],
)
def test_a_letter_that_looks_like_a_digit_is_read_as_one_and_said(typed, label):
    resolved = resolve(typed)
    assert (resolved.place.label, resolved.typed) == (label, typed)
    assert resolved.guess is Resolved.Guess.SPELLING


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Washington State", "WA"),
        ("North Carolina state", "NC"),
        ("State of Virginia", "VA"),
        ("the Commonwealth of Virginia", "VA"),
        ("Estado de Nueva York", "NY"),
        ("western North Carolina", "NC"),
        ("somewhere in Illinois", "IL"),
        ("norte de Illinois", "IL"),
    ],
)
def test_a_whole_state_in_other_words_is_asked_where(typed, first):
    if first == "WA":
        make_town("Seattle", "WA")
    with pytest.raises(AmbiguousPlace) as asked:
        resolve(typed)
    assert asked.value.kind is AmbiguousPlace.Kind.STATE
    assert {place.state for place in asked.value.choices} == {first}


@pytest.mark.parametrize("typed", ["Washington", "washington"])
def test_a_city_with_the_name_of_a_state_offers_the_state_beside_it(typed):
    Place.objects.filter(kind="city", name="Washington").update(zip_count=20)
    resolved = resolve(typed)
    assert (resolved.place.label, resolved.state) == ("Washington, DC", "WA")


@pytest.mark.parametrize("typed", ["New York", "Nueva York"])
def test_new_york_means_the_city_in_both_languages_with_the_state_beside_it(typed):
    Place.objects.filter(kind="city", name="New York").update(zip_count=20)
    resolved = resolve(typed)
    assert (resolved.place.label, resolved.state) == ("New York, NY", "NY")


@pytest.mark.parametrize(
    ("typed", "region", "labels"),
    [
        ("Durham County, NC", "Durham County, NC", ["Durham, NC"]),
        ("Condado de Durham, Carolina del Norte", "Durham County, NC", ["Durham, NC"]),
        ("Nassau Co, NY", "Nassau County, NY", ["Hicksville, NY"]),
        ("County of Nassau", "Nassau County, NY", ["Hicksville, NY"]),
        ("Buncombe, NC", "Buncombe County, NC", ["Asheville, NC"]),
        ("Durham County", "Durham County", ["Durham, NC", "Durham, NH"]),
        ("Research Triangle", "Research Triangle", ["Durham, NC"]),
        ("the triangle, NC", "The Triangle", ["Durham, NC"]),
        ("Five Boroughs", "Five Boroughs", ["Staten Island, NY"]),
        ("la Costa Este", "Costa Este", ["New York, NY"]),
    ],
)
def test_a_county_or_region_is_asked_where_with_its_towns(typed, region, labels):
    with pytest.raises(AmbiguousPlace) as asked:
        resolve(typed)
    assert (asked.value.kind, asked.value.region) == (AmbiguousPlace.Kind.REGION, region)
    assert [place.label for place in asked.value.choices][: len(labels)] == labels


def test_a_part_of_a_city_with_many_zip_codes_is_as_good_as_a_city():
    Place.objects.filter(kind="part", name="Saint George").update(zip_count=60)
    assert resolve("Saint George").place.label == "Saint George, NY"


def test_a_misspelled_city_of_a_state_without_anything_alike_offers_its_largest_cities():
    with pytest.raises(PlaceNotFound) as asked:
        resolve("Xyzzyq, NC")
    assert [place.label for place in asked.value.suggestions][0] == "Durham, NC"


@pytest.mark.parametrize(
    "typed", ["Guadalajara 27710", "Ensenada, Baja California", "Monterrey, Nuevo León 27701"]
)
def test_mexico_has_postal_codes_of_five_digits_too(typed):
    with pytest.raises(PlaceNotFound) as unknown:
        resolve(typed)
    assert unknown.value.reason is PlaceNotFound.Reason.ABROAD


def test_the_answer_says_how_the_place_was_read(client):
    """From what a patient types to what stands above the doctors."""
    make_doctor("Near", make_location("Near Clinic"))
    told = client.get(reverse("providers:search"), {"near": "Durhm, NC"}).text
    assert "We read “Durhm, NC” as Durham, NC." in told and "Near Clinic" in told
    told = client.get(reverse("providers:search"), {"near": "27799"}).text
    assert "We do not know the ZIP code 27799; it may be new." in told and "Near Clinic" in told
    assert 'href="/doctors/?near=27705"' in told


def test_the_state_beside_a_city_of_its_name_leads_to_the_question_where_in_it(client):
    Place.objects.filter(kind="city", name="New York").update(zip_count=20)
    make_doctor("Near", make_location("Near Clinic"))
    for language, name in (("", "New York, the state"), ("/es", "Nueva York, el estado")):
        told = client.get(f"{language}/doctors/", {"near": "New York"}).text
        assert name in told
        assert f'href="{language}/doctors/?near=New+York+State"' in told
    asked = client.get("/doctors/", {"near": "New York State"}).text
    assert "Where in New York are you?" in asked and "Hicksville, NY" in asked


def test_a_region_is_asked_back_by_its_name(client):
    asked = client.get("/doctors/", {"near": "Research Triangle"}).text
    assert "Where in Research Triangle are you?" in asked and 'href="/doctors/?near=Durham%2C+NC"' in asked


def test_an_operations_own_page_says_it_too(client, drez):
    make_doctor("Near", make_location("Near Clinic"), does=[drez])
    form = NearForm({"near": "27799"})
    panel = FindPanel.of(drez, form, lambda words: f"/?near={words}")
    assert panel.namesakes.note.startswith("We do not know the ZIP code 27799")
