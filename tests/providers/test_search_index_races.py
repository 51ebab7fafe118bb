"""Two writers at once, in every order, leave the index true."""

import threading
from datetime import date
from itertools import combinations

import pytest
from django.db import connection, transaction
from django.db.utils import NotSupportedError

from drez_site.clinic.models import ClinicProfile
from providers.models import Location, Offering, Practice, Provider, SearchEntry, SearchName
from tests.kit.directory import make_doctor, make_language, make_location, make_specialty
from tests.kit.search_index import sql, terms, wrong_entries
from tests.kit.two_connections import while_uncommitted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index_stays_true")]
TODAY = date(2026, 11, 21)


@pytest.mark.django_db(transaction=True)
class TestRaces:
    """Two connections at once. Each test fails without the lock it is about."""

    @staticmethod
    def race(first, second):
        """Run `first`, then begin `second` elsewhere, and only once that waits commit `first`."""
        while_uncommitted(first, second)
        assert wrong_entries() == 0

    def test_two_facts_about_one_doctor(self, drez, drg):
        provider = make_doctor("Raced", make_location())
        self.race(
            lambda: Offering.objects.create(provider=provider, procedure=drez),
            lambda: Offering.objects.create(provider=provider, procedure=drg),
        )
        assert terms(provider) == {f"p{drez.pk}", f"p{drg.pk}"}

    def test_one_fact_of_each_table(self, drez):
        """Every pair of tables, each written by one of two connections."""
        provider = make_doctor("Raced", make_location())
        practice, place = provider.practices.get(), Location.objects.get()
        spanish, neuro = make_language(), make_specialty()
        writes = {
            "provider": lambda: Provider.objects.update(video_first_visit=False),
            "location": lambda: Location.objects.update(wheelchair_access=False),
            "practice": lambda: Practice.objects.update(accepting_new_patients=True, checked_on=TODAY),
            "languages": lambda: provider.languages.set([spanish]),
            "specialties": lambda: provider.specialties.set([neuro]),
            "offerings": lambda: Offering.objects.create(provider=provider, procedure=drez),
        }
        expected = {
            "provider": "v0",
            "location": "w0",
            "practice": "a202611",
            "languages": f"l{spanish.pk}",
            "specialties": f"s{neuro.pk}",
            "offerings": f"p{drez.pk}",
        }
        for first, second in combinations(writes, 2):
            self.race(writes[first], writes[second])
            assert terms(provider) == {expected[first], expected[second]}, (first, second)
            Provider.objects.update(video_first_visit=None)
            Location.objects.filter(pk=place.pk).update(wheelchair_access=None)
            Practice.objects.filter(pk=practice.pk).update(checked_on=None)
            provider.languages.clear()
            provider.specialties.clear()
            provider.offerings.all().delete()

    def test_a_deleted_practice_and_a_fact(self):
        provider = make_doctor("Raced", make_location("One"), make_location("Two"))
        one, two = provider.practices.all()
        self.race(one.delete, lambda: Location.objects.update(wheelchair_access=False))
        assert [entry.pk for entry in SearchEntry.objects.all()] == [two.pk]
        assert terms(provider) == {"w0"}

    def test_two_doctors_with_the_same_new_name(self):
        place = make_location()

        def add():
            with transaction.atomic():
                make_doctor("Samename", place)

        self.race(add, add)
        assert SearchEntry.objects.count() == 2
        assert SearchName.objects.filter(pk="samename").exists()

    def test_a_rebuild_while_a_doctor_gets_a_name(self):
        make_doctor("Old", make_location())

        def rename():
            with transaction.atomic():
                Provider.objects.update(family_name="Newname")

        self.race(rename, lambda: sql("SELECT rebuild_search_entries()"))
        assert set(SearchName.objects.values_list("pk", flat=True)) == {"newname", "terry"}
        self.race(lambda: sql("SELECT rebuild_search_entries()"), rename)

    def test_a_truncated_table_and_a_fact(self, drez):
        provider = make_doctor("Raced", make_location(), speaks=[make_language()])
        self.race(
            lambda: sql("TRUNCATE providers_provider_languages"),
            lambda: Offering.objects.create(provider=provider, procedure=drez),
        )
        assert terms(provider) == {f"p{drez.pk}"}

    def test_a_location_moves_while_a_doctor_is_added_to_it(self):
        place, provider = make_location(at=(36, -79)), make_doctor("Added")
        self.race(
            lambda: Location.objects.update(latitude=40),
            lambda: Practice.objects.create(provider=provider, location=place),
        )
        assert SearchEntry.objects.get().latitude == 40

    def test_a_doctor_is_added_to_a_location_while_it_moves(self):
        place, provider = make_location(at=(36, -79)), make_doctor("Added")
        self.race(
            lambda: Practice.objects.create(provider=provider, location=place),
            lambda: Location.objects.update(latitude=40),
        )
        assert SearchEntry.objects.get().latitude == 40

    def test_a_doctor_is_added_while_the_site_becomes_a_demonstration(self):
        ClinicProfile(is_demonstration=False).save()
        place = make_location()

        def add():
            with transaction.atomic():
                make_doctor("Madeup", place, is_demonstration=True)

        self.race(add, lambda: ClinicProfile.objects.update(is_demonstration=True))
        assert SearchEntry.objects.count() == 1

    def test_the_site_becomes_a_demonstration_while_a_doctor_is_added(self):
        ClinicProfile(is_demonstration=False).save()
        place = make_location()

        def add():
            with transaction.atomic():
                make_doctor("Madeup", place, is_demonstration=True)

        self.race(lambda: ClinicProfile.objects.update(is_demonstration=True), add)
        assert SearchEntry.objects.count() == 1

    def test_foreign_key_checks_do_not_deadlock_with_a_rebuild(self, drez, drg):
        """Both hold the doctor FOR KEY SHARE; with FOR UPDATE each would wait for the other."""
        provider, both = make_doctor("Shared", make_location()), threading.Barrier(2, timeout=20)

        def add(procedure):
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute(
                        "SELECT 1 FROM providers_provider WHERE id = %s FOR KEY SHARE", [provider.pk]
                    )
                both.wait()
                Offering.objects.create(provider=provider, procedure=procedure)

        held = threading.Thread(target=lambda: (add(drez), connection.close()))
        held.start()
        add(drg)
        held.join(20)
        assert terms(provider) == {f"p{drez.pk}", f"p{drg.pk}"}

    def test_other_isolation_levels_are_refused(self):
        provider = make_doctor("Isolated", make_location())
        with pytest.raises(NotSupportedError, match="READ COMMITTED"), transaction.atomic():
            sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            provider.save()
