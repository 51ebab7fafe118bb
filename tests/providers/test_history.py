"""Who changed what in the directory, and the way back.

The rows of one transaction are one version, so tests of versions commit.
"""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from drez_site.assembly import demonstration
from drez_site.clinic.models import ClinicProfile
from drez_site.foundation.history import versions as history
from providers.history import tracked
from providers.models import Location, Offering, Photo, Practice, Provider, SearchEntry
from tests.kit.directory import make_doctor, make_language, make_location, recorded
from tests.kit.search_index import wrong_entries
from tests.kit.staff_accounts import make_staff


def said(changes) -> list:
    return [
        (change.title, change.kind, [(f.label, f.before, f.after) for f in change.fields])
        for change in changes
    ]


@pytest.fixture
def provider(transactional_db, drez) -> Provider:
    """A doctor as one save made them: two places, one operation, one language."""
    with transaction.atomic():
        return recorded(
            make_doctor(
                "First",
                make_location("North Clinic"),
                make_location("South Clinic"),
                does=[drez],
                speaks=[make_language()],
            )
        )


class TestVersions:
    def test_one_save_is_one_version(self, provider, drg):
        spanish = provider.languages.get()
        with transaction.atomic():
            provider.family_name = "Second"
            provider.save()
            provider.languages.clear()
            provider.practices.get(location__name="North Clinic").delete()
            practice = provider.practices.get()
            practice.phone, practice.accepting_new_patients = "+19195550134", False
            practice.save()
            Offering.objects.create(provider=provider, procedure=drg, confirmed_on=date(2026, 10, 12))
        latest, first = history.versions(provider)
        assert said(latest.changes) == [
            ("", "changed", [("Family name", "First", "Second"), ("Languages", str(spanish), "empty")]),
            (
                "Operation offered: DRG stimulation",
                "added",
                [("Operation", "empty", "DRG stimulation"), ("Confirmed on", "empty", "October 12, 2026")],
            ),
            (
                "Practice: North Clinic, Durham, NC",
                "removed",
                [("Place of practice", "North Clinic, Durham, NC", "empty")],
            ),
            (
                "Practice: South Clinic, Durham, NC",
                "changed",
                [("Own phone", "empty", "(919) 555-0134"), ("Accepting new patients", "unknown", "no")],
            ),
        ]
        assert [change.kind for change in first.changes] == ["added"] * 4
        assert history.differences(provider, latest) == ()

    def test_how_somebody_knows_is_said_with_the_day_on_which_they_asked(self, provider):
        with transaction.atomic():
            practice = provider.practices.get(location__name="North Clinic")
            practice.accepting_new_patients, practice.checked_on = True, date(2026, 10, 12)
            practice.save()
        provider.practices.get(location__name="North Clinic").delete()
        (removed,) = said(history.versions(provider)[0].changes)
        labels = [label for label, _before, _after in removed[2]]
        assert labels == ["Place of practice", "Accepting new patients", "Asked on", "How you know"]

    def test_a_save_without_a_change_is_no_version(self, provider):
        provider.save()
        assert len(history.versions(provider)) == 1

    def test_long_texts_are_compared_word_by_word(self, provider):
        for text in ("Trained in two places.", "Trained in three places."):
            provider.biography = text
            provider.save()
        (change,) = history.versions(provider)[0].changes[0].fields
        assert change.runs == (
            ("kept", "Trained in"),
            ("removed", "two"),
            ("added", "three"),
            ("kept", "places."),
        )

    def test_the_work_is_the_same_for_many_versions(self, provider, django_assert_num_queries):
        with django_assert_num_queries(13):
            history.versions(provider)
        for number in range(30):
            provider.given_name = f"Terry {number}"
            provider.save()
        with django_assert_num_queries(13):
            assert len(history.versions(provider)) == 31

    def test_superusers_are_marked_for_what_they_were(self, provider):
        boss = make_staff("boss", is_superuser=True)
        provider._history_user = boss
        provider.family_name = "Bossed"
        provider.save()
        boss.is_superuser = False
        boss.save()
        version = history.versions(provider)[0]
        assert (version.who, version.by_superuser) == ("Boss", True)
        assert not history.versions(provider)[1].by_superuser


class TestPutBack:
    def test_everything_is_as_it_was(self, provider, drg):
        before = history.current_state(provider)
        with transaction.atomic():
            provider.family_name = "Wrong"
            provider.is_listed = False
            provider.save()
            provider.languages.clear()
            provider.practices.first().delete()
            Practice.objects.create(provider=provider, location=make_location("Wrong Clinic"))
            Offering.objects.all().delete()
            Offering.objects.create(provider=provider, procedure=drg)
        assert SearchEntry.objects.count() == 0
        _, first = history.versions(provider)
        history.put_back(provider, first)
        provider.refresh_from_db()
        assert history.current_state(provider) == before
        assert SearchEntry.objects.count() == 2 and wrong_entries() == 0
        latest = history.versions(provider)[0]
        assert latest.reason.startswith("Put back the version of ")
        assert latest.state == first.state

    def test_what_a_version_needs_may_be_gone(self, provider):
        gone = Location.objects.get(name="North Clinic")
        with transaction.atomic():
            gone.practices.all().delete()
            gone.delete()
        first = history.versions(provider)[-1]
        now = history.current_state(provider)
        with pytest.raises(ValidationError, match="place of practice that was deleted since"):
            history.put_back(provider, first)
        assert history.current_state(provider) == now

    def test_an_address_that_somebody_else_has_now(self, provider):
        provider.slug = "moved-on"
        provider.save()
        first = history.versions(provider)[-1]
        make_doctor("Other", slug=first.state[Provider, provider.pk]["slug"])
        with pytest.raises(ValidationError):
            history.put_back(provider, first)
        provider.refresh_from_db()
        assert provider.slug == "moved-on"

    def test_only_what_differs_is_written(self, provider):
        provider.family_name = "Second"
        provider.save()
        kept = Practice.history.count()
        history.put_back(provider, history.versions(provider)[-1])
        assert Practice.history.count() == kept


@pytest.mark.django_db
class TestDemonstration:
    def test_one_version_of_each_row_and_loading_again_adds_none(self, loaded):
        kept = {model: model.history.count() for model in tracked()}
        assert kept == {model: model.objects.count() for model in tracked()}
        assert [model for model, count in kept.items() if not count] == [Photo], "made-up doctors have none"
        version = history.versions(Provider.objects.first())[0]
        assert version.reason == "Made up for the demonstration"
        assert history.differences(Provider.objects.first(), version) == ()
        demonstration.load()
        assert {model: model.history.count() for model in tracked()} == kept

    def test_start_clinic_forgets_it_and_keeps_what_is_real(self, loaded, drez):
        Provider.objects.first().delete()
        real = make_doctor("Real", make_location(is_demonstration=False), is_demonstration=False)
        with transaction.atomic():
            recorded(real)
        call_command("start_clinic", "Real Clinic", "+19195550100")
        assert set(Provider.history.values_list("id", flat=True)) == {real.pk}
        assert set(Practice.history.values_list("provider_id", flat=True)) == {real.pk}
        assert set(Location.history.values_list("id", flat=True)) == {real.practices.get().location_id}
        assert Offering.history.count() == 0
        for name in ("specialties", "languages"):
            assert getattr(Provider.history.model, name).filter(history__is_demonstration=True).count() == 0
        assert [each.name for each in ClinicProfile.history.all()] == ["Real Clinic"]

    def test_the_switch_is_refused_while_made_up_history_is_left(self):
        make_doctor("Made", is_demonstration=True).delete()
        with pytest.raises(IntegrityError, match="providers_historicalprovider"), transaction.atomic():
            ClinicProfile(is_demonstration=False).save()

    def test_a_demonstration_server_refuses_real_history(self):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL drez_site.demonstration_only = 'on'")
        make_doctor("Made", is_demonstration=True)
        with pytest.raises(IntegrityError, match="demonstration data only"), transaction.atomic():
            Provider.history.update(is_demonstration=False)
