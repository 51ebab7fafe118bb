"""Finding a doctor, as a browser sees it: four honest pages, and no question that breaks them."""

import json
import re

import pytest
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procedures.models import Procedure, Publication
from providers.models import (
    BoardCertification,
    Location,
    Offering,
    Photo,
    Place,
    Practice,
    Provider,
    Specialty,
    StateLicense,
)
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
    assert re.search(r'<p id="results-count" role="status"[^>]*>3 doctors near Durham, NC 27710.</p>', page)
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
    assert [(way.text, way.detail) for way in outcome.ways] == [("Search at any distance", "1 doctor")]
    assert outcome.nearest_heading == "The nearest doctors for DREZ lesioning"
    assert [card.slug for card in outcome.nearest] == [three_doctors[1].slug]
    for way in outcome.ways:
        get(client, way.url)


def test_taking_a_filter_off_says_what_it_gives(client, three_doctors, drg):
    factories.doctor("Local", factories.location(at=(35.6, -82.55)), does=[drg])
    response = get(client, "/doctors/?near=28801&procedure=drez-lesioning&within=100")
    ways = response.context["outcome"].ways
    assert [(way.text, way.detail) for way in ways] == [
        ("Search at any distance", "1 doctor"),
        ("Remove “DREZ lesioning”", "1 doctor within 100 miles"),
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
        address = response.context["outcome"].pager.next_url
    assert len(seen) == len(set(seen)) == 23
    assert response.context["outcome"].status.startswith("Showing 21 to 23 of 23 doctors near")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.fixed_dictionaries(
        {"near": st.text()},
        optional={
            name: st.text(max_size=20)
            for name in (
                "procedure",
                "within",
                "specialty",
                "language",
                "accepting",
                "telehealth",
                "q",
                "page",
                "size",
            )
        },
    )
)
def test_no_question_breaks_it(client, question):
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


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        # clinic, navigation, operations with the choices of the filters, place, the search, cards
        ("/doctors/?near=27710", 6),
        ("/doctors/?near=27710&page=3", 6),
        ("/doctors/?near=27710&size=100", 6),
        ("/doctors/?near=27710&procedure=drez-lesioning&within=250&accepting=yes&telehealth=yes&q=d1", 6),
        ("/doctors/", 5),
    ],
)
def test_queries_of_the_whole_page(client, drez, address, queries, django_assert_num_queries):
    place, nowhere = factories.location(), factories.location(at=None)
    for i in range(25):
        factories.doctor(f"D{i}", place if i < 22 else nowhere, does=[drez])
    with django_assert_num_queries(queries):
        assert cards(get(client, address))


def test_many_cards_are_still_a_light_page(client, drez, drg):
    """100 doctors, each at a place of their own; the rest of the page is 22 kB (see tests/system)."""
    spanish, surgeon = factories.language(), factories.specialty()
    for number in range(100):
        place = factories.location(f"Clinic {number * 7919 % 997}", at=(36 + number / 50, -79 + number / 31))
        factories.doctor(
            f"Name{number * 104_729 % 9_973}",
            place,
            does=[drez, drg],
            speaks=[spanish],
            specialties=[surgeon],
        )
    response = client.get("/doctors/?near=27710&size=100", headers={"accept-encoding": "br"})
    assert response.headers["Content-Encoding"] == "br"
    assert len(response.content) <= 15_000
    assert len(cards(get(client, "/doctors/?near=27710&size=100"))) == 100


class TestFilters:
    """What patients see of them; which doctors they find is tested with the search itself."""

    @pytest.fixture
    def spanish(self):
        return factories.language()

    @pytest.fixture
    def doctors(self, drez, drg, spanish):
        factories.language("Korean", "ko", "한국어")
        place = factories.location()
        ramp = factories.location("Ramp Clinic", wheelchair_access=True)
        surgeon = factories.specialty()
        factories.specialty("Nobody’s specialty")
        return [
            factories.doctor("Plain", place, does=[drez]),
            factories.doctor("Wide", ramp, does=[drg], speaks=[spanish], specialties=[surgeon]),
            factories.doctor("Screen", place, does=[drez], video_first_visit=True),
            factories.doctor("Never", place, does=[drez], video_first_visit=False),
        ]

    def found(self, client, question):
        return [
            card.name.split()[-1]
            for card in get(client, f"/doctors/?near=27710&{question}").context["outcome"].cards
        ]

    def test_only_what_somebody_is_or_speaks_is_offered(self, client, doctors):
        form = get(client, "/doctors/").context["form"]
        choices = {
            name: [text for _, text in form.fields[name].choices] for name in ("specialty", "language")
        }
        assert choices == {
            "specialty": ["Any specialty", "Neurosurgeon"],
            "language": ["Any language", "Spanish"],
        }

    def test_each_is_in_the_address(self, client, doctors):
        surgeon = doctors[1].specialties.get()
        assert self.found(client, "language=es") == ["Wide"]
        assert self.found(client, f"specialty={surgeon.code}") == ["Wide"]
        assert self.found(client, "telehealth=yes") == ["Plain", "Screen", "Wide"]
        assert self.found(client, "telehealth=") == self.found(client, "telehealth=no") != []
        assert self.found(client, "wheelchair=yes") == ["Never", "Plain", "Screen", "Wide"]
        assert self.found(client, "q=scren") == ["Screen"]
        assert self.found(client, "procedure=drg-stimulation") == ["Wide"]

    def test_a_filter_that_is_on_can_be_taken_off_alone(self, client, doctors):
        response = get(
            client, "/doctors/?near=27710&language=es&wheelchair=yes&accepting=yes&q=wide&within=50"
        )
        outcome = response.context["outcome"]
        assert [link.text for link in outcome.filters.links] == [
            "Within 50 miles",
            "Speaks Spanish",
            "New patients: yes, or not known",
            "Wheelchair access",
            "Name like “wide”",
        ]
        assert outcome.filters.links[1].url == (
            "/doctors/?near=27710&within=50&accepting=yes&wheelchair=yes&q=wide"
        )
        assert outcome.filters.clear_url == "/doctors/?near=27710"
        page = response.content.decode()
        assert page.count(", remove this filter") == 5 and "Clear all filters" in page
        assert "Filters (5 on)" in page

    def test_the_place_keeps_the_filters_and_the_filters_the_place(self, client, doctors):
        page = get(client, "/doctors/?near=27710&language=es&telehealth=yes&q=wi%22de").content.decode()
        place, filters = re.findall(r"<form.*?</form>", page, re.DOTALL)[:2]
        hidden = r'<input type="hidden" name="([^"]*)" value="([^"]*)">'
        assert re.findall(hidden, place) == [("language", "es"), ("telehealth", "yes"), ("q", "wi&quot;de")]
        assert re.findall(hidden, filters) == [("near", "27710")]
        assert 'name="telehealth" value="yes"' in filters and "checked" in filters
        assert 'value="es" selected' in filters

    def test_every_card_says_why_it_is_there(self, client, doctors):
        question = "procedure=drez-lesioning&telehealth=yes&wheelchair=yes&accepting=yes"
        outcome = get(client, f"/doctors/?near=27710&{question}").context["outcome"]
        assert [card.why_text for card in outcome.cards] == [
            "Shown because: listed for DREZ lesioning: call to check, new patients: ask the clinic, "
            f"{video}, wheelchair access: ask the clinic, 5 miles away."
            for video in ("video visits: ask the clinic", "first visit by video")
        ]
        assert get(client, "/doctors/").context["outcome"].cards[0].why_text == ""

    def test_performs_is_said_only_when_the_office_said_it(self, client, doctors):
        response = get(client, "/doctors/?near=27710&procedure=drg-stimulation")
        assert "Performs" not in response.content.decode()
        Offering.objects.update(confirmed_on=timezone.localdate())
        response = get(client, "/doctors/?near=27710&procedure=drg-stimulation")
        assert "Performs DRG stimulation" in response.content.decode()
        (card,) = response.context["outcome"].cards
        assert card.why_text == "Shown because: performs DRG stimulation, 5 miles away."

    def test_none_match_counts_what_each_filter_costs(self, client, doctors):
        response = get(client, "/doctors/?near=27710&procedure=drez-lesioning&language=es&wheelchair=yes")
        outcome = response.context["outcome"]
        assert outcome.heading == "No doctors with all of these filters"
        assert {way.text: way.detail for way in outcome.ways} == {
            "Remove “Speaks Spanish”": "3 doctors",
            "Remove “DREZ lesioning”": "1 doctor",
        }
        for way in outcome.ways:
            assert way.detail in get(client, way.url).context["outcome"].status
        assert outcome.nearest_heading == "The nearest doctors without “Speaks Spanish”"
        assert len(outcome.nearest) == 3

    def test_a_name_that_nobody_has(self, client, doctors):
        outcome = get(client, "/doctors/?near=27710&q=scren").context["outcome"]
        assert outcome.name_note == "No doctor is listed as “scren”. Showing similar names."
        assert get(client, "/doctors/?near=27710&q=screen").context["outcome"].name_note == ""
        assert get(client, "/doctors/?near=27710&q=qqqqqq").context["outcome"].ways[0].text == (
            "Remove “Name like “qqqqqq””"
        )

    @pytest.mark.parametrize(
        ("question", "message"),
        [
            ("specialty=000000000X", "Choose a specialty from the list."),
            ("language=tlh", "Choose a language from the list."),
            ("accepting=maybe", "Choose from the list."),
            ("telehealth=perhaps", "Tick the box, or leave it empty."),
        ],
    )
    def test_what_is_not_on_the_list_is_an_error_beside_its_field(self, client, doctors, question, message):
        response = get(client, f"/doctors/?near=27710&{question}")
        page = response.content.decode()
        name = question.split("=")[0]
        assert [(link.text, link.url) for link in response.context["outcome"].errors] == [
            (message, f"#id_{name}")
        ]
        assert f'id="id_{name}_error"' in page
        assert '<details class="filters" open>' in page
        assert '<input type="hidden" name="near" value="27710">' in page

    @pytest.mark.parametrize("size", ["0", "101", "x", "-1", "1e3"])
    def test_no_page_is_longer_than_a_hundred(self, client, doctors, size):
        get(client, f"/doctors/?near=27710&size={size}", status=404)


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
        assert "Which Paris do you mean?" in page and "in the United States only" in page


def test_only_safe_methods(client):
    assert client.post("/doctors/").status_code == 405
    assert client.post("/doctors/x/").status_code == 405
    assert client.head("/doctors/?near=27710").status_code == 200


class TestDoctor:
    def test_page(self, client, three_doctors, django_assert_max_num_queries):
        near = three_doctors[1]
        near.languages.set([factories.language()])
        # the doctor, five lists of facts, the clinic, the operations of the header
        with django_assert_max_num_queries(8):
            response = get(client, near.get_absolute_url())
        page = response.context["provider"]
        assert response.context["title"] == "Dr. Terry Near, MD"
        assert [line.location.name for line in page.practices] == ["Far Hospital", "Near Clinic"]
        assert page.practices[0].getting_there.address_lines == ("Charlotte, NC 28204",)
        assert [fact.slug for fact in page.procedures] == ["drez-lesioning", "drg-stimulation"]
        assert page.languages_text == "Spanish"

    def test_every_fact_and_when_it_was_checked(self, client, drez):
        place = factories.location(
            "Known Clinic",
            parking="Garage next door",
            getting_in="Ground floor",
            hours="Monday to Friday",
            wheelchair_access=True,
            checked_on="2026-09-01",
        )
        surgeon = Specialty.objects.create(
            code="207T00000X", label="Neurosurgeon", official_name="Neurological Surgery"
        )
        doctor = factories.doctor(
            "Known",
            place,
            does=[drez],
            specialties=[surgeon],
            speaks=[factories.language()],
            languages_checked_on="2026-08-01",
            education="Medical school: Test University\nResidency: Test Hospital",
            education_checked_on="2026-07-01",
            video_first_visit=True,
            video_checked_on="2026-06-01",
            referral_needed=False,
            referral_checked_on="2026-05-01",
        )
        BoardCertification.objects.create(provider=doctor, board="Test Board", checked_on="2026-04-01")
        StateLicense.objects.create(provider=doctor, state="NC", checked_on="2026-03-01")
        source = Publication.objects.create(key="Known2020", title="A paper", journal="A journal", year=2020)
        doctor.publications.add(source)
        html = get(client, doctor.get_absolute_url()).content.decode()
        page = " ".join(re.sub(r"<[^>]+>", " ", html).split())
        for words in (
            "Neurosurgeon Neurological Surgery, NUCC 207T00000X",
            "Spanish Checked August 2026",
            "Residency: Test Hospital Checked July 2026",
            "First visit by video is possible Checked June 2026",
            "No referral needed Checked May 2026",
            "Test Board Checked April 2026",
            "North Carolina Checked March 2026",
            "Phone, hours, the way in, parking and access: Checked September 2026",
            "Garage next door",
            "Ground floor",
            "Monday to Friday",
            "A paper",
            "A journal, 2020",
        ):
            assert words in page, words
        assert '<a href="/evidence/Known2020/">A paper</a>' in html
        assert "person__initials" in html and ">TK<" in html
        described = json.loads(re.search(r'<script type="application/ld.json">(.*?)</script>', html, re.S)[1])
        assert '"Test Board"' in json.dumps(described)

    def test_what_is_not_known_says_ask(self, client):
        page = get(
            client, factories.doctor("Blank", factories.location()).get_absolute_url()
        ).content.decode()
        for words in ("Referral", "Languages", "Video visits", "Education", "Board certification", "Parking"):
            assert re.search(rf"<dt>{words}</dt>\s*<dd>[^§]*?Ask the clinic", page), words
        assert "Checked" not in page

    def test_a_photo_stands_instead_of_the_initials(self, client):
        doctor = factories.doctor("Seen", factories.location())
        photo = Photo(provider=doctor).show(b"jpeg", 360, 480)
        photo.save()
        page = get(client, doctor.get_absolute_url()).content.decode()
        assert (
            f'src="{photo.get_absolute_url()}" width="360" height="480" alt="Portrait of Dr. Terry Seen"'
            in page
        )
        assert "person__initials" not in page

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

    def test_a_map_without_the_reader(self, client, three_doctors):
        far = Location.objects.get(name="Far Hospital")
        page = get(client, f"{far.get_absolute_url()}?near=27710").content.decode()
        link = re.search(r'<a href="(https://www.openstreetmap.org[^"]*)" rel="noreferrer">', page)[1]
        assert link == (
            "https://www.openstreetmap.org/?mlat=35.21400&amp;mlon=-80.82900#map=17/35.21400/-80.82900"
        )
        assert "This leaves our site." in page
        roughly = factories.location("Rough Clinic", located_by=Location.LocatedBy.ZIP_CENTRE)
        for place in (roughly, Location.objects.get(name="Lost Clinic")):
            assert "openstreetmap" not in get(client, place.get_absolute_url()).content.decode()


class TestDemonstration:
    def test_made_up_rows_are_nowhere_on_a_clinics_site(self, client, drez):
        from drez_site.clinic.models import ClinicProfile

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
