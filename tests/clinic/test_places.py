"""Where the clinic sees patients: as many places as it has, on every page that says where it is."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.test import Client

from drez_site.clinic.models import ClinicPlace, ClinicProfile
from drez_site.foundation.history import versions as history
from tests.kit.approving import approve_all
from tests.kit.clinic_desk import ADDRESS, save
from tests.kit.staff_accounts import make_staff
from tests.kit.structured_data import json_ld, unseen

pytestmark = pytest.mark.django_db
DURHAM = {"street": "1 Test Street", "city": "Durham", "state": "NC", "zip_code": "27710"}
RALEIGH = {"street": "2 Other Avenue", "city": "Raleigh", "state": "NC", "zip_code": "27601"}


@pytest.fixture
def clinic():
    profile = ClinicProfile(name="Test Clinic", phone="+19195550100", hours="Mondays")
    profile.save()
    return profile


@pytest.fixture
def desk(clinic):
    client = Client()
    client.force_login(make_staff("boss", is_superuser=True))
    return client


def words(page: str, start: str, end: str) -> str:
    return " ".join(page.partition(start)[2].partition(end)[0].split())


def getting_here(client, path="/contact/") -> str:
    """As patients read it once a reviewer approved it."""
    approve_all()
    heading = "Cómo llegar" if path.startswith("/es/") else "Getting here"
    return words(client.get(path).text, f">{heading}</h2>", "</main>")


def footer(client) -> str:
    return words(client.get("/").text, '<footer class="foot">', "</footer>")


def test_a_clinic_of_one_place_needs_no_heading_for_it(client, clinic):
    clinic.places.create(**DURHAM)
    text = getting_here(client)
    assert "<h3>" not in text and "Test Clinic<br>1 Test Street<br>Durham, NC 27710" in text
    assert "1 Test Street<br>Durham, NC 27710" in footer(client)
    data = json_ld(client.get("/contact/").text)["mainEntity"]
    assert data["address"]["streetAddress"] == "1 Test Street" and "location" not in data


def test_every_place_has_its_address_hours_phone_and_way(client, clinic):
    clinic.places.create(
        **RALEIGH,
        position=2,
        name="Other Tower",
        phone="+19195550177",
        opening_hours="Tuesdays",
        directions="Go left.",
    )
    clinic.places.create(**DURHAM, position=1, directions="Go right.")
    text = getting_here(client)
    first, second = text.split("<h3>")[1:]
    assert first.startswith("Durham</h3>") and second.startswith("Other Tower</h3>")
    assert "Go right." in first and "Go left." not in first and "tel:" not in first
    assert "2 Other Avenue<br>Raleigh, NC 27601" in second and "Go left." in second
    assert "Tuesdays" in second and '<a href="tel:+19195550177">(919) 555-0177</a>' in second
    page = client.get("/contact/").text
    places = json_ld(page)["mainEntity"]["location"]
    assert [place["name"] for place in places] == ["Durham", "Other Tower"]
    assert [place.get("telephone") for place in places] == [None, "+19195550177"]
    assert json_ld(page)["mainEntity"]["address"]["postalCode"] == "27710"
    assert unseen(page) == []


def test_every_page_says_where_the_clinic_is(client, clinic):
    for number, place in enumerate((DURHAM, RALEIGH)):
        clinic.places.create(**place, position=number)
    assert "Durham, NC; Raleigh, NC" in words(client.get("/").text, 'class="eyebrow"', "</p>")
    assert "1 Test Street" in footer(client) and "2 Other Avenue" in footer(client)
    assert "All our places" not in footer(client)
    mail = words(client.get("/nondiscrimination/").text, "<dt>Mail</dt>", "</dd>")
    assert "1 Test Street" in mail and "2 Other Avenue" not in mail


def test_the_foot_of_a_page_stays_short(client, clinic):
    for number in range(5):
        clinic.places.create(**DURHAM | {"street": f"{number} Long Street"}, position=number)
    foot = footer(client)
    assert [f"{number} Long Street" in foot for number in range(5)] == [True, True, False, False, False]
    assert '<a href="/contact/">All our places</a>' in foot
    assert "Durham, NC</p>" in client.get("/").text, "a town stands once"


def test_a_clinic_without_a_place_says_to_ask(client, clinic):
    assert "Ask the clinic" in getting_here(client)
    assert "address" not in json_ld(client.get("/contact/").text)["mainEntity"]
    assert "<dt>Mail</dt>" not in client.get("/nondiscrimination/").text


def test_spanish_readers_get_the_places_in_spanish_or_in_marked_english(client, clinic):
    place = clinic.places.create(**DURHAM, opening_hours="Tuesdays", directions="Go right.")
    clinic.texts.create(field="directions", language="es", words="A la derecha.", place=place)
    text = getting_here(client, "/es/contact/")
    assert "A la derecha." in text and "Go right." not in text
    assert '<dd lang="en">Tuesdays</dd>' in text


PLACE = {
    "places-TOTAL_FORMS": 1,
    "places-0-position": 0,
    "places-0-street": "1 Test Street",
    "places-0-city": "Durham",
    "places-0-state": "NC",
    "places-0-zip_code": "27710",
    "places-0-phone": "(919) 555-0177",
    "places-0-opening_hours": "Tuesdays",
    "places-0-opening_hours_es": "Los martes",
}


def test_staff_write_a_place_with_its_spanish_beside_it(desk):
    assert save(desk, **PLACE, es_checked_by="Ana", es_checked_on="2026-01-02").status_code == 302
    place = ClinicPlace.objects.get()
    assert place.phone == "+19195550177", "as people write it"
    text = place.texts.get()
    assert (text.words, text.checked_by) == ("Los martes", "Ana")
    assert "Los martes" in getting_here(desk, "/es/contact/")
    assert "places-0-directions_es" in desk.get(ADDRESS).text


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("street", "", "This field is required."),
        ("state", "Narnia", "at most 2 characters"),
        ("state", "nc", "two capital letters"),
        ("zip_code", "123", "five digits"),
        ("directions", "90% feel better here.", "Do not write “90%”"),
        ("directions_es", "A la derecha.", "Write the English words first."),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(desk, field, value, error):
    answer = save(desk, **PLACE | {f"places-0-{field}": value})
    formset = next(
        each.formset for each in answer.context["inline_admin_formsets"] if each.formset.prefix == "places"
    )
    assert list(formset.errors[0]) == [field] and error in formset.errors[0][field][0]
    assert formset.forms[0]["opening_hours_es"].value() == "Los martes"
    assert not ClinicPlace.objects.exists()


def test_a_text_is_of_a_reason_or_of_a_place(clinic):
    reason, place = clinic.reasons.create(heading="One", text="Two."), clinic.places.create(**DURHAM)
    with pytest.raises(IntegrityError, match="reason_or_of_a_place"), transaction.atomic():
        clinic.texts.create(field="text", language="es", words="Dos.", reason=reason, place=place)
    with pytest.raises(ValidationError):
        ClinicPlace(clinic=clinic).full_clean()


@pytest.mark.django_db(transaction=True)
def test_a_place_comes_back_with_its_texts(clinic):
    with transaction.atomic():
        place = clinic.places.create(**DURHAM, directions="Go right.")
        clinic.texts.create(field="directions", language="es", words="A la derecha.", place=place)
    with transaction.atomic():
        place.delete()
    assert not clinic.texts.exists()
    history.put_back(clinic, history.versions(clinic)[1])
    assert clinic.places.get().texts.get().words == "A la derecha."


def test_a_page_asks_for_the_profile_its_places_and_texts_at_once(clinic, django_assert_num_queries):
    for place in (DURHAM, RALEIGH):
        place = clinic.places.create(**place, directions="Go right.")
        clinic.texts.create(field="directions", language="es", words="A la derecha.", place=place)
    approve_all()
    with django_assert_num_queries(1):
        current = ClinicProfile.current()
        said = [current.said("directions", "es", place).words for place in current.shown_places]
        assert said == ["A la derecha."] * 2 and current.towns == ["Durham, NC", "Raleigh, NC"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_phone_of_a_place_stands_without_its_hours(clinic, language):
    """Nobody rings an empty office: in an article, too, each number says when it is answered."""
    clinic.places.create(**DURHAM, opening_hours="Fridays")
    raleigh = clinic.places.create(**RALEIGH, position=2, phone="+19195550177", opening_hours="Tuesdays")
    clinic.texts.create(field="opening_hours", language="es", words="Martes", place=raleigh)
    page = render_to_string(
        "procedures/_our_address.html", {"clinic": ClinicProfile.current(), "language": language}
    )
    told = " ".join(re.sub("<[^>]*>", " ", page).split())
    tuesdays = "Martes" if language == "es" else "Tuesdays"
    assert "Durham, NC 27710 (919) 555-0100 Mondays (Eastern time) 2 Other Avenue" in told
    assert f"Raleigh, NC 27601 (919) 555-0177 {tuesdays} " in told
    assert "Fridays" not in told, "the office that answers has hours of its own"
    assert ('lang="en">Mondays' in page) == (language == "es")
