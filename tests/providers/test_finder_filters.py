"""The filters of the finder, as patients see them."""

import re

import pytest
from django.utils import timezone

from procedures.models import Procedure
from providers.models import Offering
from tests.kit.directory import make_doctor, make_language, make_location, make_specialty
from tests.kit.documents import make_signed_article
from tests.kit.finder import get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country", "drez", "drg")]


class TestFilters:
    """What patients see of them; which doctors they find is tested with the search itself."""

    @pytest.fixture
    def spanish(self):
        return make_language()

    @pytest.fixture
    def doctors(self, drez, drg, spanish):
        make_language("Korean", "ko", "한국어")
        place = make_location()
        ramp = make_location("Ramp Clinic", wheelchair_access=True)
        surgeon = make_specialty()
        make_specialty("Nobody’s specialty")
        return [
            make_doctor("Plain", place, does=[drez]),
            make_doctor("Wide", ramp, does=[drg], speaks=[spanish], specialties=[surgeon]),
            make_doctor("Screen", place, does=[drez], video_first_visit=True),
            make_doctor("Never", place, does=[drez], video_first_visit=False),
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

    def test_an_operation_is_offered_while_a_listed_doctor_does_it(self, client, doctors, drg):
        """A link to a search for another one works, and the form says which one it is."""
        pump = Procedure.objects.create(slug="pump", name="Drug pump", position=3)

        def offered(question=""):
            form = get(client, "/doctors/?near=27710&" + question).context["form"]
            return [value for value, _ in form.fields["procedure"].choices]

        both = ["", "drez-lesioning", "drg-stimulation"]
        assert offered() == both
        assert offered("procedure=pump") == [*both, "pump"]
        assert "data-doctor=" in get(client, "/doctors/?near=27710&procedure=pump").text, "the nearest anyway"
        Offering.objects.create(provider=doctors[0], procedure=pump)
        assert offered() == [*both, "pump"]
        doctors[0].is_listed = False
        doctors[0].save()
        assert offered() == both

    def test_a_link_with_an_address_of_before_searches_for_the_same_operation(self, client, doctors, drg):
        make_signed_article(drg)
        drg.slug = "drg"
        drg.save()
        response = get(client, "/doctors/?near=27710&procedure=drg-stimulation")
        assert (
            self.found(client, "procedure=drg-stimulation") == ["Wide"] == self.found(client, "procedure=drg")
        )
        form = response.context["form"]
        assert form.errors == {}
        choices = [("", "Any operation"), ("drez-lesioning", "DREZ lesioning")]
        assert form.fields["procedure"].choices[:2] == choices
        assert [value for value, _ in form.fields["procedure"].choices[2:]] == ["drg-stimulation"]
        assert '<option value="drg-stimulation" selected>' in response.text

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

    def test_a_card_says_once_how_it_meets_each_wish(self, client, doctors):
        question = "procedure=drez-lesioning&telehealth=yes&wheelchair=yes&accepting=yes"
        response = get(client, f"/doctors/?near=27710&{question}")
        shown = response.text.split("<article")[1:]
        assert len(shown) == 2
        for card, video in zip(shown, ("Video visits: ask", "First visit by video is possible"), strict=True):
            once = ("DREZ lesioning", "Call to check", "New patients: ask", "Wheelchair access: ask")
            for words in (*once, video, "5 miles away"):
                assert card.count(words) == 1, words
            assert "Shown because" not in card
        assert [card.note for card in response.context["outcome"].cards] == ["", ""]
        named = get(client, "/doctors/?near=27710&q=screem").context["outcome"].cards
        assert [card.note for card in named] == ["Has that name, or one like it."]

    def test_wheelchair_access_stands_on_every_card(self, client, doctors):
        make_doctor("Stairs", make_location("Stairs Clinic", wheelchair_access=False))
        said = {
            card.name.split()[-1]: card.wheelchair.text
            for card in get(client, "/doctors/?near=27710").context["outcome"].cards
        }
        assert said["Wide"] == "Wheelchair access"
        assert said["Plain"] == "Wheelchair access: ask the clinic"
        assert said["Stairs"] == "No full wheelchair access"

    def test_what_most_people_need_comes_first(self, client, doctors):
        page = get(client, "/doctors/?near=27710").text
        first, more = page.partition('<form class="filters__body"')[2].split(
            '<details class="filters__more">'
        )
        shown = [re.findall(r' name="([a-z]+)"', part.partition("</form>")[0]) for part in (first, more)]
        assert shown[0] == ["near", "procedure", "language", "wheelchair"]
        assert shown[1] == ["within", "accepting", "specialty", "telehealth", "q"]
        for behind in ("within=50", "q=wide", "telehealth=perhaps"):
            opened = client.get(f"/doctors/?near=27710&{behind}").text
            assert '<details class="filters__more" open>' in opened, "one that is on is seen"
        assert '<details class="filters__more">' in get(client, "/doctors/?near=27710&language=es").text

    def test_performs_is_said_only_when_the_office_said_it(self, client, doctors):
        response = get(client, "/doctors/?near=27710&procedure=drg-stimulation")
        assert "Performs" not in response.content.decode()
        Offering.objects.update(confirmed_on=timezone.localdate())
        response = get(client, "/doctors/?near=27710&procedure=drg-stimulation")
        assert "Performs DRG stimulation" in response.content.decode()
        assert response.text.count("DRG stimulation</span>") == 1

    @pytest.mark.parametrize(
        ("within", "heading"),
        [
            ("", "No doctors with this filter"),
            ("&within=25", "No doctors with this filter within 25 miles of Durham, NC 27710"),
        ],
    )
    def test_one_filter_is_not_said_to_be_several(self, client, doctors, within, heading):
        outcome = get(client, f"/doctors/?near=27710&q=Nobodyhasit{within}").context["outcome"]
        assert outcome.heading == heading

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
            ("telehealth=perhaps", "Check the box, or leave it empty."),
        ],
    )
    def test_what_is_not_on_the_list_is_an_error_beside_its_field(self, client, doctors, question, message):
        response = get(client, f"/doctors/?near=27710&{question}")
        page = response.content.decode()
        name = question.split("=")[0]
        assert [(link.text, link.url) for link in response.context["problem"].errors] == [
            (message, f"#id_{name}")
        ]
        assert f'id="id_{name}_error"' in page
        assert '<details class="filters" open>' in page
        assert '<input type="hidden" name="near" value="27710">' in page

    @pytest.mark.parametrize("size", ["0", "101", "x", "-1", "1e3"])
    def test_no_page_is_longer_than_a_hundred(self, client, doctors, size):
        get(client, f"/doctors/?size={size}", status=404)
