"""Finding a doctor, as a browser sees it: four honest pages."""

import re

import pytest

from providers.models import (
    Place,
)
from tests.kit.directory import make_doctor, make_location
from tests.kit.documents import make_signed_article
from tests.kit.finder import cards, get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country", "drez", "drg")]


def test_results(client, three_doctors):
    far, near, lost = three_doctors
    response = get(client, "/doctors/?near=27710")
    assert response.templates[0].name == "providers/results.html"
    assert cards(response) == [(near.slug, "5.4"), (far.slug, "124.9"), (lost.slug, "")]
    page = response.content.decode()
    assert re.search(r"<h1>([^<]*)</h1>", page)[1] == "Doctors, nearest to Durham, NC 27710 first"
    assert re.search(r'<p id="results-count" role="status"[^>]*>([^<]*)</p>', page)[1] == ("3 doctors."), (
        "whoever is off the map may be nearer than the next"
    )
    assert "1 doctor may be near Durham, NC 27710. How far away, we do not know." in page
    assert page.count(">5 miles away<") == 1, "each thing once"
    assert "Nearest first. Distances are in a straight line from the middle of ZIP code 27710." in page
    assert "5 miles away" in page and "Distance unknown" in page
    assert "Call to check" in page


@pytest.mark.parametrize("address", ["27701", "Durham, NC"])
def test_who_is_off_the_map_but_may_be_near_is_told_of_first(client, drez, drg, address):
    """By the ZIP code of the place, or by its city where our data lack the ZIP code."""
    make_doctor("Far", make_location(at=(40.7, -74)), does=[drez])
    by_zip = make_location("Lost Clinic", at=None)
    by_city = make_location("Lost Hospital", at=None, zip_code="27799")
    make_location("Elsewhere", at=None, city="Anchorage", state="AK", zip_code="99501")
    both = make_doctor("Both", by_zip, by_city, does=[drez])
    make_doctor("Other", by_city, does=[drg])
    make_doctor("Elsewhere", make_location(at=None, city="Anchorage", state="AK", zip_code="99501"))
    limited = get(client, f"/doctors/?near={address}&within=25").context["outcome"]
    place = limited.place.label
    assert limited.heading == limited.title == f"2 doctors may be within 25 miles of {place}"
    (near,) = limited.maybe_near
    assert {(link.text, link.url, link.detail) for link in near.links} == {
        ("Lost Clinic", by_zip.get_absolute_url(), "Durham, NC: 1 doctor, in the same city"),
        ("Lost Hospital", by_city.get_absolute_url(), "Durham, NC: 2 doctors, in the same city"),
    }
    assert limited.ways and all("The nearest is" not in way.detail for way in limited.ways)
    anywhere = get(client, f"/doctors/?near={address}").content.decode()
    assert "The nearest whose distance we know is" in anywhere and "The nearest is" not in anywhere
    assert f"2 doctors may be near {place}. How far away, we do not know." in anywhere
    filtered = get(client, f"/doctors/?near={address}&within=25&procedure=drez-lesioning")
    assert filtered.context["outcome"].heading == f"1 doctor may be within 25 miles of {place}"
    named = get(client, f"/doctors/?near={address}&within=25&q={both.family_name}")
    assert named.context["outcome"].maybe_near[0].doctors_text == "1 doctor"
    (elsewhere,) = get(client, "/doctors/?near=99501&within=25").context["outcome"].maybe_near
    assert elsewhere.doctors_text == "1 doctor"


@pytest.mark.parametrize(
    ("city", "state", "asked"),
    [("St. Louis", "MO", "63101"), ("Mayagüez", "PR", "00680"), ("Ft Worth", "TX", "Fort Worth, TX")],
)
def test_a_city_off_the_map_is_known_however_its_name_is_written(client, drez, city, state, asked):
    lost = make_location("Lost Hospital", at=None, city=city, state=state, zip_code="00001")
    make_doctor("Lost", lost, does=[drez])
    (maybe_near,) = get(client, f"/doctors/?near={asked}&within=25").context["outcome"].maybe_near
    assert [link.url for link in maybe_near.links] == [lost.get_absolute_url()]


def test_of_many_places_off_the_map_all_can_be_reached(client, drez, monkeypatch):
    for number in range(12):
        make_doctor(f"D{number}", make_location(f"Clinic {number:02}", at=None), does=[drez])
    (maybe_near,) = get(client, "/doctors/?near=27710&within=25").context["outcome"].maybe_near
    assert maybe_near.doctors_text == "12 doctors"
    assert [link.text for link in maybe_near.links] == [f"Clinic {number:02}" for number in range(10)]
    assert maybe_near.more_text == "2 more places"
    assert [link.text for link in maybe_near.more] == ["Clinic 10", "Clinic 11"]
    monkeypatch.setattr("providers.presenters.off_the_map.MOST_LISTED", 1)
    page = get(client, "/doctors/?near=27710&within=25").text
    assert "The nearest 1 of 2 more places" in page and "Clinic 10" in page and "Clinic 11" not in page


def test_beside_an_article_a_link_leads_to_all_places_off_the_map(client, drez):
    for number in range(11):
        make_doctor(f"D{number}", make_location(f"Clinic {number:02}", at=None), does=[drez])
    make_signed_article(drez)
    url = "/doctors/?near=27710&amp;procedure=drez-lesioning"
    assert f'<a href="{url}">1 more place</a>' in get(client, "/procedures/drez-lesioning/?near=27710").text
    assert "Clinic 10" in get(client, url.replace("&amp;", "&")).text


def test_the_filters_are_in_the_address(client, three_doctors):
    far, near, lost = three_doctors
    assert [slug for slug, _ in cards(get(client, "/doctors/?near=27710&procedure=drez-lesioning"))] == [
        near.slug
    ]
    assert [slug for slug, _ in cards(get(client, "/doctors/?near=27710&within=25"))] == [near.slug]
    everyone = get(client, "/doctors/?near=27710&within=any&procedure=")
    assert [slug for slug, _ in cards(everyone)] == [near.slug, far.slug, lost.slug]
    assert everyone.context["outcome"].filters.links == ()


def test_without_a_place_by_name(client, three_doctors):
    response = get(client, "/doctors/")
    assert cards(response) == [
        (doctor.slug, "") for doctor in sorted(three_doctors, key=lambda d: d.family_name)
    ]
    assert "In the order of their family names." in response.content.decode()


def test_none_match_says_so_and_shows_the_nearest_anyway(client, three_doctors):
    response = get(client, "/doctors/?near=28801&procedure=drez-lesioning&within=50")
    assert response.templates[0].name == "providers/none_match.html"
    outcome = response.context["outcome"]
    assert outcome.heading == "No doctors for DREZ lesioning within 50 miles of Asheville, NC 28801"
    assert [(way.text, way.detail) for way in outcome.ways] == [
        ("Search within 250 miles", "The nearest is 101 miles away.")
    ]
    assert outcome.nearest_heading == "The nearest doctors for DREZ lesioning"
    assert [card.slug for card in outcome.nearest] == [three_doctors[1].slug]
    for way in outcome.ways:
        get(client, way.url)


def test_taking_a_filter_off_says_what_it_gives(client, three_doctors, drg):
    make_doctor("Local", make_location(at=(35.6, -82.55)), does=[drg])
    response = get(client, "/doctors/?near=28801&procedure=drez-lesioning&within=100")
    ways = response.context["outcome"].ways
    assert [(way.text, way.detail) for way in ways] == [
        ("Search within 250 miles", "The nearest is 101 miles away."),
        ("Remove “DREZ lesioning”", "1 doctor within 100 miles"),
    ]
    assert ways[1].url == "/doctors/?near=28801&within=100"
    assert get(client, ways[1].url).context["outcome"].status == "1 doctor."
    assert [card.name for card in get(client, ways[0].url).context["outcome"].cards] == ["Dr. Terry Near"]


def test_the_next_distance_is_one_that_finds_somebody(client, drez):
    """Beyond the distances that everyone is offered, in hundreds of miles."""
    make_doctor("Lone", make_location(at=(40.5, -74.5)), does=[drez])
    (way,) = get(client, "/doctors/?near=27710&within=250").context["outcome"].ways
    assert (way.text, way.detail) == ("Search within 400 miles", "The nearest is 388 miles away.")
    found = get(client, way.url)
    assert len(cards(found)) == 1
    assert '<option value="400" selected>Within 400 miles</option>' in found.text
    assert [link.text for link in found.context["outcome"].filters.links] == ["Within 400 miles"]
    for odd in ("7", "-100", "350", "99900", "²"):
        assert "within" in client.get(f"/doctors/?near=27710&within={odd}").context["form"].errors


def test_whom_nobody_can_place_is_found_at_any_distance(client, drez):
    make_doctor("Lost", make_location(at=None), does=[drez])
    (way,) = get(client, "/doctors/?near=27710&within=250").context["outcome"].ways
    assert (way.text, way.detail) == ("Search at any distance", "1 doctor")


def test_an_empty_directory_has_its_own_words(client):
    for address in ("/doctors/", "/doctors/?near=27710", "/doctors/?near=27710&within=25"):
        outcome = get(client, address).context["outcome"]
        assert outcome.heading == "We list no doctors yet"
        assert outcome.directory_is_empty and not outcome.ways and not outcome.nearest


def test_which_place(client, three_doctors):
    response = get(client, "/doctors/?near=springfield&procedure=drez-lesioning&within=50")
    assert response.templates[0].name == "providers/which_place.html"
    outcome = response.context["outcome"]
    assert outcome.heading == "Which Springfield do you mean?"
    assert outcome.status == "3 places match “Springfield”."
    assert "above" not in outcome.note, "the form is folded on a phone, and beside the list on a wide screen"
    assert outcome.choices[0].text == "Springfield, IL"
    assert outcome.choices[0].url == "/doctors/?near=Springfield%2C+IL&procedure=drez-lesioning&within=50"
    for choice in outcome.choices:
        assert get(client, choice.url).context["outcome"].place.label == choice.text


def test_an_unknown_place_is_an_error_of_the_field(client, three_doctors):
    response = get(client, "/doctors/?near=Ashvile")
    assert response.templates[0].name == "providers/unrecognized_place.html"
    page = response.content.decode()
    message = "We do not know that place. Enter a US ZIP code, or a city and state."
    assert "<title>Error: " in page
    assert page.count(message) == 2, "at the top and at the field"
    assert 'href="#id_near"' in page
    assert 'value="Ashvile"' in page and 'aria-invalid="true"' in page
    outcome = response.context["outcome"]
    assert [link.text for link in response.context["problem"].meant] == ["Asheville, NC"]
    summary = page[page.index('<div class="error-summary"') :].partition("</div>")[0]
    assert re.findall(r'<a href="([^"]*)"', summary) == ["/doctors/?near=Asheville%2C+NC", "#id_near"]
    assert 'Did you mean <a href="/doctors/?near=Asheville%2C+NC">Asheville, NC</a>?' in summary
    assert [(link.text, link.url) for link in outcome.everyone] == [("All 3 doctors, by name", "/doctors/")]
    assert "data-zip" not in page and "No one can pay" not in page, "nothing before what is wrong"
    assert "<summary>" not in page, "no filters where there is nothing to filter"
    assert cards(response) == []


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("procedure=nonsense", "Choose an operation from the list."),
        ("within=30", "Choose a distance from the list."),
        ("within=%00", "Choose a distance from the list."),
        ("procedure=drez-lesioning%00", "Choose an operation from the list."),
    ],
)
def test_a_place_is_answered_whatever_else_cannot_be_read(client, three_doctors, question, message):
    far, near, lost = three_doctors
    response = get(client, f"/doctors/?near=27710&{question}")
    problem = response.context["problem"]
    assert [link.text for link in problem.errors] == [message]
    assert problem.heading == "There is a problem with your search"
    assert response.context["title"].startswith("Error: ")
    assert [slug for slug, _ in cards(response)] == [near.slug, far.slug, lost.slug]
    label = "Operation" if "procedure" in question else "Distance"
    assert (
        f"""<a href="#results-count">Go on to the list. It leaves out what we could not read: {label}.</a>"""
        in response.text
    )


def test_what_could_be_read_of_the_filters_still_narrows_the_answer(client, three_doctors):
    response = get(client, "/doctors/?near=27710&procedure=drez-lesioning&within=9999&language=tlh")
    assert [slug for slug, _ in cards(response)] == [three_doctors[1].slug]
    assert "could not read: Language, Distance." in response.text
    assert [link.text for link in response.context["outcome"].filters.links] == ["DREZ lesioning"]


@pytest.mark.parametrize(
    "question",
    [
        "near=Ashvile",
        "near=99999&procedure=drez-lesioning",
        "near=99999&procedure=nonsense&within=7&page=x",
        "near=Toronto&page=7",
        "near=APO+AE+09001",
        "near=%F0%9F%92%8A",
        "near=springfield&within=7",
        "near=Ohio&size=0",
    ],
)
def test_no_answer_without_a_way_to_doctors(client, three_doctors, question):
    response = get(client, f"/doctors/?{question}")
    ways = response.context["outcome"].everyone
    assert ways[-1].text == "All 3 doctors, by name"
    for way in ways:
        assert f'<a href="{way.url}">{way.text}</a>' in response.text
        assert cards(get(client, way.url))
    assert ("1 doctor for DREZ lesioning, by name" in response.text) == ("drez-lesioning" in question)
    for error in getattr(response.context["problem"], "errors", ()):
        assert f'id="{error.url[1:]}"' in response.text, "each error leads to its field"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("99999", "We do not know the ZIP code 99999. Check it, or enter a city and state."),
        ("99999-", "We do not know the ZIP code 99999. Check it, or enter a city and state."),
        ("2771", "A ZIP code has five digits, and 2771 has 4. Enter all five, or a city and state."),
        ("277100", "A ZIP code has five digits, and 277100 has 6. Enter all five, or a city and state."),
        (
            "9" * 90,
            "A ZIP code has five digits, and 99999999999… has 90. Enter all five, or a city and state.",
        ),
        ("२७", "We do not know that place. Enter a US ZIP code, or a city and state."),
    ],
)
def test_a_number_that_is_no_zip_code_says_why(client, three_doctors, typed, message):
    response = client.get("/doctors/", {"near": typed})
    assert response.context["form"].errors["near"] == [message]
    assert f'value="{typed}"' in response.text


@pytest.mark.parametrize("page", ["99", "51", "0", "-1", "x", "2&size=101", "1&size=0"])
def test_a_place_is_answered_from_the_first_page_when_there_is_no_such_page(client, three_doctors, page):
    response = get(client, f"/doctors/?near=27710&page={page}")
    assert [slug for slug, _ in cards(response)] == [
        doctor.slug for doctor in (three_doctors[1], three_doctors[0], three_doctors[2])
    ]
    assert response.text.count("a page that this list does not have. This is its first page.") == 1
    assert "does not have" not in get(client, "/doctors/?near=27710&page=1").text


def test_near_is_not_said_of_somebody_far_away(client, three_doctors):
    response = get(client, "/doctors/?near=Anchorage%2C+AK")
    outcome = response.context["outcome"]
    assert outcome.heading == "Doctors, nearest to Anchorage, AK first"
    assert re.fullmatch(
        r"3 doctors\. The nearest is 3,\d{3} miles away\. "
        r"Ask if the first visit can be by video\.",
        outcome.status,
    )
    assert " near Anchorage" not in response.text
    video = get(client, "/doctors/?near=Anchorage%2C+AK&telehealth=yes").context["outcome"].status
    assert video == "3 doctors.", "asked already"


def test_pages(client, drez):
    place = make_location()
    for i in range(23):
        make_doctor(f"D{i:02}", place, does=[drez])
    seen = []
    address = "/doctors/?near=27710&procedure=drez-lesioning"
    while address:
        response = get(client, address)
        seen += [slug for slug, _ in cards(response)]
        address = response.context["outcome"].pager.next_url
    assert len(seen) == len(set(seen)) == 23
    assert response.context["outcome"].status == "Showing 21 to 23 of 23 doctors."


class TestPlaces:
    def test_a_city_and_its_zip_code_give_the_same_doctors(self, client, three_doctors):
        by_city = {slug for slug, _ in cards(get(client, "/doctors/?near=Durham%2C+NC"))}
        assert by_city == {slug for slug, _ in cards(get(client, "/doctors/?near=27710"))} != set()

    def test_the_far_largest_city_is_taken_and_the_others_are_one_press_away(self, client, three_doctors):
        Place.objects.filter(kind="city", name="Durham", state="NC").update(zip_count=16)
        response = get(client, "/doctors/?near=durham&procedure=drg-stimulation")
        outcome = response.context["outcome"]
        assert outcome.place.label == "Durham, NC"
        assert "Not this Durham? Choose yours:" in response.content.decode()
        assert [(link.text, link.url) for link in outcome.namesakes.choices] == [
            ("Durham, NH", "/doctors/?near=Durham%2C+NH&procedure=drg-stimulation")
        ]
        assert "Not this" not in get(client, "/doctors/?near=Durham%2C+NC").content.decode()

    @pytest.mark.parametrize(
        ("near", "words"),
        [
            ("Toronto", "outside the United States"),
            ("M5V 2T6", "outside the United States"),
            ("London, UK", "outside the United States"),
            ("APO AE 09001", "Military mail"),
        ],
    )
    def test_what_we_cannot_measure_from_says_why(self, client, three_doctors, near, words):
        response = client.get("/doctors/", {"near": near})
        assert words in response.context["form"].errors["near"][0]
        assert response.context["title"].startswith("Error: ")

    def test_a_whole_state_and_a_namesake_of_a_city_abroad(self, client, three_doctors):
        page = get(client, "/doctors/?near=north+carolina").content.decode()
        assert "Where in North Carolina are you?" in page and "/doctors/?near=Durham%2C+NC" in page
        page = get(client, "/doctors/?near=Paris").content.decode()
        assert (
            "Do you mean Paris, TX?" in page
            and "1 place matches “Paris”." in page
            and "in the United States only" in page
        )


def test_only_safe_methods(client):
    assert client.post("/doctors/").status_code == 405
    assert client.post("/doctors/x/").status_code == 405
    assert client.head("/doctors/?near=27710").status_code == 200
