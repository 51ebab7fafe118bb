"""Keeping the directory in the admin: forms, and what their errors say."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from drez_site.clinic.models import ClinicProfile
from providers.models import Location, Offering, Place, Practice, Provider, SearchEntry
from tests.kit.browser_forms import Form
from tests.kit.directory import make_doctor, make_language, make_location, make_specialty
from tests.kit.directory_forms import doctor_form

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", ["provider", "location", "specialty", "language", "place"])
def test_lists_and_forms_open(admin_client, country, drez, model):
    provider = make_doctor(
        "Open",
        make_location(),
        does=[drez],
        specialties=[make_specialty()],
        speaks=[make_language()],
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
    place = make_location(is_demonstration=is_demonstration)
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
                "practices-0-checked_with": "office",
                "practices-0-phone_checked_with": "office",
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
    provider = make_doctor("Kept", is_demonstration=True)
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
    make_location("Found")
    make_location("Lost", at=None)
    response = admin_client.get(reverse("admin:providers_location_changelist"), {"latitude__isempty": "1"})
    assert [place.name for place in response.context["cl"].result_list] == ["Lost"]


@pytest.mark.parametrize(
    "typed", ["(919) 555-0134", "919-555-0134", "919.555.0134", "1 919 555 0134", "+1 (919) 555-0134"]
)
def test_a_phone_is_read_as_people_write_it(admin_client, typed):
    place = make_location(phone="")
    address = reverse("admin:providers_location_change", args=[place.pk])
    form = admin_client.get(address).context["adminform"].form
    fields = {name: form[name].value() or "" for name in form.fields}
    assert admin_client.post(address, fields | {"phone": typed}).status_code == 302
    place.refresh_from_db()
    assert place.phone == "+19195550134"
    assert 'value="(919) 555-0134"' in admin_client.get(address).text
    response = admin_client.post(address, fields | {"phone": "555-0134"})
    assert (
        "Enter a US number with area code, like (919) 555-0134 or (919) 555-0134, ext. 12." in response.text
    )
    assert 'value="555-0134"' in response.text


def test_an_answer_about_new_patients_needs_its_day(admin_client):
    response = admin_client.post(
        reverse("admin:providers_provider_add"),
        doctor_form(
            **{
                "practices-TOTAL_FORMS": 1,
                "practices-0-location": make_location().pk,
                "practices-0-phone": "",
                "practices-0-accepting_new_patients": "true",
                "practices-0-checked_on": "",
            }
        ),
    )
    assert "Enter the day on which you asked." in response.text
    assert Provider.objects.count() == 0


def test_what_was_asked_at_one_place_is_not_shown_at_another(admin_client):
    doctor = make_doctor("Moving", make_location())
    asked = timezone.localdate() - timedelta(days=10)
    doctor.practices.update(
        accepting_new_patients=True, checked_on=asked, phone="+19195550134", phone_checked_on=asked
    )
    address = reverse("admin:providers_provider_change", args=[doctor.pk])
    form = Form(admin_client.get(address).text, having="family_name")
    moved = {"practices-0-location": make_location("New Clinic").pk}
    page = admin_client.post(address, form.data(**moved)).text
    assert "That was asked at the old place." in page and "That was the phone at the old place." in page
    assert doctor.practices.get().location.name == "Test Clinic"
    unknown = {"practices-0-accepting_new_patients": "unknown", "practices-0-checked_on": ""}
    today = {"practices-0-phone_checked_on": timezone.localdate().isoformat()}
    assert admin_client.post(address, form.data(**moved, **unknown, **today)).status_code == 302
    assert doctor.practices.get().location.name == "New Clinic"


def test_each_error_is_led_to_from_the_top_of_the_form(admin_client):
    """Of the form itself and of each of its rows, with the name of the field."""
    form = {
        "given_name": "",
        "family_name": "",
        "slug": "zoe",
        "practices-TOTAL_FORMS": "1",
        "practices-INITIAL_FORMS": "0",
        "practices-0-phone": "12",
    }
    page = admin_client.post(reverse("admin:providers_provider_add"), form)
    links = dict(re.findall(r'<li><a href="(#id_[^"]+)">([^<]+)</a></li>', page.text))
    assert links["#id_family_name"] == "Family name: Enter at least one name."
    assert links["#id_practices-0-location"].startswith("practice 1, ")
    assert len(links) >= 3
    for target in links:
        assert f'id="{target[1:]}"' in page.text


def test_without_a_script_another_practice_is_added_too(admin_client):
    doctor, place = make_doctor("Busy", make_location("One")), make_location("Two")
    address = reverse("admin:providers_provider_change", args=[doctor.pk])
    assert '<a href="?more=1">' in admin_client.get(address).text
    form = Form(admin_client.get(f"{address}?more=1").text, having="family_name")
    assert (form.fields["practices-TOTAL_FORMS"], form.fields["offerings-TOTAL_FORMS"]) == ("2", "1")
    sent = admin_client.post(f"{address}?more=1", form.data(**{"practices-1-location": place.pk}))
    assert sent.status_code == 302
    assert [str(each.location.name) for each in doctor.practices.order_by("pk")] == ["One", "Two"]
