"""The nearest doctors, on the page of an operation."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from procedures.models import Procedure
from providers.freshness import oldest_good_confirmation
from providers.models import Offering, Place
from providers.templatetags.find_a_doctor import nearest_doctors
from tests.kit.directory import make_doctor, make_location
from tests.kit.places import make_town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country", "drez", "drg")]


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
        assert (panel.place, panel.cards, panel.listed.doctors, panel.error) == (None, (), 1, "")
        assert panel.total_text == "1 doctor is listed for it, but not confirmed: call to check."
        assert panel.see_all_url == "/doctors/?procedure=drez-lesioning"

    def test_a_place_off_the_map_that_may_be_near_is_named(self, drez):
        lost = make_location("Lost Clinic", at=None, zip_code="27701")
        make_doctor("Lost", lost, does=[drez])
        make_doctor("Other", make_location("Other Clinic", at=None, zip_code="27701"))
        (maybe_near,) = self.panel(near="27710").maybe_near
        assert [link.url for link in maybe_near.links] == [lost.get_absolute_url()]
        assert not self.panel().maybe_near

    def test_near_me_is_told_of_no_button_that_articles_lack(self, client, drez):
        error = self.panel(near="near me").error
        assert error == "We do not know where you are. Type your ZIP code or city."
        found = client.get("/doctors/?near=near me").context["form"].errors["near"][0]
        assert "“Use my location”" in found

    def test_the_nearest_three(self, drez, django_assert_num_queries):
        for i in range(5):
            make_doctor(f"D{i}", make_location(at=(36 + i, -79)), does=[drez])
        with django_assert_num_queries(
            6
        ):  # the operation, then place, count, page, who is off the map, cards
            panel = self.panel(near="27710")
        assert [card.name for card in panel.cards] == ["Dr. Terry D0", "Dr. Terry D1", "Dr. Terry D2"]
        assert panel.total_text == "5 doctors are listed for it, but not confirmed: call to check."
        assert panel.see_all_url == "/doctors/?near=27710&procedure=drez-lesioning"
        assert panel.see_all_text == "See all of them, nearest first"

    @pytest.mark.parametrize(
        ("confirmed_on", "words"),
        [
            (
                lambda today: [today, oldest_good_confirmation(today), None],
                "2 doctors on our list do this operation: their offices told us so. "
                "1 doctor is listed for it, but not confirmed: call to check.",
            ),
            (
                lambda today: [today, oldest_good_confirmation(today) - timedelta(days=1), None],
                "1 doctor on our list does this operation: the office told us so. "
                "2 doctors are listed for it, but not confirmed: call to check.",
            ),
            (
                lambda today: [today],
                "1 doctor on our list does this operation: the office told us so.",
            ),
        ],
        ids=["two of three", "one too long ago", "all"],
    )
    @pytest.mark.parametrize("near", [{}, {"near": "27710"}], ids=["anywhere", "near a place"])
    def test_whom_nobody_confirmed_is_not_counted_as_doing_it(self, drez, drg, confirmed_on, words, near):
        first, second = make_location(), make_location(at=None)
        for number, day in enumerate(confirmed_on(timezone.localdate())):
            doctor = make_doctor(f"D{number}", first, second, does=[drez, drg])
            Offering.objects.filter(provider=doctor, procedure=drez).update(confirmed_on=day)
        hidden = make_doctor("Hidden", first, does=[drez], is_listed=False)
        Offering.objects.filter(provider=hidden).update(confirmed_on=timezone.localdate())
        assert self.panel(**near).total_text == words

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
        assert panel.listed.doctors == 1
        assert panel.see_all_url == "/doctors/?procedure=drez-lesioning"

    def test_nobody(self):
        panel = self.panel(near="27710")
        assert panel.total_text == "We list no doctors for this operation yet."
        assert (panel.see_all_url, panel.see_all_text) == ("", "")

    def test_a_place_in_doubt_says_what_else_it_may_be_and_keeps_the_words(self, drez):
        make_doctor("Near", make_location("Near Clinic"), does=[drez])
        make_town("Huston", "ID")
        make_town("Houston", "TX", zip_count=190)
        panel = self.panel(near="Huston")
        assert panel.place.label == "Huston, ID"
        assert [(link.text, link.url) for link in panel.namesakes.choices] == [
            ("Houston, TX", "/procedures/drez-lesioning/?near=Houston%2C+TX#find")
        ]
        assert panel.see_all_url == "/doctors/?near=Huston&procedure=drez-lesioning"
        guessed = self.panel(near="Ashevile NC")
        assert guessed.namesakes.note == "We read “Ashevile NC” as Asheville, NC."
        assert guessed.see_all_url == "/doctors/?near=Ashevile+NC&procedure=drez-lesioning"

    def test_a_state_with_the_name_of_the_city_leads_to_the_question_where_in_it(self, drez):
        make_doctor("Near", make_location("Near Clinic"), does=[drez])
        Place.objects.filter(kind="city", name="Washington").update(zip_count=20)
        panel = self.panel(near="Washington")
        assert panel.namesakes.question == "Not this Washington? Choose yours:"
        assert [(link.text, link.url) for link in panel.namesakes.choices] == [
            ("Washington, the state", "/procedures/drez-lesioning/?near=Washington+State#find")
        ]
        assert panel.see_all_url == "/doctors/?near=Washington&procedure=drez-lesioning"

    def test_a_place_beyond_doubt_has_no_word_of_another(self, drez):
        make_doctor("Near", make_location("Near Clinic"), does=[drez])
        panel = self.panel(near=" durham,nc ")
        assert panel.namesakes is None
        assert panel.see_all_url == "/doctors/?near=Durham%2C+NC&procedure=drez-lesioning"


@pytest.mark.parametrize(
    ("near", "words"),
    [
        ("TX 27710", ["The ZIP code and the state that you typed do not belong together."]),
        ("NC", ["Where in North Carolina are you?", "A state is too large to measure from."]),
        ("Research Triangle", ["Where in Research Triangle are you?", "Choose the nearest of its towns"]),
        ("Paris", ["Do you mean Paris, TX?", "Is your place in another country?"]),
        ("Springfield", ["Which Springfield do you mean?", "Not in the list? Search again"]),
    ],
)
def test_an_article_asks_which_place_in_the_words_of_the_finder(client, loaded, near, words):
    page, finder = (
        client.get(path, {"near": near}).text for path in ("/procedures/drg-stimulation/", "/doctors/")
    )
    assert [each for each in words if each not in page] == []
    assert [each for each in words if each not in finder] == []


def test_an_article_offers_what_else_the_words_may_mean(client, loaded):
    Place.objects.filter(kind="city", name="Washington").update(zip_count=20)
    for prefix, words in (("", "Washington, the state"), ("/es", "Washington, el estado")):
        path = f"{prefix}/procedures/drg-stimulation/"
        page = client.get(path, {"near": "Washington"}).text
        assert words in page and f'href="{path}?near=Washington+State#' in page
        assert f'href="{prefix}/doctors/?near=Washington&amp;procedure=drg-stimulation"' in page
