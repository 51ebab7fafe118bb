"""The nearest doctors, on the page of an operation."""

import pytest
from django.test import RequestFactory

from procedures.models import Procedure
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
        assert (panel.place, panel.cards, panel.total, panel.error) == (None, (), 1, "")
        assert panel.total_text == "1 doctor on our list does this operation."
        assert panel.see_all_url == "/doctors/?procedure=drez-lesioning"

    def test_the_nearest_three(self, drez, django_assert_num_queries):
        for i in range(5):
            make_doctor(f"D{i}", make_location(at=(36 + i, -79)), does=[drez])
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
