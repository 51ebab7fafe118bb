"""A new answer with an old day is untrue: patients would read that somebody checked it then."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.forms import modelform_factory
from django.urls import reverse
from django.utils import timezone

from providers.admin.dated import DatedForm
from providers.admin.doctors import PracticeForm
from providers.models import Location, Practice, Provider
from tests.kit.directory import make_doctor, make_location

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
OLD = TODAY - timedelta(days=40)


@pytest.fixture(autouse=True)
def still_today(clock):
    """Also when midnight came between the reading of this file and its tests."""
    clock(datetime.combine(TODAY, time(16), UTC))


def errors_of(row, *, form=DatedForm, **typed):
    """What the form says of the fields, when these are changed and the others sent as they are."""
    fields = [*typed, *{day for days in type(row).ASKED_ON.values() for day in days} - typed.keys()]
    made = modelform_factory(type(row), form=form, fields=fields)
    as_it_is = {name: getattr(row, name) or "" for name in fields}
    return made(as_it_is | typed, instance=row).errors


@pytest.mark.parametrize(
    ("days", "typed", "refused"),
    [
        ({"phone_checked_on": OLD}, {}, ["phone_checked_on"]),
        ({"checked_on": OLD}, {}, ["phone_checked_on"]),
        ({"phone_checked_on": OLD}, {"phone_checked_on": TODAY}, []),
        ({"phone_checked_on": OLD}, {"phone_checked_on": ""}, []),
        ({"phone_checked_on": OLD}, {"checked_on": TODAY}, ["phone_checked_on"]),
        ({"checked_on": OLD}, {"checked_on": TODAY}, []),
        ({"phone_checked_on": TODAY}, {}, []),
        ({}, {}, []),
    ],
)
def test_a_new_phone_needs_the_day_of_asking(days, typed, refused):
    place = make_location(phone="+19195550111", **days)
    assert list(errors_of(place, phone="+19195550122", **typed)) == refused
    assert list(errors_of(Location.objects.get(), phone="+19195550111")) == [], "nothing new"


@pytest.mark.parametrize(
    ("model", "form", "days", "typed"),
    [
        (Location, DatedForm, {"address_checked_on": OLD}, {"street": "2 River Road"}),
        (Location, DatedForm, {"checked_on": OLD}, {"parking": "Behind."}),
        (Provider, DatedForm, {"education_checked_on": OLD}, {"education": "Example University"}),
        (Provider, DatedForm, {"video_checked_on": OLD}, {"video_first_visit": "true"}),
        (Practice, PracticeForm, {"checked_on": OLD}, {"accepting_new_patients": "true"}),
        (Practice, PracticeForm, {"phone_checked_on": OLD}, {"phone": "+19195550122"}),
    ],
)
def test_so_does_each_fact_that_has_a_day(model, form, days, typed):
    make_doctor("Ames", make_location())
    model.objects.update(**days)
    (day,) = days
    assert list(errors_of(model.objects.get(), form=form, **typed)) == [day]
    assert list(errors_of(model.objects.get(), form=form, **typed | {day: TODAY})) == []


def test_what_says_nothing_new_needs_no_day():
    """A browser ends lines in its own way; an answer that nobody knows any more has no day to move."""
    make_doctor("Ames", make_location(checked_on=OLD, parking="Behind.\nFree."), education="A\nB")
    Provider.objects.update(education_checked_on=OLD, video_first_visit=True, video_checked_on=OLD)
    Practice.objects.update(accepting_new_patients=True, checked_on=OLD)
    doctor, place, practice = Provider.objects.get(), Location.objects.get(), Practice.objects.get()
    assert list(errors_of(doctor, education="A\r\nB", video_first_visit="unknown")) == []
    assert list(errors_of(place, parking="Behind.\r\nFree.")) == []
    assert list(errors_of(practice, form=PracticeForm, accepting_new_patients="unknown")) == []


def test_the_form_of_a_place_shows_the_days_of_phone_and_address(admin_client):
    page = admin_client.get(reverse("admin:providers_location_change", args=[make_location().pk])).text
    for name in ("phone_checked_on", "phone_checked_with", "address_checked_on", "address_checked_with"):
        assert f'name="{name}"' in page


def test_the_form_of_a_doctor_begins_with_what_people_ask_first(admin_client):
    """Who, which operations, where; one empty row of each for somebody new, without a script too."""
    page = admin_client.get(reverse("admin:providers_provider_add")).text
    named = [
        "id_family_name",
        "id_offerings-0-procedure",
        "id_practices-0-location",
        "id_languages",
        "id_npi",
    ]
    assert "No page shows it; the open data has it." in page
    places = [page.index(f'id="{name}') for name in named]
    assert places == sorted(places)
    assert (
        'name="offerings-TOTAL_FORMS" value="1"' in page and 'name="practices-TOTAL_FORMS" value="1"' in page
    )
    doctor = make_doctor("Ames", make_location())
    page = admin_client.get(reverse("admin:providers_provider_change", args=[doctor.pk])).text
    assert 'name="practices-TOTAL_FORMS" value="1"' in page
    assert 'name="offerings-TOTAL_FORMS" value="0"' in page
