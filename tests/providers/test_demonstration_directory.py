"""The made-up directory: realistic, full of honest gaps, and never mistaken for a real one."""

import re
from datetime import date

import pytest
from django.db import connection

from providers.demonstration import load_directory
from providers.models import Location, Offering, Practice, Provider, SearchEntry

pytestmark = pytest.mark.django_db
TABLES = ["provider", "location", "practice", "offering", "provider_specialties", "provider_languages"]


def versions() -> set:
    """What every row is and when it was last written."""
    with connection.cursor() as cursor:
        return {
            row
            for table in [*TABLES, "specialty", "language", "searchentry"]
            for row in (
                cursor.execute(f"SELECT '{table}', ctid::text, xmin::text FROM providers_{table}") or cursor
            )
        }


def test_loading_twice_changes_no_row(made_up_directory):
    before = versions()
    load_directory()
    assert versions() == before


def test_what_staff_changed_stays(made_up_directory):
    Provider.objects.filter(slug="alex-example").update(family_name="Renamed")
    Practice.objects.filter(provider__slug="alex-example").delete()
    Location.objects.filter(slug="sample-nerve-clinic").update(name="Renamed Clinic")
    load_directory()
    alex = Provider.objects.get(slug="alex-example")
    assert (alex.family_name, alex.practices.count()) == ("Renamed", 0)
    assert Location.objects.get(slug="sample-nerve-clinic").name == "Renamed Clinic"


def test_what_is_missing_comes_back(made_up_directory):
    Provider.objects.get(slug="alex-example").delete()
    load_directory()
    assert Provider.objects.get(slug="alex-example").practices.count() == 1


def test_everything_is_marked_as_made_up(made_up_directory):
    assert Provider.objects.demonstration().count() == Provider.objects.count() == 60
    assert Location.objects.demonstration().count() == Location.objects.count() == 25


def test_telephone_numbers_belong_to_nobody(made_up_directory):
    numbers = {
        *Location.objects.values_list("phone", flat=True),
        *Practice.objects.values_list("phone", flat=True),
    }
    assert len(numbers) > 25
    assert all(re.fullmatch(r"\+1[2-9]\d\d55501\d\d", number) for number in numbers if number)
    assert not Provider.objects.exclude(npi=None).exists()


def test_rows_pass_the_same_checks_as_what_staff_type(made_up_directory):
    for model in (Provider, Location, Practice, Offering):
        rows = model.objects.all()
        assert len(rows) > 20
        for row in rows:
            row.full_clean()


def test_the_gaps_are_those_of_a_real_directory(made_up_directory, drez, drg):
    assert Provider.objects.filter(offerings__procedure=drez).count() == 9
    assert Provider.objects.filter(offerings__procedure=drez).filter(offerings__procedure=drg).count() >= 3
    assert Provider.objects.filter(offerings__procedure=drg).count() > 45
    assert Location.objects.without_coordinates().count() == 2
    assert Location.objects.filter(wheelchair_access=None).count() >= 3
    assert Practice.objects.filter(accepting_new_patients=None).count() >= 5
    assert Practice.objects.filter(checked_on__lt=date(2026, 6, 1)).count() >= 5
    assert Offering.objects.filter(confirmed_on=None).count() >= 3
    assert Offering.objects.filter(confirmed_on__lt=date(2025, 11, 1)).count() >= 3
    assert sum(provider.practices.count() == 2 for provider in Provider.objects.all()) >= 5
    assert SearchEntry.objects.count() == Practice.objects.count()


def test_one_center_in_durham_does_drez(made_up_directory, drez):
    (durham,) = Location.objects.filter(city="Durham", zip_code="27710")
    assert Offering.objects.filter(procedure=drez, provider__practices__location=durham).count() == 2
