"""What cannot be entered, and what each row calls itself."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from providers.free_slugs import TAKEN_BY_PAGES
from providers.models import Location, Offering, Place, Practice, Provider, SearchEntry
from providers.models.validators import national_provider_identifier
from tests.kit.directory import make_doctor, make_language, make_location, make_specialty

pytestmark = pytest.mark.django_db


def refused(constraint, write):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        write()


@pytest.mark.parametrize("npi", ["1234567893", "1003000126", "2000000002"])
def test_an_npi_with_the_right_check_digit(npi):
    national_provider_identifier(npi)


@pytest.mark.parametrize(
    "npi",
    ["1234567890", "1234567894", "3234567893", "123456789", "12345678933", "123456789x", "", "١٢٣٤٥٦٧٨٩٣"],
)
def test_an_npi_that_cannot_be(npi):
    with pytest.raises(ValidationError):
        national_provider_identifier(npi)


def test_the_check_digit_is_luhns_over_80840_and_the_npi():
    def luhn(digits: str) -> bool:
        values = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
        return sum(value - 9 if value > 9 else value for value in values) % 10 == 0

    def accepted(npi: str) -> bool:
        try:
            national_provider_identifier(npi)
        except ValidationError:
            return False
        return True

    for number in range(1_999_999_000, 2_000_001_000):
        assert accepted(str(number)) == luhn(f"80840{number}"), number


def test_coordinates_come_in_pairs_on_the_earth_and_say_how_they_are_known():
    place = make_location()
    update = Location.objects.filter(pk=place.pk).update
    refused("location_has_both_coordinates_or_neither", lambda: update(latitude=None))
    refused("location_is_on_the_earth", lambda: update(latitude=90.1))
    refused("location_is_on_the_earth", lambda: update(longitude=-180.1))
    refused("location_is_on_the_earth", lambda: update(latitude=float("nan")))
    refused("location_says_how_its_coordinates_are_known", lambda: update(located_by=""))
    refused("location_says_how_its_coordinates_are_known", lambda: update(latitude=None, longitude=None))
    update(latitude=None, longitude=None, located_by="")


def test_the_form_says_which_coordinate_is_missing():
    place = make_location(at=None)
    place.latitude = 36.0
    with pytest.raises(ValidationError, match="Enter both latitude and longitude, or leave both empty."):
        place.full_clean()


def test_once_for_each_doctor(drez):
    place = make_location()
    provider = make_doctor("Once", place, does=[drez])
    refused(
        "provider_practises_once_at_a_location",
        lambda: Practice.objects.create(provider=provider, location=place),
    )
    refused(
        "provider_offers_a_procedure_once", lambda: Offering.objects.create(provider=provider, procedure=drez)
    )
    refused("provider_npi_is_ten_digits_from_1_or_2", lambda: Provider.objects.update(npi="0123456789"))
    for taken in TAKEN_BY_PAGES:
        refused(
            "provider_address_is_not_a_page_of_the_search",
            lambda taken=taken: Provider.objects.update(slug=taken),
        )


def test_nobody_was_asked_tomorrow():
    practice = make_doctor("Asked", make_location()).practices.get()
    practice.checked_on = timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValidationError, match="has not come yet"):
        practice.full_clean()


def test_a_place_with_doctors_and_an_operation_with_doctors_are_protected(drez):
    place = make_location()
    provider = make_doctor("Kept", place, does=[drez])
    with pytest.raises(ProtectedError):
        place.delete()
    with pytest.raises(ProtectedError):
        drez.delete()
    provider.delete()
    place.delete()
    assert not SearchEntry.objects.exists()


def test_a_demonstration_server_refuses_real_rows():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL drez_site.demonstration_only = 'on'")
    made_up = make_location(is_demonstration=True)
    make_doctor("Madeup", made_up, is_demonstration=True)
    refused("demonstration data only", make_location)
    refused("demonstration data only", make_doctor)
    refused("demonstration data only", lambda: Provider.objects.update(is_demonstration=False))


def test_every_row_has_a_name_and_public_ones_an_address(drez, country):
    place = make_location("Clinic")
    provider = make_doctor("Named", place, does=[drez])
    assert str(provider) == "Dr. Terry Named, MD"
    assert str(place) == "Clinic, Durham, NC"
    assert str(provider.practices.get()) == "Dr. Terry Named, MD – Clinic, Durham, NC"
    assert str(provider.offerings.get()) == "Dr. Terry Named, MD: DREZ lesioning"
    assert str(make_language()) == "Spanish"
    assert str(make_specialty()) == "Neurosurgeon"
    assert str(Place.objects.get(zip_code="27710")) == "Durham, NC 27710"
    assert str(SearchEntry.objects.get()).startswith("named")
    assert provider.get_absolute_url() == f"/doctors/{provider.slug}/"
    assert place.get_absolute_url() == f"/locations/{place.slug}/"


def test_public_as_a_queryset_and_as_entries_agree(drez):
    real, made_up = make_location(), make_location(is_demonstration=True)
    make_doctor("A", real, made_up)
    make_doctor("B", real, made_up, is_demonstration=True)
    make_doctor("C", real, is_listed=False)
    for is_demonstration in (True, False):
        # Not through the profile: the site refuses to leave while made-up rows are there.
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION site_is_demonstration() RETURNS boolean LANGUAGE sql STABLE"
                f" AS 'SELECT {is_demonstration}'"
            )
            cursor.execute("SELECT rebuild_search_entries()")
        public = set(Practice.objects.public().values_list("pk", flat=True))
        assert set(SearchEntry.objects.values_list("pk", flat=True)) == public
        assert len(public) == (4 if is_demonstration else 1)
