"""The words for each fact, whatever we know or do not know; without a database."""

from datetime import date

import pytest
from django.utils import formats, translation

from drez_site.foundation.texts_by_language import Said
from drez_site.foundation.united_states.phones import PhoneNumber
from procedures.models import Procedure
from providers.models import Location, Place, Practice, Provider
from providers.presenters import DoctorCard, DoctorPage, ResultsPage
from providers.presenters.addresses import search_url
from providers.presenters.cards import order_text
from providers.presenters.facts import LanguageName, Lines, accepting, distance_text
from providers.presenters.filter_words import ActiveFilters
from providers.presenters.numbers import doctors_text
from providers.search import DirectoryQuery, Match, Results
from providers.search.statements import Total

ZIP = Place(kind="zip", name="Durham", state="NC", zip_code="27710", latitude=36.05, longitude=-78.86)
CITY = Place(kind="city", name="Durham", state="NC", latitude=36.02, longitude=-78.9)
DREZ = Procedure(slug="drez-lesioning", name="DREZ lesioning", look="drez", color="plum")
TODAY = date(2026, 11, 21)


def practice(**fields) -> Practice:
    """As `Practice.objects.for_cards()` gives it."""
    location = Location(
        slug="clinic", name="Test Clinic", city="Durham", state="NC", zip_code="27710", phone="+19195550134"
    )
    provider = Provider(
        slug="alex-example",
        given_name="Alex",
        family_name="Example",
        credentials="MD",
        biography="One.\n\nTwo\nlines.",
    )
    made = Practice(provider=provider, location=location, **fields)
    made.trained_in, made.speaks, made.does = [], [], []
    return made


@pytest.mark.parametrize(
    ("miles", "place", "location_zip", "text"),
    [
        (None, None, "27710", ""),
        (None, ZIP, "27710", "Distance unknown"),
        (0.0, ZIP, "27710", "Same ZIP area"),
        (0.7, ZIP, "27710", "Same ZIP area"),
        (0.0, ZIP, "27705", "Less than 1 mile away"),
        (0.99, CITY, "27710", "Less than 1 mile away"),
        (1.0, ZIP, "27710", "Same ZIP area, about 1 mile away"),
        (1.4, ZIP, "27705", "1 mile away"),
        (8.6, ZIP, "27710", "Same ZIP area, about 9 miles away"),
        (8.6, ZIP, "27705", "9 miles away"),
        (12.3, CITY, "27705", "12 miles away"),
        (4321.5, ZIP, "96813", "4,322 miles away"),
    ],
)
def test_distance_is_never_more_exact_than_we_know(miles, place, location_zip, text):
    assert distance_text(miles, place, Location(zip_code=location_zip)) == text


def test_spanish_numbers_are_those_of_this_country():
    with translation.override("es"):
        assert distance_text(1234, CITY, Location(zip_code="59718")) == "A 1,234 millas"
        assert formats.localize(8.3) == "8.3"


@pytest.mark.parametrize(
    ("answer", "checked_on", "state", "text", "checked"),
    [
        (True, date(2026, 11, 3), "yes", "Accepting new patients", "Checked November 2026"),
        (False, date(2026, 11, 3), "no", "Not accepting new patients", "Checked November 2026"),
        (True, date(2026, 8, 23), "yes", "Accepting new patients", "Checked August 2026"),
        (True, date(2026, 8, 22), "unknown", "New patients: ask the clinic", ""),
        (False, date(2025, 1, 1), "unknown", "New patients: ask the clinic", ""),
        (True, None, "unknown", "New patients: ask the clinic", ""),
        (None, date(2026, 11, 3), "unknown", "New patients: ask the clinic", ""),
        (None, None, "unknown", "New patients: ask the clinic", ""),
    ],
)
def test_an_answer_is_good_for_ninety_days(answer, checked_on, state, text, checked):
    fact = accepting(answer, checked_on, TODAY)
    assert (fact.state, fact.text, fact.checked_text) == (state, text, checked)


@pytest.mark.parametrize(
    ("confirmed_on", "on_website_on", "is_confirmed", "short_text"),
    [
        ("2026-10-12", None, True, "Confirmed October 2026"),
        ("2026-08-23", None, True, "Confirmed August 2026"),
        ("2026-08-22", None, False, "Confirmed August 2026, call to check"),
        ("2026-05-25", None, False, "Confirmed May 2026, call to check"),
        ("2026-05-24", None, False, "Not confirmed since May 2026, call to check"),
        (None, None, False, "Call to check"),
        (None, "2026-11-02", False, "From the office’s website, November 2026, call to check"),
        ("2026-06-01", "2026-11-02", False, "From the office’s website, November 2026, call to check"),
        ("2026-10-12", "2026-11-02", True, "Confirmed October 2026"),
        ("2026-08-22", "2026-08-22", False, "Confirmed August 2026, call to check"),
        (None, "2026-08-22", False, "Call to check"),
        ("2026-05-24", "2026-08-22", False, "Not confirmed since May 2026, call to check"),
    ],
)
def test_what_a_day_of_confirmation_is_worth(confirmed_on, on_website_on, is_confirmed, short_text):
    made = practice()
    made.does = [
        {
            "slug": "drez-lesioning",
            "look": "drez",
            "color": "plum",
            "name": "DREZ lesioning",
            "confirmed_on": confirmed_on,
            "on_website_on": on_website_on,
        }
    ]
    (fact,) = DoctorCard.of(made, at=TODAY).procedures
    assert (fact.is_confirmed, fact.short_text) == (is_confirmed, short_text)
    month = short_text.removeprefix("Confirmed ")
    assert fact.text == (
        f"Confirmed with Dr. Alex Example’s office in {month}" if is_confirmed else short_text
    )
    assert ("Performs" in fact.performs_text) == is_confirmed
    assert fact.url == "", "no article is up"


def test_what_we_do_not_know_is_asked_for():
    card = DoctorCard.of(practice(), at=TODAY)
    assert (card.accepting.text, card.video.text) == (
        "New patients: ask the clinic",
        "Video visits: ask the clinic",
    )
    assert (card.specialty_text, card.languages_text, card.procedures) == ("", "", ())


def test_a_card():
    made = practice(phone="+19195550141", accepting_new_patients=True, checked_on=date(2026, 11, 1))
    made.trained_in = ["Neurosurgeon", "Pain doctor"]
    made.speaks = [
        {"code": "en", "name": "English", "endonym": "English"},
        {"code": "es", "name": "Spanish", "endonym": "Español"},
    ]
    made.provider.video_first_visit = False
    card = DoctorCard.of(made, miles=12.34, place=ZIP, at=TODAY)
    assert (card.name, card.credentials, card.url) == ("Dr. Alex Example", "MD", "/doctors/alex-example/")
    assert (card.distance_text, card.data_miles) == ("Same ZIP area, about 12 miles away", "12.3")
    assert card.phone == PhoneNumber(
        "(919) 555-0141", "tel:+19195550141", "Call Dr. Alex Example at (919) 555-0141"
    )
    assert (card.specialty_text, card.languages_text) == ("Neurosurgeon, Pain doctor", "English, Spanish")
    assert (card.location.city_state, card.location.url) == ("Durham, NC", "/locations/clinic/")
    assert card.video.text == "No first visit by video"


def test_the_places_phone_stands_in_for_the_doctors_own():
    assert DoctorCard.of(practice(), at=TODAY).phone.text == "(919) 555-0134"
    assert PhoneNumber.of("", "Nobody") is None


def test_languages_are_named_in_the_language_of_the_page():
    with translation.override("es"):
        assert LanguageName.of("fr", "French", "Français").name == "Francés"
        assert LanguageName.of("ase", "American Sign Language", "ASL").name
    assert LanguageName.of("zh-hans", "Chinese", "中文").name == "Chinese"


def test_lines_and_paragraphs():
    assert Lines.of(Said("Monday\r\n\n  Friday ", "")).lines == ("Monday", "Friday")
    provider = practice().provider
    provider.trained_in, provider.speaks, provider.does, provider.is_deactivated = [], [], [], False
    lists = ("practices", "specialties", "board_certifications", "state_licenses", "publications")
    provider.pk, provider._prefetched_objects_cache = 1, {name: Provider.objects.none() for name in lists}
    provider._state.fields_cache["photo"], provider.education = None, ""
    provider.approved_words = {"biography": provider.biography, "education": "Another time"}
    assert DoctorPage.of(provider, at=TODAY).biography.paragraphs == ("One.", "Two lines.")


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 doctors"), (1, "1 doctor"), (12, "12 doctors"), (500, "500 doctors")]
)
def test_counts(count, text):
    assert doctors_text(count) == text


def test_past_the_last_page_only_more():
    assert doctors_text(501) == "500+ doctors"


@pytest.mark.parametrize(
    ("query", "url"),
    [
        (DirectoryQuery(), "/doctors/"),
        (DirectoryQuery(place=ZIP), "/doctors/?near=27710"),
        (DirectoryQuery(place=CITY, within=50), "/doctors/?near=Durham%2C+NC&within=50"),
        (
            DirectoryQuery(place=ZIP, procedure=DREZ, page=3),
            "/doctors/?near=27710&procedure=drez-lesioning&page=3",
        ),
    ],
)
def test_an_address_names_a_place_and_never_a_point(query, url):
    assert search_url(query) == url


def test_the_order_is_always_said():
    assert "Nearest first" in order_text(ZIP) and "ZIP code 27710" in order_text(ZIP)
    assert "straight line from the middle of Durham" in order_text(CITY)
    assert "family names" in order_text(None)


def results(page=1, located=12, unplaced=0, shown=10, pages=2, **query) -> ResultsPage:
    matches = tuple(Match(practice(), 5.0 if i < located else None) for i in range(shown))
    outcome = Results(DirectoryQuery(page=page, **query), matches, Total(located, unplaced), pages)
    return ResultsPage.of(outcome, TODAY)


def test_the_status_is_a_sentence():
    assert results(place=ZIP).status == "Showing 10 of 12 doctors."
    last = results(page=2, shown=2)
    assert (last.status, last.status_with_earlier_pages) == ("Showing 11 to 12 of 12 doctors.", "12 doctors.")
    assert results(located=1, shown=1, pages=1, place=CITY).status == "1 doctor."
    many = results(located=501, pages=50, place=ZIP)
    assert many.status == "Showing 10 of 500+ doctors."
    assert (many.pager.all_text, last.pager.all_url) == ("Show 100 doctors on one page", "")


@pytest.mark.parametrize(
    ("miles", "words"),
    [
        (99.4, ""),
        (3_803.4, "The nearest is 3,803 miles away. Ask if the first visit can be by video."),
        (None, ""),
    ],
)
def test_the_status_says_what_to_ask_when_the_nearest_is_far(miles, words):
    elsewhere = practice()
    elsewhere.location.zip_code = "27705"
    first = Match(elsewhere, miles)
    outcome = Results(DirectoryQuery(place=ZIP), (first,), Total(1, 0), 1)
    assert ResultsPage.of(outcome, TODAY).status == f"1 doctor. {words}".strip()


@pytest.mark.parametrize(
    ("miles", "words"),
    [
        ((12.0, 1_444.0), "1 doctor is within 100 miles. The next is 1,444 miles away."),
        ((3.0, 12.0, 621.0, 900.0), "2 doctors are within 100 miles. The next is 621 miles away."),
        ((3.0, 12.0, None), ""),
    ],
)
def test_the_status_says_when_the_next_is_far(miles, words):
    elsewhere = practice()
    elsewhere.location.zip_code = "27705"
    matches = tuple(Match(elsewhere, each) for each in miles)
    page = ResultsPage.of(Results(DirectoryQuery(place=ZIP), matches, Total(len(matches), 0), 1), TODAY)
    said = f"{words} Ask if the first visit can be by video." if words else ""
    assert page.status == f"{len(matches)} doctors. {said}".strip()


def test_a_distance_within_a_sentence_begins_small():
    matches = (Match(practice(), 500.0),)
    with translation.override("es"):
        page = ResultsPage.of(Results(DirectoryQuery(place=ZIP), matches, Total(1, 0), 1), TODAY)
    assert page.cards[0].distance_text == "Misma zona postal, más o menos a 500 millas"
    assert "El más cercano está a 500 millas." in page.status


def test_unknown_distances_are_apart_and_last():
    page = results(place=ZIP, located=8, unplaced=4)
    assert (len(page.cards), len(page.unplaced)) == (8, 2)
    assert {card.distance_text for card in page.unplaced} == {"Distance unknown"}
    assert len(results(located=0, shown=10).cards) == 10


def test_filters_lead_to_the_search_without_them():
    page = results(place=ZIP, procedure=DREZ, within=25)
    assert [(link.text, link.url) for link in page.filters.links] == [
        ("DREZ lesioning", "/doctors/?near=27710&within=25"),
        ("Within 25 miles", "/doctors/?near=27710&procedure=drez-lesioning"),
    ]
    assert page.filters.clear_url == "/doctors/?near=27710"
    assert results(place=ZIP).filters == ActiveFilters((), "")


@pytest.mark.parametrize(
    ("page", "pages", "numbers"),
    [
        (1, 1, []),
        (1, 2, [1, 2]),
        (1, 9, [1, 2, 3, None, 9]),
        (5, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (6, 11, [1, None, 4, 5, 6, 7, 8, None, 11]),
        (9, 9, [1, None, 7, 8, 9]),
    ],
)
def test_the_pages(page, pages, numbers):
    made = results(page=page, pages=pages, located=pages * 10).pager
    assert [link.number for link in made.pages] == numbers
    assert [link.number for link in made.pages if link.is_current] == ([page] if numbers else [])
    assert [link.is_gap for link in made.pages] == [number is None for number in numbers]
    assert bool(made.previous_url) == (page > 1)
    assert bool(made.next_url) == bool(made.more_text) == (page < pages)


def test_how_many_more():
    assert results(located=13).pager.more_text == "Show 3 more doctors"
    assert results(located=11).pager.more_text == "Show 1 more doctor"
    assert results(page=2, located=13, shown=3).title == "All doctors, page 2"


def test_in_spanish_names_stand_in_sentences_as_spanish_writes_them():
    made = practice()
    made.speaks = [
        {"code": "en", "name": "English", "endonym": "English"},
        {"code": "es", "name": "Spanish", "endonym": "Español"},
        {"code": "zh-hans", "name": "Chinese", "endonym": "中文"},
    ]
    made.does = [
        {
            "slug": "drez-lesioning",
            "look": "drez",
            "color": "plum",
            "name": "DREZ lesioning",
            "confirmed_on": str(TODAY),
            "on_website_on": None,
        }
    ]
    with translation.override("es"):
        card = DoctorCard.of(made, at=TODAY)
        assert card.languages_text == "Inglés, español, chino"
        (fact,) = card.procedures
        assert fact.performs_text == "Hace lesión DREZ"
        assert fact.text.startswith("Confirmado con el consultorio del Dr. Alex Example en ")


@pytest.mark.parametrize(
    ("typed", "hours", "foreign_language"),
    [
        (
            "Monday to Friday, 8 am to 5 pm\nBy appointment",
            ("De lunes a viernes, de 8 a. m. a 5 p. m.", "Con cita previa"),
            "",
        ),
        ("Monday\nEvery second Friday", ("Monday", "Every second Friday"), "en"),
        ("", (), ""),
    ],
)
def test_hours_are_said_in_spanish_whole_or_marked_as_english(typed, hours, foreign_language):
    with translation.override("es"):
        said = Lines.of_hours(typed)
        assert (said.lines, said.foreign_language) == (hours, foreign_language)
    assert Lines.of_hours(typed).foreign_language == ""
