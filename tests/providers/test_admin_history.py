"""The history of a row in the admin, and what happens when two people save at once."""

import re
import threading
from contextlib import suppress
from datetime import date

import pytest
from django.db import OperationalError, connection, transaction
from django.urls import reverse
from psycopg.errors import DeadlockDetected

from drez_site.foundation.history import versions as history
from drez_site.foundation.write_lock import run_exclusively
from providers.admin import ProviderAdmin
from providers.models import Provider, SearchEntry
from tests.kit.browser_forms import Form
from tests.kit.directory import make_doctor, make_language, make_location, make_specialty, recorded
from tests.kit.directory_forms import doctor_form
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db


class TestHistoryPages:
    """Versions are told apart by their transactions, so these tests commit."""

    pytestmark = pytest.mark.django_db(transaction=True)

    def test_see_and_put_back(self, admin_client, client, transactional_db, drez):
        with transaction.atomic():
            provider = recorded(make_doctor("Ames", make_location(), does=[drez]))
        admin_client.post(
            reverse("admin:providers_provider_change", args=[provider.pk]),
            doctor_form(family_name="Bose", slug=provider.slug)
            | {"offerings-INITIAL_FORMS": 0, "practices-INITIAL_FORMS": 0},
        )
        page = admin_client.get(reverse("admin:providers_provider_history", args=[provider.pk])).text
        assert "<del>Ames</del>" in page and "<ins>Bose</ins>" in page
        assert "(as superuser)" in page and "Entered for a test" in page
        assert page.count("Put back the version of") == 1
        address = re.search(r'href="([^"]+/history/\d{8}T\d+/)"', page)[1]
        question = admin_client.get(address).text
        assert "<del>Bose</del>" in question and "<ins>Ames</ins>" in question
        assert Provider.objects.get().family_name == "Bose"
        done = admin_client.post(address, follow=True)
        assert "The old version is back." in done.text
        assert "Put back the version of" in done.text
        assert "Ames" in client.get(provider.get_absolute_url()).text
        assert SearchEntry.objects.get().sort_name.startswith("ames")

    def test_a_version_that_cannot_come_back_says_why(self, admin_client, transactional_db):
        provider = make_doctor("First", slug="first")
        provider.slug = "second"
        provider.save()
        make_doctor("Other", slug="first")
        version = history.versions(provider)[-1]
        address = reverse("admin:providers_provider_put_back", args=[provider.pk, version.key])
        page = admin_client.post(address, follow=True).text
        assert "already exists" in page
        provider.refresh_from_db()
        assert provider.slug == "second"

    def test_who_may_look_and_who_may_put_back(self, client, transactional_db):
        provider = make_doctor("First")
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
            "location": make_location,
            "specialty": make_specialty,
            "language": make_language,
        }
        page = admin_client.get(reverse(f"admin:providers_{model}_history", args=[row[model]().pk]))
        assert page.status_code == 200 and "This is how it is now." in page.text

    def test_no_such_version(self, admin_client, transactional_db):
        provider = make_doctor("First")
        address = reverse("admin:providers_provider_put_back", args=[provider.pk, "20200101T000000000000"])
        assert admin_client.get(address).status_code == 404


class TestSomebodyElseSavedMeanwhile:
    pytestmark = pytest.mark.django_db(transaction=True)

    def test_they_are_told_and_may_write_over_it(self, admin_client, transactional_db):
        provider = make_doctor("First")
        address = reverse("admin:providers_provider_change", args=[provider.pk])
        opened = Form(admin_client.get(address).text, having="_save")
        provider._history_user = make_staff("Kim")
        provider.family_name = "Kims"
        provider.save()
        refused = admin_client.post(address, opened.data(family_name="Mine"))
        assert "Kim saved this page after you opened it." in refused.text
        again = Form(refused.text, having="_save")
        assert again.fields["family_name"] == "Mine"
        provider.refresh_from_db()
        assert provider.family_name == "Kims"
        assert admin_client.post(address, again.data()).status_code == 302
        provider.refresh_from_db()
        assert provider.family_name == "Mine"

    def test_a_change_of_a_part_counts(self, admin_client, transactional_db, drez):
        provider = make_doctor("First", does=[drez])
        address = reverse("admin:providers_provider_change", args=[provider.pk])
        opened = Form(admin_client.get(address).text, having="_save")
        offering = provider.offerings.get()
        offering.confirmed_on = date(2026, 1, 5)
        offering.save()
        refused = admin_client.post(address, opened.data(biography="Mine."))
        assert "a command saved this page after you opened it." in refused.text
        (change,) = refused.context["meanwhile"].differences
        assert change.label.endswith(": Confirmed on") and (change.saved, change.typed) == ("2026-01-05", "")

    def test_a_save_that_changed_nothing_stands_in_nobodys_way(self, admin_client, transactional_db, drez):
        provider = make_doctor("First", does=[drez])
        address = reverse("admin:providers_provider_change", args=[provider.pk])
        opened = Form(admin_client.get(address).text, having="_save")
        provider.save()
        assert admin_client.post(address, opened.data(biography="Mine.")).status_code == 302


class TestConcurrentEdit:
    pytestmark = pytest.mark.django_db(transaction=True)

    def test_a_doctor_and_its_place_at_once(self, transactional_db, drez):
        """Each locks what the other needs next; without the one lock PostgreSQL ends one of them."""
        place = make_location()
        provider = make_doctor("Raced", place, does=[drez])
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
        provider = make_doctor("Raced")
        calls = []

        def deadlock(*args, **kwargs):
            calls.append(args)
            raise OperationalError("deadlock detected") from DeadlockDetected()

        monkeypatch.setattr(ProviderAdmin, "save_model", deadlock)
        address = reverse("admin:providers_provider_change", args=[provider.pk])
        response = admin_client.post(address, doctor_form(), follow=True)
        assert len(calls) == 2
        assert "Somebody else was saving at the same moment" in response.text

    def test_other_faults_are_not_taken_for_deadlocks(self, transactional_db):
        def fail():
            raise OperationalError("gone")

        with pytest.raises(OperationalError, match="gone"):
            run_exclusively(fail)
