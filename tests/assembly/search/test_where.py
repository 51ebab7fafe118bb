"""A place among the words of a question leads to the finder, and no word that only looks like one does."""

import re

import pytest
from django.utils.html import escape

from tests.kit.places import make_town
from tests.kit.site_search import hits, search, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def towns(loaded):
    for name, state in (
        ("Reading", "PA"),
        ("Salisbury", "MD"),
        ("Salisbury", "NC"),
        ("York", "PA"),
        ("Jackson", "MS"),
        ("Spanish Fork", "UT"),
        ("Portland", "ME"),
        ("Hope", "AR"),
        ("Hope", "IN"),
        ("Comfort", "TX"),
        ("Raleigh", "NC"),
        ("Holder", "FL"),
    ):
        make_town(name, state)


def finders(page) -> list[str]:
    main = page.text.partition("<main")[2].partition("</main>")[0]
    return re.findall(r'class="button" href="([^"]*/doctors/[^"]*)"', main)


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("drez surgery in Durham, NC", "Durham%2C+NC&procedure=drez-lesioning"),
        ("burning pain Springfield Illinois", "Springfield%2C+IL"),
        ("drez doctor Springfield", "Springfield&procedure=drez-lesioning"),
        ("New York drez surgeon", "New+York&procedure=drez-lesioning"),
        ("27710 drez", "27710&procedure=drez-lesioning"),
        ("drez springfield il covered", "Springfield%2C+IL&procedure=drez-lesioning"),
        ("10001 Main St Durham NC drez", "Durham%2C+NC&procedure=drez-lesioning"),
        ("who does drez in Illinois", "Illinois&procedure=drez-lesioning"),
        ("doctor in Reading", "Reading%2C+PA"),
        ("surgeon in Salisbury, MD", "Salisbury%2C+MD"),
        ("Salisbury, MD doctor", "Salisbury%2C+MD"),
        ("doctor in MS", "MS"),
        ("polish doctor in Reading", "Reading%2C+PA"),
    ],
)
def test_a_place_among_other_words_offers_the_finder(client, typed, near):
    assert finders(search(client, typed)) == [escape(f"/doctors/?near={near}")]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [("dolor de espalda en Durham, NC", ""), ("cirugía drez en Durham NC", "&procedure=drez-lesioning")],
)
def test_so_it_does_in_spanish(client, typed, asked):
    assert finders(search(client, typed, "/es")) == [escape(f"/es/doctors/?near=Durham%2C+NC{asked}")]


def test_the_one_operation_that_is_named_is_asked_for(client):
    page = search(client, "DRG stimulation Springfield IL")
    assert finders(page) == [escape("/doctors/?near=Springfield%2C+IL&procedure=drg-stimulation")]
    assert "Doctors for DRG stimulation, nearest to Springfield, IL first" in text(page)
    for typed in ("drez or drg doctor in Durham, NC", "spinal cord stimulation in Durham, NC"):
        assert finders(search(client, typed)) == ["/doctors/?near=Durham%2C+NC"], typed
    spoken = "/doctors/?near=Durham%2C+NC&procedure=drez-lesioning&language=es"
    assert finders(search(client, "spanish speaking drez doctor Durham, NC")) == [escape(spoken)]


@pytest.mark.parametrize(
    "typed", ["burning between my legs", "burning below the knee", "burning entre las piernas", "burning nc"]
)
def test_no_small_word_is_said_to_be_missing(client, typed):
    page = search(client, typed)
    assert hits(page) and "Not on our pages" not in text(page)


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("drez sugery in Duram, NC", "Duram%2C+NC&procedure=drez-lesioning"),
        ("burning pain near Duram, North Carolina", "Duram%2C+North+Carolina"),
        ("doctor near Durhm", "Durhm"),
        ("doctor near raliegh for crps", "raliegh"),
        ("doctor near 2771", "2771"),
        ("doctor in Paris, France", "Paris%2C+France"),
        ("drez in Toronto, Canada", "Toronto%2C+Canada&procedure=drez-lesioning"),
        ("doctor near K1A 0B6", "K1A+0B6"),
        ("doctor in london sw1a 1aa", "london+sw1a+1aa"),
    ],
)
def test_what_is_nearly_a_place_or_one_abroad_is_left_to_the_finder(client, typed, near):
    page = search(client, typed)
    assert finders(page) == [escape(f"/doctors/?near={near}")]
    assert "Not on our pages" not in text(page) and "instead of “dur" not in text(page)


@pytest.mark.parametrize(
    "typed",
    [
        "doctor for pain in sholder",
        "pain in sholder ms",
        "clinic in 2019",
        "doctor for crps in qqqq",
        "doctor for pain in L4 5th",
        "doctor for pain in c5 6th",
    ],
)
def test_no_other_slip_is_taken_for_a_place(client, typed):
    assert finders(search(client, typed)) == []


@pytest.mark.parametrize(
    ("typed", "number"),
    [("suicidal in Durham, NC", "988"), ("my wife wants to kill herself Durham NC", "988"),
     ("chest pain Durham NC", "911")],
)  # fmt: skip
def test_who_is_in_danger_gets_the_number_first_and_then_the_finder(client, typed, number):
    page = search(client, typed)
    assert page.text.index(f"tel:{number}") < page.text.index("/doctors/?near=Durham%2C+NC")
    assert finders(page) == ["/doctors/?near=Durham%2C+NC"]


@pytest.mark.parametrize(
    "typed",
    [
        "doctor for ms",
        "ms doctor",
        "DOCTOR FOR MS",
        "doctor near me",
        "pain in my hand or leg",
        "the pain in me",
        "can i walk 10000 steps",
        "a story of hope qqqq",
        "there is hope in qqqq",
        "i want to die in hope",
        "qqqq comfort rrrr",
        "drez surgery in qqqq",
    ],
)
def test_what_is_no_place_offers_none(client, typed):
    assert finders(search(client, typed)) == []


@pytest.mark.parametrize(
    ("typed", "finder"),
    [
        ("spanish doctor for ms", "/doctors/?language=es"),
        ("spanish doctor in MS", "/doctors/?near=MS&language=es"),
        ("doctor who speaks spanish in Spanish Fork UT", "/doctors/?near=Spanish+Fork%2C+UT&language=es"),
    ],
)
def test_a_language_is_asked_for_at_the_place_that_is_given(client, typed, finder):
    assert finders(search(client, typed)) == [escape(finder)]


def test_beside_a_place_other_words_are_read_as_ever(client):
    page = search(client, "batery 27710 qqqqqq")
    assert finders(page) == ["/doctors/?near=27710"]
    assert "We looked for “battery” instead of “batery”." in text(page)
    assert hits(page) and "Not on our pages: “qqqqqq”." in text(page)


def test_a_doctor_is_found_by_name_beside_a_place(client):
    page = search(client, "Dr. Drafty in Durham, NC")
    assert 'href="/doctors/luz-drafty/"' in page.text
    assert finders(page)[0] == "/doctors/?near=Durham%2C+NC"


def test_who_asks_for_a_place_is_shown_no_names_that_are_only_like_it(client):
    for typed in ("doctor in St. Louis", "doctor in person visit"):
        assert "/doctors/?q=" not in search(client, typed).text
