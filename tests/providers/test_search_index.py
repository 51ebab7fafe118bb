"""The index follows every write to the directory, whatever path it takes."""

from datetime import date

import pytest
from django.db import transaction

from drez_site.clinic.models import ClinicProfile
from drez_site.foundation.sql.installing import scripts
from providers.models import Location, Offering, Practice, Provider, SearchEntry, SearchName
from tests.kit.directory import make_doctor, make_language, make_location, make_specialty
from tests.kit.search_index import sql, terms, wrong_entries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index_stays_true")]


def test_a_practice_has_one_entry_with_every_term(drez, indexed):
    place, neurosurgeon, spanish = make_location(), make_specialty(), make_language()
    provider = make_doctor("Álvarez", place, does=[drez], specialties=[neurosurgeon], speaks=[spanish])
    practice = provider.practices.get()
    operation, specialty, language = f"p{drez.pk}", f"s{neurosurgeon.pk}", f"l{spanish.pk}"
    expected = {operation, specialty, language, operation + specialty, operation + language}
    assert indexed() == {practice.pk: (provider.pk, expected, place.latitude, place.longitude)}
    assert SearchEntry.objects.get().sort_name == "alvarez\tterry"


def test_a_place_without_coordinates_has_an_entry_without_a_point():
    make_doctor("Nowhere", make_location(at=None))
    assert SearchEntry.objects.get().pos is None


def test_the_point_is_in_miles_from_the_center_of_the_earth():
    make_doctor("Pole", make_location(at=(90, 0)))
    x, y, z = (float(part) for part in SearchEntry.objects.get().pos.strip("()").split(","))
    assert (x, y, z) == pytest.approx((0, 0, 3958.7613), abs=1e-6)


def test_saving_through_the_orm(drez, drg):
    provider = make_doctor("Orm", make_location(), does=[drez])
    offering = provider.offerings.get()
    offering.procedure = drg
    offering.save()
    assert terms(provider) == {f"p{drg.pk}"}
    provider.family_name = "Renamed"
    provider.save()
    assert SearchEntry.objects.get().sort_name == "renamed\tterry"
    place = Location.objects.get()
    place.latitude = 40.0
    place.save()
    assert SearchEntry.objects.get().latitude == 40.0
    offering.delete()
    assert terms(provider) == set()


def test_setting_many_to_many(drez):
    provider = make_doctor("Set", make_location())
    first, second = make_specialty("A"), make_specialty("B")
    spanish = make_language()
    provider.specialties.set([first, second])
    provider.languages.add(spanish)
    assert terms(provider) == {f"s{first.pk}", f"s{second.pk}", f"l{spanish.pk}"}
    provider.specialties.set([second])
    provider.languages.clear()
    assert terms(provider) == {f"s{second.pk}"}
    first.providers.add(provider)
    assert terms(provider) == {f"s{first.pk}", f"s{second.pk}"}


def test_bulk_writes(drez, drg):
    places = [make_location(at=(30 + i, -80 - i)) for i in range(3)]
    providers = [make_doctor(f"Bulk{i}", *places, does=[drez]) for i in range(4)]
    Offering.objects.update(procedure=drg)
    assert [entry.terms for entry in SearchEntry.objects.all()] == [f"'p{drg.pk}'"] * 12
    for place in places:
        place.longitude -= 1
    Location.objects.bulk_update(places, ["longitude"])
    assert set(SearchEntry.objects.values_list("longitude", flat=True)) == {-81, -82, -83}
    Provider.objects.filter(pk__in=[provider.pk for provider in providers[:2]]).update(is_listed=False)
    assert SearchEntry.objects.count() == 6
    Provider.objects.update(is_listed=True)
    assert SearchEntry.objects.count() == 12
    Practice.objects.filter(location=places[0]).delete()
    assert SearchEntry.objects.count() == 8


TODAY = date(2026, 11, 21)


class TestFacts:
    """What only some searches ask for. Each write is one that somebody does: admin, import, SQL."""

    @pytest.fixture
    def practice(self):
        return make_doctor("Facts", make_location()).practices.get()

    def test_what_the_office_said_is_kept_with_its_day(self, practice):
        for answer, day, in_terms, accepted, refused in [
            (True, TODAY, {"a202611"}, TODAY, None),
            (False, TODAY, set(), None, TODAY),
            (True, None, set(), None, None),
            (None, TODAY, set(), None, None),
            (True, date(2031, 1, 1), {"a203101"}, date(2031, 1, 1), None),
        ]:
            practice.accepting_new_patients, practice.checked_on = answer, day
            practice.save()
            entry = SearchEntry.objects.get()
            assert (terms(practice.provider), entry.accepted_on, entry.refused_on) == (
                in_terms,
                accepted,
                refused,
            )
        Practice.objects.update(accepting_new_patients=False, checked_on=TODAY)
        assert SearchEntry.objects.get().refused_on == TODAY
        practice.accepting_new_patients = True
        Practice.objects.bulk_update([practice], ["accepting_new_patients"])
        assert SearchEntry.objects.get().accepted_on == TODAY
        sql("UPDATE providers_practice SET checked_on = NULL")
        assert SearchEntry.objects.get().accepted_on is None

    def test_a_known_no_is_a_term_and_nothing_else_is(self, practice):
        provider, location = practice.provider, practice.location
        for video, access, expected in [
            (False, False, {"v0", "w0"}),
            (True, None, set()),
            (None, False, {"w0"}),
            (False, True, {"v0"}),
        ]:
            provider.video_first_visit, location.wheelchair_access = video, access
            provider.save()
            location.save()
            assert terms(provider) == expected
        Provider.objects.update(video_first_visit=None)
        Location.objects.update(wheelchair_access=False)
        assert terms(provider) == {"w0"}
        provider.video_first_visit, location.wheelchair_access = False, None
        Provider.objects.bulk_update([provider], ["video_first_visit"])
        Location.objects.bulk_update([location], ["wheelchair_access"])
        assert terms(provider) == {"v0"}
        sql("UPDATE providers_provider SET video_first_visit = true")
        sql("UPDATE providers_location SET wheelchair_access = false")
        assert terms(provider) == {"w0"}

    def test_names_are_found_by_every_word(self, practice):
        provider = practice.provider
        provider.given_name, provider.family_name = "María José", "De la O’Brien-Núñez"
        provider.save()
        entry = SearchEntry.objects.get()
        assert entry.sort_name == "de la obrien nunez\tmaria jose"
        words = {"maria", "jose", "mariajose", "de", "la", "obrien", "nunez", "delaobriennunez"}
        assert {word.strip("'") for word in entry.names.split()} == words
        assert words <= set(SearchName.objects.values_list("pk", flat=True))
        sql("UPDATE providers_provider SET family_name = 'Ng'")
        assert set(SearchName.objects.get(pk="ng").slips) == {"ng"}
        assert set(SearchName.objects.get(pk="maria").slips) == {
            "maria",
            "aria",
            "mria",
            "maia",
            "mara",
            "mari",
        }

    def test_words_of_nobody_are_swept_up_by_a_rebuild(self, practice):
        assert SearchName.objects.filter(pk="facts").exists()
        practice.provider.delete()
        assert SearchName.objects.filter(pk="facts").exists()
        sql("SELECT rebuild_search_entries()")
        assert not SearchName.objects.exists()

    @pytest.mark.parametrize("table", ["offering", "provider_specialties", "provider_languages"])
    def test_deleting_the_rows_of_a_table(self, drez, table):
        provider = make_doctor(
            "Bare",
            make_location(),
            does=[drez],
            specialties=[make_specialty()],
            speaks=[make_language()],
        )
        assert len(terms(provider)) == 3
        sql(f"DELETE FROM providers_{table} WHERE provider_id = %s", provider.pk)
        assert len(terms(provider)) == 2


def test_many_doctors_are_indexed_in_portions(nightly):
    """More than one portion of the rebuild; rows written to the tables before the index knew them.

    Ten thousand doctors are a portion; by day a hundred.
    """
    doctors = 10_050
    if not nightly:
        doctors = 350
        (shipped, portion) = (scripts("providers", "rebuild_search_entries", {})[0], "/ 10000 ")
        assert shipped.count(portion) == 1
        sql(shipped.replace(portion, "/ 100 "))
    sql("DELETE FROM providers_searchentry")
    place = make_location()
    providers = Provider.objects.bulk_create(
        Provider(slug=f"d{i}", given_name="T", family_name=f"F{i % 7}") for i in range(doctors)
    )
    Practice.objects.bulk_create(Practice(provider=provider, location=place) for provider in providers)
    sql("TRUNCATE providers_searchentry, providers_searchname")
    assert wrong_entries() == doctors
    sql("SELECT rebuild_search_entries()")
    assert SearchEntry.objects.count() == doctors
    assert SearchName.objects.count() == 8


def test_a_practice_handed_to_another_doctor(drez):
    place = make_location()
    one, other = make_doctor("One", place, does=[drez]), make_doctor("Other")
    sql("UPDATE providers_practice SET provider_id = %s", other.pk)
    entry = SearchEntry.objects.get()
    assert (entry.provider_id, entry.terms) == (other.pk, "")
    assert not SearchEntry.objects.filter(provider=one).exists()


def test_raw_sql_in_any_order():
    """Foreign keys are checked at the end of a transaction, so children may come before parents."""
    place = make_location()
    with transaction.atomic():
        sql(
            "INSERT INTO providers_practice (provider_id, location_id, phone) VALUES (4711, %s, '')", place.pk
        )
        assert SearchEntry.objects.count() == 0
        sql(
            "INSERT INTO providers_provider (id, slug, honorific, given_name, family_name, credentials,"
            " biography, is_listed, is_demonstration)"
            " VALUES (4711, 'late', '', 'Late', 'Comer', '', '', true, false)"
        )
    assert SearchEntry.objects.get().provider_id == 4711


def test_deleting_cascades(drez):
    place = make_location()
    provider = make_doctor("Gone", place, does=[drez])
    stays = make_doctor("Stays", place)
    provider.delete()
    assert list(SearchEntry.objects.values_list("provider_id", flat=True)) == [stays.pk]


def test_only_differences_are_written(drez):
    provider = make_doctor("Quiet", make_location(), does=[drez])
    before = sql("SELECT xmin::text || ctid::text FROM providers_searchentry")
    provider.biography = "New words, same search."
    provider.save()
    Practice.objects.update(phone="+19195550111")
    sql("SELECT rebuild_search_entries()")
    assert sql("SELECT xmin::text || ctid::text FROM providers_searchentry") == before


@pytest.mark.parametrize("table", ["practice", "offering", "provider_specialties", "provider_languages"])
def test_truncating_one_table(drez, table):
    make_doctor(
        "Truncated",
        make_location(),
        does=[drez],
        specialties=[make_specialty()],
        speaks=[make_language()],
    )
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql(f"TRUNCATE providers_{table}")
    assert wrong_entries() == 0
    assert SearchEntry.objects.count() == (0 if table == "practice" else 1)


def test_truncating_everything(drez):
    make_doctor("Truncated", make_location(), does=[drez])
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("TRUNCATE providers_provider, providers_location CASCADE")
    assert SearchEntry.objects.count() == 0


def test_demonstration_rows_are_indexed_only_while_the_site_is_a_demonstration():
    ClinicProfile(is_demonstration=False).save()
    real, made_up = make_location("Real"), make_location("Made up", is_demonstration=True)
    doctor = make_doctor("Real", real, made_up)
    make_doctor("Madeup", real, is_demonstration=True)
    assert [entry.practice.location for entry in SearchEntry.objects.all()] == [real]
    assert SearchEntry.objects.get().provider == doctor
    ClinicProfile.objects.update(is_demonstration=True)
    assert SearchEntry.objects.count() == 3
