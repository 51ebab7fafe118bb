"""Staff keep the directory in the admin."""

import re
import threading
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from django.db import OperationalError, connection, transaction
from django.urls import reverse
from psycopg.errors import DeadlockDetected

from drez_site.clinic.models import ClinicProfile
from drez_site.foundation.history import versions as history
from drez_site.foundation.write_lock import run_exclusively
from providers.admin import ProviderAdmin, queues
from providers.models import Location, Offering, Place, Practice, Provider, SearchEntry
from tests.kit.staff_accounts import make_staff

from . import factories

pytestmark = pytest.mark.django_db
NO_INLINES = {
    f"{prefix}-{name}": 0
    for prefix in ("offerings", "practices", "board_certifications", "state_licenses", "photo")
    for name in ("TOTAL_FORMS", "INITIAL_FORMS")
}


def doctor_form(**fields) -> dict:
    return {
        "honorific": "Dr.",
        "given_name": "Terry",
        "family_name": "New",
        "credentials": "MD",
        "slug": "terry-new",
        "is_listed": "on",
        "biography": "",
        "video_first_visit": "unknown",
        "referral_needed": "true",
        "npi": "",
        **NO_INLINES,
        **fields,
    }


@pytest.mark.parametrize("model", ["provider", "location", "specialty", "language", "place"])
def test_lists_and_forms_open(admin_client, country, drez, model):
    provider = factories.doctor(
        "Open",
        factories.location(),
        does=[drez],
        specialties=[factories.specialty()],
        speaks=[factories.language()],
    )
    row = Place.objects.first() if model == "place" else None
    row = (
        row
        or {
            "provider": provider,
            "location": Location.objects.get(),
            "specialty": provider.specialties.first(),
            "language": provider.languages.first(),
        }[model]
    )
    assert admin_client.get(reverse(f"admin:providers_{model}_changelist"), {"q": "27710"}).status_code == 200
    assert admin_client.get(reverse(f"admin:providers_{model}_change", args=[row.pk])).status_code == 200
    added = admin_client.get(reverse(f"admin:providers_{model}_add"))
    assert added.status_code == (403 if model == "place" else 200)


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_a_new_doctor_with_a_practice_can_be_found_at_once(admin_client, drez, is_demonstration):
    ClinicProfile(is_demonstration=is_demonstration).save()
    place = factories.location(is_demonstration=is_demonstration)
    response = admin_client.post(
        reverse("admin:providers_provider_add"),
        doctor_form(
            **{
                "offerings-TOTAL_FORMS": 1,
                "offerings-0-procedure": drez.pk,
                "offerings-0-confirmed_on": "2026-10-12",
                "practices-TOTAL_FORMS": 1,
                "practices-0-location": place.pk,
                "practices-0-phone": "",
                "practices-0-accepting_new_patients": "unknown",
                "practices-0-checked_on": "",
            }
        ),
    )
    assert response.status_code == 302, response.context["errors"]
    provider = Provider.objects.get()
    assert provider.is_demonstration == is_demonstration
    assert (provider.video_first_visit, provider.referral_needed, provider.npi) == (None, True, None)
    assert Practice.objects.get().accepting_new_patients is None
    assert Offering.objects.get().confirmed_on.year == 2026
    assert SearchEntry.objects.get().provider == provider


def test_a_change_keeps_what_the_row_is(admin_client):
    provider = factories.doctor("Kept", is_demonstration=True)
    response = admin_client.post(
        reverse("admin:providers_provider_change", args=[provider.pk]), doctor_form(family_name="Changed")
    )
    assert response.status_code == 302
    provider.refresh_from_db()
    assert (provider.family_name, provider.is_demonstration) == ("Changed", True)


def test_errors_say_what_to_do(admin_client):
    response = admin_client.post(reverse("admin:providers_provider_add"), doctor_form(npi="1234567890"))
    assert "The last digit does not fit the others. Please copy the NPI again." in response.content.decode()


def test_places_that_are_not_on_the_map_can_be_listed(admin_client):
    factories.location("Found")
    factories.location("Lost", at=None)
    response = admin_client.get(reverse("admin:providers_location_changelist"), {"latitude__isempty": "1"})
    assert [place.name for place in response.context["cl"].result_list] == ["Lost"]


class TestLists:
    """What people decide from, in one glance and in a fixed number of queries."""

    @pytest.fixture
    def directory(self, drez, drg):
        here, lost = factories.location("Here Clinic"), factories.location("Lost Clinic", at=None, state="VA")
        fresh = factories.doctor("Fresh", here, does=[drez])
        fresh.offerings.update(confirmed_on=date(2026, 10, 12))
        fresh.practices.update(accepting_new_patients=True, checked_on=date(2026, 10, 12))
        stale = factories.doctor("Stale", here, lost, does=[drez, drg])
        stale.offerings.update(confirmed_on=date(2025, 10, 12))
        stale.practices.update(accepting_new_patients=False, checked_on=date(2026, 3, 12))
        factories.doctor("Nowhere", is_listed=False)

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
        place = factories.location("Table Clinic")
        for number, (asked, confirmed) in enumerate(
            [(None, None), (date(2026, 8, 23), date(2025, 11, 21)), (date(2026, 8, 22), date(2025, 11, 20))]
        ):
            doctor = factories.doctor(f"Case {number}", place, does=[drez])
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
        places = [factories.location(f"Place {n}") for n in range(4)]

        def more(number):
            for n in range(number):
                factories.doctor(f"Doctor {n}", *places[: n % 4], does=[drez, drg][: n % 3])

        more(3)
        for model, queries in (("provider", 12), ("location", 7)):
            address = reverse(f"admin:providers_{model}_changelist")
            admin_client.get(address)
            with django_assert_num_queries(queries):
                admin_client.get(address, {"all": ""})
        more(197)
        for n in range(196):
            factories.location(f"Other {n}")
        for model, queries in (("provider", 12), ("location", 7)):
            with django_assert_num_queries(queries):
                response = admin_client.get(reverse(f"admin:providers_{model}_changelist"), {"all": ""})
            assert len(response.context["cl"].result_list) == 200


@pytest.mark.parametrize(
    "typed", ["(919) 555-0134", "919-555-0134", "919.555.0134", "1 919 555 0134", "+1 (919) 555-0134"]
)
def test_a_phone_is_read_as_people_write_it(admin_client, typed):
    place = factories.location(phone="")
    address = reverse("admin:providers_location_change", args=[place.pk])
    form = admin_client.get(address).context["adminform"].form
    fields = {name: form[name].value() or "" for name in form.fields}
    assert admin_client.post(address, fields | {"phone": typed}).status_code == 302
    place.refresh_from_db()
    assert place.phone == "+19195550134"
    assert 'value="(919) 555-0134"' in admin_client.get(address).text
    response = admin_client.post(address, fields | {"phone": "555-0134"})
    assert "Enter a US number with area code, like (919) 555-0134." in response.text
    assert 'value="555-0134"' in response.text


def test_an_answer_about_new_patients_needs_its_day(admin_client):
    response = admin_client.post(
        reverse("admin:providers_provider_add"),
        doctor_form(
            **{
                "practices-TOTAL_FORMS": 1,
                "practices-0-location": factories.location().pk,
                "practices-0-phone": "",
                "practices-0-accepting_new_patients": "true",
                "practices-0-checked_on": "",
            }
        ),
    )
    assert "Enter the day on which you asked." in response.text
    assert Provider.objects.count() == 0


class TestHistoryPages:
    """Versions are told apart by their transactions, so these tests commit."""

    pytestmark = pytest.mark.django_db(transaction=True)

    def test_see_and_put_back(self, admin_client, client, transactional_db, drez):
        with transaction.atomic():
            provider = factories.recorded(factories.doctor("Before", factories.location(), does=[drez]))
        admin_client.post(
            reverse("admin:providers_provider_change", args=[provider.pk]),
            doctor_form(family_name="After", slug=provider.slug)
            | {"offerings-INITIAL_FORMS": 0, "practices-INITIAL_FORMS": 0},
        )
        page = admin_client.get(reverse("admin:providers_provider_history", args=[provider.pk])).text
        assert "<del>Before</del>" in page and "<ins>After</ins>" in page
        assert "(as superuser)" in page and "Entered for a test" in page
        assert page.count("Put back the version of") == 1
        address = re.search(r'href="([^"]+/history/\d{8}T\d+/)"', page)[1]
        question = admin_client.get(address).text
        assert "<del>After</del>" in question and "<ins>Before</ins>" in question
        assert Provider.objects.get().family_name == "After"
        done = admin_client.post(address, follow=True)
        assert "The old version is back." in done.text
        assert "Put back the version of" in done.text
        assert "Before" in client.get(provider.get_absolute_url()).text
        assert SearchEntry.objects.get().sort_name.startswith("before")

    def test_a_version_that_cannot_come_back_says_why(self, admin_client, transactional_db):
        provider = factories.doctor("First", slug="first")
        provider.slug = "second"
        provider.save()
        factories.doctor("Other", slug="first")
        version = history.versions(provider)[-1]
        address = reverse("admin:providers_provider_put_back", args=[provider.pk, version.key])
        page = admin_client.post(address, follow=True).text
        assert "already exists" in page
        provider.refresh_from_db()
        assert provider.slug == "second"

    def test_who_may_look_and_who_may_put_back(self, client, transactional_db):
        provider = factories.doctor("First")
        looking = reverse("admin:providers_provider_history", args=[provider.pk])
        putting = reverse(
            "admin:providers_provider_put_back", args=[provider.pk, history.versions(provider)[0].key]
        )
        for group, look, put in (("Directory editor", 200, 200), ("Author", 403, 403)):
            client.force_login(make_staff(group, group=group))
            assert client.get(looking).status_code == look
            assert client.get(putting).status_code == client.post(putting, follow=True).status_code == put

    @pytest.mark.parametrize("model", ["location", "specialty", "language"])
    def test_every_list_has_it(self, admin_client, transactional_db, model):
        row = {
            "location": factories.location,
            "specialty": factories.specialty,
            "language": factories.language,
        }
        page = admin_client.get(reverse(f"admin:providers_{model}_history", args=[row[model]().pk]))
        assert page.status_code == 200 and "This is how it is now." in page.text

    def test_no_such_version(self, admin_client, transactional_db):
        provider = factories.doctor("First")
        address = reverse("admin:providers_provider_put_back", args=[provider.pk, "20200101T000000000000"])
        assert admin_client.get(address).status_code == 404


class TestSomebodyElseSavedMeanwhile:
    pytestmark = pytest.mark.django_db(transaction=True)

    def test_they_are_told_and_may_write_over_it(self, admin_client, transactional_db):
        provider = factories.doctor("First")
        address = reverse("admin:providers_provider_change", args=[provider.pk])
        seen = admin_client.get(address).context["seen"]
        provider._history_user = make_staff("Kim")
        provider.family_name = "Kims"
        provider.save()
        mine = doctor_form(family_name="Mine", slug=provider.slug)
        response = admin_client.post(address, mine | {"seen": seen})
        assert "Kim saved this after you opened it." in response.text
        assert 'value="Mine"' in response.text
        provider.refresh_from_db()
        assert provider.family_name == "Kims"
        assert admin_client.post(address, mine | {"seen": response.context["seen"]}).status_code == 302
        provider.refresh_from_db()
        assert provider.family_name == "Mine"

    def test_a_change_of_a_part_counts(self, admin_client, transactional_db, drez):
        provider = factories.doctor("First", does=[drez])
        address = reverse("admin:providers_provider_change", args=[provider.pk])
        seen = admin_client.get(address).context["seen"]
        provider.offerings.get().save()
        response = admin_client.post(address, doctor_form(slug=provider.slug) | {"seen": seen})
        assert "A command saved this after you opened it." in response.text

    def test_the_page_as_opened_saves(self, admin_client, transactional_db):
        provider = factories.doctor("First")
        address = reverse("admin:providers_provider_change", args=[provider.pk])
        page = admin_client.get(address)
        assert f'<input type="hidden" name="seen" value="{page.context["seen"]}">' in page.text
        fields = doctor_form(slug=provider.slug) | {"seen": page.context["seen"]}
        assert admin_client.post(address, fields).status_code == 302


class TestTwoWriters:
    pytestmark = pytest.mark.django_db(transaction=True)

    def test_a_doctor_and_its_place_at_once(self, transactional_db, drez):
        """Each locks what the other needs next; without the one lock PostgreSQL ends one of them."""
        place = factories.location()
        provider = factories.doctor("Raced", place, does=[drez])
        errors, met = [], threading.Barrier(2, timeout=5)

        def meet():
            with suppress(threading.BrokenBarrierError):
                met.wait(0.3)

        def save_doctor():
            provider.save()
            meet()
            provider.practices.get().save()

        def save_place():
            with connection.cursor() as cursor:
                cursor.execute("SELECT FROM providers_location WHERE id = %s FOR UPDATE", [place.pk])
            meet()
            place.save()

        def run(work):
            try:
                run_exclusively(work)
            except Exception as error:
                errors.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=run, args=[work]) for work in (save_doctor, save_place)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert errors == []

    def test_a_deadlock_is_tried_once_more_and_then_told(self, admin_client, transactional_db, monkeypatch):
        provider = factories.doctor("Raced")
        calls = []

        def deadlock(*args, **kwargs):
            calls.append(args)
            raise OperationalError("deadlock detected") from DeadlockDetected()

        monkeypatch.setattr(ProviderAdmin, "save_model", deadlock)
        address = reverse("admin:providers_provider_change", args=[provider.pk])
        response = admin_client.post(address, doctor_form(), follow=True)
        assert len(calls) == 2
        assert "Somebody else saved the same rows" in response.text

    def test_other_faults_are_not_taken_for_deadlocks(self, transactional_db):
        def fail():
            raise OperationalError("gone")

        with pytest.raises(OperationalError, match="gone"):
            run_exclusively(fail)
