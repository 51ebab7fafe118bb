"""The database server must be new enough, and a real clinic says who it is."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connections
from django.utils import timezone

from drez_site.assembly.checks import (
    error_pages_call_whom_the_profile_calls,
    the_clinic_has_said_who_it_is,
)
from drez_site.clinic.models import ClinicProfile, ClinicText
from tests.kit.approving import approve_all
from tests.kit.directory import make_doctor, make_location
from tests.kit.documents import make_signed_real_article


@pytest.mark.django_db
@pytest.mark.parametrize("version", [150018, 160004])
def test_an_old_server_is_refused_with_the_way_out(monkeypatch, version):
    monkeypatch.setattr(connections["default"], "pg_version", version)
    with pytest.raises(
        SystemCheckError, match=rf"PostgreSQL {version // 10_000}; the site needs 17(.|\n)*DATABASE_URL"
    ):
        call_command("check", databases=["default"])


@pytest.mark.django_db
@pytest.mark.parametrize("version", [170000, 180006])
def test_a_new_server_is_accepted(monkeypatch, version):
    monkeypatch.setattr(connections["default"], "pg_version", version)
    call_command("check", databases=["default"])


def test_a_plain_check_asks_no_database():
    call_command("check")


def missing() -> str:
    return " ".join(
        warning.msg for warning in the_clinic_has_said_who_it_is(None) if warning.id == "drez_site.W002"
    )


@pytest.mark.django_db
def test_a_deployment_names_everything_that_a_real_clinic_lacks():
    found = missing()
    for name in ClinicProfile.EXPECTED_OF_A_CLINIC:
        assert f"{ClinicProfile._meta.get_field(name).verbose_name}" in found
    for other in ("a signed article", "a listed doctor", "a clinical reviewer who can sign"):
        assert other in found


@pytest.mark.django_db
def test_a_clinic_that_has_said_all_lacks_nothing():
    make_doctor("Real", make_location())
    ClinicProfile(name="Real", phone="+19195550100", is_demonstration=False).save()
    make_signed_real_article()
    today = timezone.localdate()
    said = {"states_served": ["NC"], "referral_needed": False, "insurance_checked_on": today}
    said |= {"phone": "+19195550100", "rights_phone": "+19195550100"}
    said |= {"accessibility_tested_on": today}
    full = dict.fromkeys(ClinicProfile.EXPECTED_OF_A_CLINIC, "Said.") | said
    clinic = ClinicProfile(is_demonstration=False, **full)
    clinic.save()
    approve_all()
    said_in_english = [name for name in clinic.TRANSLATED if name in full]
    assert len(said_in_english) >= 4
    labels = [f"{clinic._meta.get_field(name).verbose_name}, in Spanish" for name in said_in_english]
    assert [label for label in labels if label not in missing()] == []
    for name in said_in_english:
        clinic.texts.create(field=name, language="es", words="Dicho.")
    assert "a reviewer's approval of" in missing()
    approve_all()
    ClinicText.mark_checked(clinic, "es", "Ana", today)
    assert missing() == "The site still lacks: the address of a place."
    address = {"street": "1 Test Street", "city": "Durham", "state": "NC", "zip_code": "27710"}
    place = clinic.places.create(**address, opening_hours="Mondays")
    assert missing() == ("The site still lacks: getting here (Durham); opening hours, in Spanish.")
    place.directions = "Left."
    place.save()
    for name in place.TRANSLATED:
        clinic.texts.create(field=name, language="es", words="Dicho.", place=place)
    approve_all()
    assert missing() == "The site still lacks: a translator who checked 2 texts in Spanish."
    ClinicText.mark_checked(clinic, "es", "Ana", today)
    assert the_clinic_has_said_who_it_is(None) == []


@pytest.mark.django_db
def test_a_deployed_demonstration_is_named(loaded):
    found = the_clinic_has_said_who_it_is(None)
    assert "drez_site.W001" in [warning.id for warning in found]


@pytest.mark.django_db
def test_a_check_for_deployment_runs_it():
    with pytest.raises(
        SystemCheckError, match="The site still lacks: name of the clinic; appointment phone;"
    ):
        call_command("check", deploy=True)  # the settings of tests are no deployment


@pytest.mark.parametrize("number", ["919 555 0100", "+1919555010", "call us", "+19195550100\n"])
def test_a_number_of_error_pages_that_nobody_can_dial_is_refused(settings, number):
    settings.CLINIC_PHONE, settings.CLINIC_URGENT_PHONE = number, "+19195550101"
    with pytest.raises(SystemCheckError, match="E013. CLINIC_PHONE is not a number"):
        call_command("check")


@pytest.mark.django_db
def test_error_pages_and_the_profile_call_the_same_numbers(settings):
    settings.CLINIC_PHONE, settings.CLINIC_URGENT_PHONE = "+19195550100", "+19195550101"

    def said():
        return [each.msg for each in error_pages_call_whom_the_profile_calls(None)]

    ClinicProfile(name="Example", phone="+19195550177").save()
    assert said() == [], "a demonstration calls nobody"
    ClinicProfile.objects.update(is_demonstration=False)
    assert said() == ["CLINIC_PHONE is +19195550100, but the clinic profile says +19195550177."]
    ClinicProfile.objects.update(phone="+19195550100", urgent_phone="+19195550101")
    assert said() == []
