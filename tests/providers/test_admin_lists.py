"""The lists of the directory in the admin: columns, filters, queues, and their cost."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from providers.admin import queues
from providers.models import NppesRelease, Proposal, Provider
from tests.kit.directory import make_doctor, make_location

pytestmark = pytest.mark.django_db


class TestLists:
    """What people decide from, in one glance and in a fixed number of queries."""

    @pytest.fixture
    def directory(self, drez, drg):
        here, lost = make_location("Here Clinic"), make_location("Lost Clinic", at=None, state="VA")
        fresh = make_doctor("Fresh", here, does=[drez])
        fresh.offerings.update(confirmed_on=date(2026, 10, 12))
        fresh.practices.update(accepting_new_patients=True, checked_on=date(2026, 10, 12))
        stale = make_doctor("Stale", here, lost, does=[drez, drg])
        stale.offerings.update(confirmed_on=date(2025, 10, 12))
        stale.practices.update(accepting_new_patients=False, checked_on=date(2026, 3, 12))
        make_doctor("Nowhere", is_listed=False)

    @pytest.fixture(autouse=True)
    def today(self, clock):
        clock(datetime(2026, 11, 21, 15, tzinfo=UTC))

    @staticmethod
    def listed(client, **query) -> list[str]:
        response = client.get(reverse("admin:providers_provider_changelist"), query)
        assert response.status_code == 200
        return [doctor.family_name for doctor in response.context["cl"].result_list]

    def test_columns(self, admin_client, directory):
        page = admin_client.get(reverse("admin:providers_provider_changelist")).text
        for words in (
            "DREZ lesioning: confirmed October 2026",
            "DRG stimulation: call to check",
            "Here Clinic, Durham, NC",
            "Lost Clinic, Durham, VA (not on the map)",
            "yes, asked October 2026",
            "too old, asked March 2026",
            "Confirm operations",
            "Ask about new patients",
        ):
            assert words in page, words

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ({}, ["Fresh", "Nowhere", "Stale"]),
            ({"waiting": "confirm"}, ["Stale"]),
            ({"waiting": "ask"}, ["Stale"]),
            ({"waiting": "no-place"}, ["Nowhere"]),
            ({"is_listed__exact": "0"}, ["Nowhere"]),
            ({"places": "none"}, ["Nowhere"]),
            ({"places": "unplaced"}, ["Stale"]),
            ({"state": "VA"}, ["Stale"]),
            ({"state": "NC"}, ["Fresh", "Stale"]),
            ({"is_demonstration__exact": "1"}, []),
            ({"q": "fresh"}, ["Fresh"]),
            ({"q": "dr. fresh"}, ["Fresh"]),
            ({"q": "lost clinic"}, ["Stale"]),
            ({"q": "durham"}, ["Fresh", "Stale"]),
        ],
    )
    def test_filters_and_search(self, admin_client, directory, query, names):
        assert self.listed(admin_client, **query) == names

    def test_search_by_npi_and_operation(self, admin_client, directory, drg):
        Provider.objects.filter(family_name="Fresh").update(npi="1234567893")
        assert self.listed(admin_client, q="1234567893") == ["Fresh"]
        assert self.listed(admin_client, offerings__procedure__id__exact=drg.pk) == ["Stale"]

    def test_what_a_row_says_is_what_the_queues_find(self, admin_client, directory, drez):
        """One rule as a queryset and as words in a row, over every kind of answer."""
        place = make_location("Table Clinic")
        for number, (asked, confirmed) in enumerate(
            [(None, None), (date(2026, 8, 23), date(2026, 8, 23)), (date(2026, 8, 22), date(2026, 8, 22))]
        ):
            doctor = make_doctor(f"Case {number}", place, does=[drez])
            doctor.practices.update(accepting_new_patients=True, checked_on=asked)
            doctor.offerings.update(confirmed_on=confirmed)
        response = admin_client.get(reverse("admin:providers_provider_changelist"))
        to_do = response.context["cl"].model_admin.to_do
        rows = {doctor.pk: to_do(doctor) for doctor in response.context["cl"].result_list}
        for words, waiting in (
            ("Confirm operations", queues.to_confirm(Provider.objects.all(), None)),
            ("Ask about new patients", queues.to_ask_again(Provider.objects.all(), None)),
        ):
            said = {pk for pk, text in rows.items() if words in text}
            assert said == set(waiting.values_list("pk", flat=True)) and len(said) == 3

    def test_the_number_of_queries_does_not_grow(self, admin_client, drez, drg, django_assert_num_queries):
        places = [make_location(f"Place {n}") for n in range(4)]

        def more(number):
            for n in range(number):
                make_doctor(f"Doctor {n}", *places[: n % 4], does=[drez, drg][: n % 3])

        more(3)
        for model, queries in (("provider", 14), ("location", 9)):
            address = reverse(f"admin:providers_{model}_changelist")
            admin_client.get(address)
            with django_assert_num_queries(queries):
                admin_client.get(address, {"all": ""})
        more(57)
        for n in range(56):
            make_location(f"Other {n}")
        for model, queries in (("provider", 14), ("location", 9)):
            with django_assert_num_queries(queries):
                response = admin_client.get(reverse(f"admin:providers_{model}_changelist"), {"all": ""})
            assert len(response.context["cl"].result_list) == 60


def test_an_empty_list_of_proposals_says_how_it_fills(admin_client):
    address = reverse("admin:providers_proposal_changelist")
    page = admin_client.get(address).text
    assert "No release of the national register (NPPES) has been read yet." in page and "import_nppes" in page
    NppesRelease.objects.create(released=date(2026, 8, 9))
    page = admin_client.get(address).text
    assert "The last release that was read is of August 9, 2026" in page and '"?state=all"' in page
    assert "The last release" not in admin_client.get(address, {"state": "all"}).text


def test_a_list_of_proposals_looks_for_doctors_once(admin_client, django_assert_max_num_queries):
    address = reverse("admin:providers_proposal_changelist")
    for number, npi in enumerate(("1093000012", "1093000020", "1093000038")):
        make_doctor(f"Known{number}", npi=npi)
        Proposal.objects.create(
            npi=npi, fact="credentials", key="MD", value="MD", source="main", released="2026-08-09"
        )
    admin_client.get(address)
    with django_assert_max_num_queries(10):
        page = admin_client.get(address).text
    assert all(f"Known{number}" in page for number in range(3))
