"""Doctors and places as people write and look for them, and as translators leave them alone."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from drez_site.staff import second_factor
from providers.models import Provider
from tests.kit.directory import make_doctor, make_location
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    ["Ines", "inés peña", "(919) 555-0141", "919.555.0141", "5550141", "12 Rio", "St. Louis", "Saint Louis"],
)
def test_staff_find_a_doctor_by_any_spelling(admin_client, typed):
    place = make_location("River Clinic", city="Saint Louis", street="12 Río Road", phone="+19195550141")
    make_doctor("Peña", place, given_name="Inés")
    make_doctor("Other", make_location("Other Clinic", city="Durham", phone="+19195550199"))
    answer = admin_client.get(reverse("admin:providers_provider_changelist"), {"q": typed})
    assert [str(each) for each in answer.context["cl"].result_list] == ["Dr. Inés Peña, MD"]


def test_a_person_may_have_one_name_but_not_none(client):
    doctor = make_doctor("", make_location(), given_name="Sukarno")
    doctor.full_clean()
    assert "Sukarno" in client.get(doctor.get_absolute_url()).text
    with pytest.raises(ValidationError, match="Enter at least one name"):
        Provider(slug="nobody", given_name="", family_name="").clean()


def test_translators_of_browsers_leave_names_and_addresses_alone(client):
    place = make_location("Green Hill Clinic", street="1 Green Street")
    doctor = make_doctor("Rose", place)
    assert '<h1 translate="no">Dr. Terry Rose, MD</h1>' in client.get(doctor.get_absolute_url()).text
    told = client.get(place.get_absolute_url()).text
    assert '<h1 translate="no">Green Hill Clinic</h1>' in told
    assert '<span translate="no">' in told[: told.rindex("1 Green Street")]


def test_an_authenticator_app_gets_a_label_with_one_colon():
    address = second_factor.address("00" * 20, make_staff(), "Pain: A Clinic")
    assert "/totp/Pain%20A%20Clinic%3A" in address and "issuer=Pain%20A%20Clinic" in address
