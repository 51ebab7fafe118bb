"""Finding a doctor, as a browser sees it: four honest pages, and no question that breaks them."""

import re

import pytest
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procedures.models import Procedure
from providers.models import Location, Practice, Provider
from providers.templatetags.find_a_doctor import nearest_doctors

from . import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country", "drez", "drg")]


def get(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return response


def cards(response) -> list[tuple[str, str]]:
    """(slug, miles) of the cards on the page, in order."""
    return re.findall(r'data-doctor="([^"]*)" data-miles="([^"]*)"', response.content.decode())


@pytest.fixture
def three_doctors(drez, drg):
    near = factories.location("Near Clinic", at=(36.0072, -78.9372))
    far = factories.location("Far Hospital", at=(35.2140, -80.8290), city="Charlotte", zip_code="28204")
    lost = factories.location("Lost Clinic", at=None)
    return [
        factories.doctor("Far", far, does=[drg]),
        factories.doctor("Near", near, far, does=[drez, drg]),
        factories.doctor("Lost", lost, does=[drg]),
    ]


def test_results(client, three_doctors):
    far, near, lost = three_doctors
    response = get(client, "/doctors/?near=27710")
    assert response.templates[0].name == "providers/results.html"
    assert cards(response) == [(near.slug, "5.4"), (far.slug, "124.9"), (lost.slug, "")]
    page = response.content.decode()
    assert re.search(r'<p id="results-count" role="status">3 doctors near Durham, NC 27710.</p>', page)
    assert "Nearest first. Distances are in a straight line from the middle of ZIP code 27710." in page
    assert "5 miles away" in page and "Distance unknown" in page
    assert "Call to check" in page


def test_the_filters_are_in_the_address(client, three_doctors):
    far, near, lost = three_doctors
    assert [slug for slug, _ in cards(get(client, "/doctors/?near=27710&procedure=drez-lesioning"))] == [
        near.slug
    ]
    assert [slug for slug, _ in cards(get(client, "/doctors/?near=27710&within=25"))] == [near.slug]
    everyone = get(client, "/doctors/?near=27710&within=any&procedure=")
    assert [slug for slug, _ in cards(everyone)] == [near.slug, far.slug, lost.slug]
    assert everyone.context["form"]["within"].value() == "any"


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
    assert [(way.text, way.detail) for way in outcome.ways] == [("Look at any distance", "1 doctor")]
    assert outcome.nearest_heading == "The nearest doctors for DREZ lesioning"
    assert [card.slug for card in outcome.nearest] == [three_doctors[1].slug]
    for way in outcome.ways:
        get(client, way.url)


def test_taking_a_filter_off_says_what_it_gives(client, three_doctors, drg):
    factories.doctor("Local", factories.location(at=(35.6, -82.55)), does=[drg])
    response = get(client, "/doctors/?near=28801&procedure=drez-lesioning&within=100")
    ways = response.context["outcome"].ways
    assert [(way.text, way.detail) for way in ways] == [
        ("Look at any distance", "1 doctor"),
        ("Take off “DREZ lesioning”", "1 doctor within 100 miles"),
    ]
    assert ways[1].url == "/doctors/?near=28801&within=100"
    assert "1 doctor near" in get(client, ways[1].url).context["outcome"].status


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
    assert outcome.choices[0].text == "Springfield, IL"
    assert outcome.choices[0].url == "/doctors/?near=Springfield%2C+IL&procedure=drez-lesioning&within=50"
    for choice in outcome.choices:
        assert get(client, choice.url).context["outcome"].place.label == choice.text


def test_an_unknown_place_is_an_error_of_the_field(client, three_doctors):
    response = get(client, "/doctors/?near=Ashvile")
    assert response.templates[0].name == "providers/unrecognised_place.html"
    page = response.content.decode()
    message = "We do not know that place. Enter a US ZIP code, or a city and state."
    assert "<title>Error: " in page
    assert page.count(message) == 2, "at the top and at the field"
    assert 'href="#id_near"' in page
    assert 'value="Ashvile"' in page and 'aria-invalid="true"' in page
    assert [link.text for link in response.context["outcome"].suggestions] == ["Asheville, NC"]
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
def test_other_errors(client, question, message):
    response = get(client, f"/doctors/?near=27710&{question}")
    outcome = response.context["outcome"]
    assert [link.text for link in outcome.errors] == [message]
    assert outcome.title == "Error: There is a problem with your search"


@pytest.mark.parametrize("page", ["0", "-1", "x", "2", "51", "1e3", "9" * 5_000, "%00", "１２"])
def test_a_page_that_is_not_there(client, three_doctors, page):
    get(client, f"/doctors/?near=27710&page={page}", status=404)


def test_pages(client, drez):
    place = factories.location()
    for i in range(23):
        factories.doctor(f"D{i:02}", place, does=[drez])
    seen = []
    address = "/doctors/?near=27710&procedure=drez-lesioning"
    while address:
        response = get(client, address)
        seen += [slug for slug, _ in cards(response)]
        address = response.context["outcome"].next_url
    assert len(seen) == len(set(seen)) == 23
    assert response.context["outcome"].status.startswith("Showing 21 to 23 of 23 doctors near")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(near=st.text(), procedure=st.text(max_size=20), within=st.text(max_size=5), page=st.text(max_size=5))
def test_no_question_breaks_it(client, near, procedure, within, page):
    question = {"near": near, "procedure": procedure, "within": within, "page": page}
    try:
        response = client.get("/doctors/", question)
    except UnicodeEncodeError:
        return  # half a character: no browser can send it
    assert response.status_code in (200, 404)


@pytest.mark.parametrize(
    "near", ["27710%00", "%00", "%F0%9F%92%8A", "x" * 10_000, "%FF%FE", "27710&near=62701"]
)
def test_strange_questions(client, near):
    response = get(client, f"/doctors/?near={near}")
    assert "\x00" not in response.content.decode()


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        # place, operations, the search, cards
        ("/doctors/?near=27710", 4),
        ("/doctors/?near=27710&page=2", 4),
        ("/doctors/?near=27710&procedure=drez-lesioning&within=250", 4),
        # with those whose distance is not known
        ("/doctors/?near=27710&page=3", 4),
        ("/doctors/", 3),
        ("/doctors/?near=Springfield", 2),
    ],
)
def test_queries(rf, drez, address, queries, django_assert_num_queries):
    """The search's own: what the layout asks for besides is counted where the layout is."""
    from providers.forms import FindADoctorForm
    from providers.presenters import page_for
    from providers.search import answer

    place, other, nowhere = (
        factories.location(),
        factories.location(at=(40, -80)),
        factories.location(at=None),
    )
    for i in range(21):
        factories.doctor(f"D{i}", place, other, does=[drez], specialties=[factories.specialty(f"S{i}")])
    factories.doctor("Lost", nowhere, does=[drez])
    with django_assert_num_queries(queries):
        form = FindADoctorForm(rf.get(address).GET)
        assert form.is_valid()
        str(form)
        if not form.which_place:
            page = page_for(answer(form.query()))
            assert [card.languages_text + card.specialty_text for card in page.cards + page.unplaced]


def test_only_safe_methods(client):
    assert client.post("/doctors/").status_code == 405
    assert client.post("/doctors/x/").status_code == 405
    assert client.head("/doctors/?near=27710").status_code == 200


class TestDoctor:
    def test_page(self, client, three_doctors, django_assert_max_num_queries):
        near = three_doctors[1]
        near.languages.set([factories.language()])
        with django_assert_max_num_queries(8):
            response = get(client, near.get_absolute_url())
        page = response.context["provider"]
        assert response.context["title"] == "Dr. Terry Near, MD"
        assert [line.location.name for line in page.practices] == ["Far Hospital", "Near Clinic"]
        assert page.practices[0].address_lines == ("Charlotte, NC 28204",)
        assert [fact.slug for fact in page.procedures] == ["drez-lesioning", "drg-stimulation"]
        assert page.languages_text == "Spanish"

    def test_not_listed_and_not_there(self, client, three_doctors):
        Provider.objects.update(is_listed=False)
        get(client, three_doctors[0].get_absolute_url(), status=404)
        get(client, "/doctors/nobody/", status=404)

    def test_an_operation_is_never_inferred(self, client):
        provider = factories.doctor("Cutter", factories.location(), specialties=[factories.specialty()])
        assert get(client, provider.get_absolute_url()).context["provider"].procedures == ()
        outcome = get(client, "/doctors/?near=27710&procedure=drez-lesioning").context["outcome"]
        assert outcome.heading == "No doctors for DREZ lesioning"


class TestLocation:
    def test_page(self, client, three_doctors):
        far = Location.objects.get(name="Far Hospital")
        factories.doctor("Unlisted", far, is_listed=False)
        response = get(client, far.get_absolute_url())
        assert response.context["title"] == "Far Hospital, Charlotte, NC"
        assert [card.name for card in response.context["doctors"]] == ["Dr. Terry Far", "Dr. Terry Near"]
        assert {card.distance_text for card in response.context["doctors"]} == {""}
        get(client, "/locations/nowhere/", status=404)


class TestDemonstration:
    def test_made_up_rows_are_nowhere_on_a_clinics_site(self, client, drez):
        from drez_site.models import ClinicProfile

        ClinicProfile(is_demonstration=False).save()
        real, made_up = factories.location(), factories.location(is_demonstration=True)
        hidden = factories.doctor("Hidden", real, does=[drez], is_demonstration=True)
        shown = factories.doctor("Shown", real, made_up, does=[drez])
        assert [slug for slug, _ in cards(get(client, "/doctors/?near=27710"))] == [shown.slug]
        get(client, hidden.get_absolute_url(), status=404)
        get(client, made_up.get_absolute_url(), status=404)
        page = get(client, shown.get_absolute_url()).context["provider"]
        assert len(page.practices) == 1
        assert Practice.objects.public().count() == 1
        assert [card.slug for card in get(client, real.get_absolute_url()).context["doctors"]] == [shown.slug]

        ClinicProfile(is_demonstration=True).save()
        assert len(cards(get(client, "/doctors/?near=27710"))) == 2
        get(client, hidden.get_absolute_url())
        get(client, made_up.get_absolute_url())


class TestPanel:
    """What a procedure's page shows."""

    def panel(self, address="/procedures/drez-lesioning/", **question):
        request = RequestFactory().get(address, question)
        procedure = Procedure.objects.get(slug="drez-lesioning")
        first = nearest_doctors({"request": request}, procedure, anchor="find")
        assert nearest_doctors({"request": request}, procedure, anchor="find") is first
        return first

    def test_without_a_place_only_how_many(self, three_doctors):
        panel = self.panel()
        assert (panel.place, panel.cards, panel.total, panel.error) == (None, (), 1, "")
        assert panel.total_text == "1 doctor on our list does this operation."
        assert panel.see_all_url == "/doctors/?procedure=drez-lesioning"

    def test_the_nearest_three(self, drez, django_assert_num_queries):
        for i in range(5):
            factories.doctor(f"D{i}", factories.location(at=(36 + i, -79)), does=[drez])
        with django_assert_num_queries(5):  # the operation, then place, count, page, cards
            panel = self.panel(near="27710")
        assert [card.name for card in panel.cards] == ["Dr. Terry D0", "Dr. Terry D1", "Dr. Terry D2"]
        assert panel.total_text == "5 doctors on our list do this operation."
        assert panel.see_all_url == "/doctors/?near=27710&procedure=drez-lesioning"
        assert panel.see_all_text == "See all of them, nearest first"

    def test_which_place(self, three_doctors):
        panel = self.panel(near="Durham")
        assert [(link.text, link.url) for link in panel.choices] == [
            ("Durham, NC", "/procedures/drez-lesioning/?near=Durham%2C+NC#find"),
            ("Durham, NH", "/procedures/drez-lesioning/?near=Durham%2C+NH#find"),
        ]
        assert panel.error == "" and panel.cards == ()

    def test_an_unknown_place(self, three_doctors):
        panel = self.panel(near="nowhere at all")
        assert panel.error == "We do not know that place. Enter a US ZIP code, or a city and state."
        assert panel.total == 1

    def test_nobody(self):
        panel = self.panel(near="27710")
        assert panel.total_text == "We list no doctors for this operation yet."
        assert (panel.see_all_url, panel.see_all_text) == ("", "")
