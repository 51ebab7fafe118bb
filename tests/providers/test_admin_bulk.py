"""Changing many doctors at once: asked first, said afterwards, kept in the history, true in the search."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from drez_site.foundation.history import versions as history
from providers.admin import bulk
from providers.models import Offering, Practice, Provider, SearchEntry
from tests.kit.directory import make_doctor, make_language, make_location
from tests.kit.search_index import wrong_entries

pytestmark = pytest.mark.django_db
LIST = "admin:providers_provider_changelist"


@pytest.fixture
def doctors(drez, drg):
    """One who does both operations, one who does none and practices nowhere."""
    place = make_location("North Clinic")
    busy = make_doctor("Busy", place, does=[drez, drg], speaks=[make_language()])
    busy.practices.update(accepting_new_patients=True, checked_on=date(2026, 1, 5))
    idle = make_doctor("Idle", is_listed=False)
    return busy, idle


def act(client, name, doctors, **more):
    fields = {"action": name, "_selected_action": [doctor.pk for doctor in doctors]}
    return client.post(reverse(LIST), fields | more, follow=True)


def changed_by(doctor) -> list:
    return [version.who for version in history.versions(doctor)]


@pytest.mark.parametrize(
    ("name", "question", "effect"),
    [
        ("confirmed_today", "Did the office of 1 doctor confirm", "DREZ lesioning, DRG stimulation"),
        ("ask_again", "Forget whether 1 doctor takes new patients?", "North Clinic, Durham, NC"),
        ("take_off", "Take 1 doctor off the site", "will be hidden"),
    ],
)
def test_it_asks_first_and_says_what_would_happen_to_whom(admin_client, doctors, name, question, effect):
    busy, idle = doctors
    before = history.current_state(busy)
    page = act(admin_client, name, doctors).text
    assert question in page
    assert f"<b>{busy}</b>: {effect}" in page
    assert "Nothing changes for 1 doctor:" in page and str(idle) in page
    assert history.current_state(busy) == before


def test_confirmed_with_the_office_today(admin_client, admin_user, doctors):
    busy, _idle = doctors
    page = act(admin_client, "confirmed_today", doctors, confirmed="Yes").text
    assert "1 doctor: operations confirmed with the office on" in page
    assert {each.confirmed_on for each in Offering.objects.all()} == {timezone.localdate()}
    kept = Offering.history.first()
    assert (kept.history_user, kept.by_superuser) == (admin_user, True)
    assert kept.history_change_reason == "Operations confirmed with the office today"
    assert "Nothing to change" in act(admin_client, "confirmed_today", doctors).text
    assert act(admin_client, "confirmed_today", doctors, confirmed="Yes").status_code == 200
    assert Offering.history.count() == 2


def test_ask_again(admin_client, doctors):
    page = act(admin_client, "ask_again", doctors, confirmed="Yes").text
    assert "whether new patients are taken is now unknown" in page
    practice = Practice.objects.get()
    assert (practice.accepting_new_patients, practice.checked_on) == (None, None)


def test_off_the_site_and_back(admin_client, client, doctors):
    busy, idle = doctors
    assert "1 doctor is off the site" in act(admin_client, "take_off", [busy], confirmed="Yes").text
    assert client.get(busy.get_absolute_url()).status_code == 410
    assert SearchEntry.objects.count() == 0
    assert "2 doctors are on the site" in act(admin_client, "put_on", [busy, idle], confirmed="Yes").text
    assert client.get(busy.get_absolute_url()).status_code == 200
    assert SearchEntry.objects.count() == 1 and wrong_entries() == 0


def test_a_list_keeps_its_languages_in_the_history(admin_client, doctors):
    busy, _idle = doctors
    act(admin_client, "take_off", [busy], confirmed="Yes")
    busy.refresh_from_db()
    kept = history.versions(busy)[0].state[Provider, busy.pk]
    assert kept["languages"] == {busy.languages.get().pk} and kept["is_listed"] is False


def test_only_those_whom_the_page_named_change(admin_client, doctors, drez):
    other = make_doctor("Other", does=[drez])
    act(admin_client, "confirmed_today", doctors, confirmed="Yes")
    assert other.offerings.get().confirmed_on is None


@pytest.mark.parametrize(("more", "queries"), [({}, 19), ({"confirmed": "Yes"}, 29)], ids=["ask", "do"])
@pytest.mark.parametrize("number", [2, 50])
def test_the_work_does_not_grow_with_the_number_of_doctors(
    admin_client, drez, django_assert_num_queries, number, more, queries
):
    doctors = [make_doctor(f"Many {n}", does=[drez]) for n in range(number)]
    admin_client.get(reverse(LIST))
    fields = {"action": "confirmed_today", "_selected_action": [doctor.pk for doctor in doctors]}
    with django_assert_num_queries(queries):
        admin_client.post(reverse(LIST), fields | more)


def test_too_many_at_once_are_refused(admin_client, doctors, monkeypatch):
    monkeypatch.setattr(bulk, "MOST_AT_ONCE", 1)
    page = act(admin_client, "take_off", doctors, confirmed="Yes").text
    assert "Choose at most 1 doctors at a time. Nothing was changed." in page
    assert Provider.objects.filter(is_listed=True).count() == 1
