"""The nearest doctors, on the page of an operation."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from procedures.models import Procedure
from providers.freshness import oldest_good_confirmation
from providers.models import Offering
from providers.templatetags.find_a_doctor import nearest_doctors
from tests.kit.directory import make_doctor, make_location

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
