"""Taken away is not deleted: no reader sees it, nothing of it is lost, and a page brings it back."""

from datetime import date

import pytest
from django.urls import reverse

from drez_site.foundation.history import versions
from providers.models import Location, Offering, Photo, Practice, Provider, Report, SearchEntry
from tests.kit.approving import approve_all
from tests.kit.browser_forms import Form
from tests.kit.crawl import crawl
from tests.kit.directory import make_doctor, make_location
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db

DOCTORS = reverse("admin:providers_provider_changelist")
REMOVED = reverse("admin:providers_provider_removed")


@pytest.fixture
def editor(client):
    client.force_login(make_staff("kim", group="Directory editor"))
    return client


@pytest.fixture
def doctor(drez):
    doctor = make_doctor("Gone", make_location("North Clinic"), does=[drez], biography="Sees adults.")
    Photo(provider=doctor).show(b"jpeg", 4, 3).save()
    approve_all()
    Report.objects.create(provider=doctor, about="other", details="Old phone.")
    return doctor


def of(row, step: str) -> str:
    return reverse(f"admin:providers_{row._meta.model_name}_{step}", args=[row.pk])


def take_away(editor, row):
    asked = editor.get(of(row, "delete"))
    assert "you can bring it back" in asked.text
    answer = editor.post(of(row, "delete"), Form(asked.text, having="post").data(), follow=True)
    assert "Nothing is lost: it can be brought back." in answer.text
    return answer


def bring_back(editor, row):
    page = editor.get(reverse(f"admin:providers_{row._meta.model_name}_removed"))
    return editor.post(page.request["PATH_INFO"], Form(page.text, having="row").data(), follow=True)


def test_a_doctor_goes_with_one_step_and_comes_back_whole_with_another(editor, doctor):
    address, picture = doctor.get_absolute_url(), doctor.photo.get_absolute_url()
    before = editor.get(address).text
    take_away(editor, doctor)
    assert [editor.get(each).status_code for each in (address, picture)] == [410, 404]
    assert not SearchEntry.objects.exists()
    assert not any("Terry Gone" in words for words in crawl().values())
    assert "Terry Gone" not in editor.get(DOCTORS).text
    assert "Terry Gone" in editor.get(REMOVED).text and "by Kim" in editor.get(REMOVED).text
    kept = (Provider, Practice, Offering, Photo, Report)
    assert [model.objects.count() for model in kept] == [1] * len(kept)

    assert "is back, as it was." in bring_back(editor, doctor).text
    assert editor.get(address).text == before
    assert SearchEntry.objects.count() == 1 and editor.get(picture).status_code == 200


def test_its_page_and_its_history_stay_and_say_what_happened(editor, doctor):
    take_away(editor, doctor)
    page = editor.get(of(doctor, "change"))
    assert "patients do not see it." in page.text and REMOVED in page.text
    history = editor.get(of(doctor, "history"))
    assert "Kim: Taken away" in " ".join(history.text.split())
    typed = Form(page.text, having="_save").data(biography="Typed while somebody took it away.")
    assert editor.post(of(doctor, "change"), typed).status_code == 302
    doctor.refresh_from_db()
    assert doctor.biography == "Typed while somebody took it away." and doctor.removed_at
    assert editor.get(of(doctor, "delete")).status_code == 403, "it is gone already"


def test_many_at_once_the_same_way_and_deleting_is_the_last_thing_offered(editor, doctor):
    other = make_doctor("Other")
    offered = Form(editor.get(DOCTORS).text, having="action").element
    names = [option.get("value") for option in offered.iter("option") if option.get("value")]
    assert names.index("delete_selected") == max(
        number for number, name in enumerate(names) if not name.isdigit()
    )
    chosen = {"action": "delete_selected", "_selected_action": [doctor.pk, other.pk]}
    asked = editor.post(DOCTORS, chosen)
    assert "you can bring them back" in asked.text and Provider.objects.here().count() == 2
    answer = editor.post(DOCTORS, Form(asked.text, having="post").data(), follow=True)
    assert "Nothing is lost" in answer.text
    assert Provider.objects.here().count() == 0 and Provider.objects.removed().count() == 2


def test_a_place_stays_while_somebody_practices_there(editor, doctor):
    place = Location.objects.get()
    for answer in (
        editor.get(of(place, "delete")),
        editor.post(
            reverse("admin:providers_location_changelist"),
            {"action": "delete_selected", "_selected_action": [place.pk], "post": "yes"},
            follow=True,
        ),
    ):
        assert "Terry Gone" in answer.text
    assert "stays while these need it" in editor.post(of(place, "delete"), {"post": "yes"}).text
    assert Location.objects.here().count() == 1
    take_away(editor, doctor)
    take_away(editor, place)
    assert editor.get(place.get_absolute_url()).status_code == 410
    bring_back(editor, doctor)
    assert editor.get(doctor.get_absolute_url()).status_code == 200
    assert not SearchEntry.objects.exists(), "nobody is sent to a place that was taken away"
    bring_back(editor, place)
    assert SearchEntry.objects.count() == 1


def test_a_place_that_was_taken_away_is_offered_to_no_doctor(editor, doctor):
    place = make_location("South Clinic")
    asked = {"app_label": "providers", "model_name": "practice", "field_name": "location", "term": "South"}
    assert len(editor.get("/admin/autocomplete/", asked).json()["results"]) == 1
    take_away(editor, place)
    assert editor.get("/admin/autocomplete/", asked).json()["results"] == []


def test_who_may_not_change_doctors_brings_none_back(client, doctor):
    Provider.objects.update(removed_at="2026-01-01T00:00Z")
    client.force_login(make_staff("ann", group="Author"))
    assert client.get(REMOVED).status_code == client.post(REMOVED, {"row": doctor.pk}).status_code == 403
    client.force_login(make_staff("kim", group="Directory editor"))
    for nothing in ("", "x", "0", "99999"):
        assert client.post(REMOVED, {"row": nothing}).status_code == 404
    assert Provider.objects.removed().count() == 1


@pytest.mark.django_db(transaction=True)
def test_photos_are_in_the_history_and_come_back(editor, transactional_db):
    doctor = make_doctor("Shown")
    Photo(provider=doctor).show(b"first", 4, 3).save()
    photo = Photo.objects.get()
    photo.show(b"second", 5, 4).save()
    doctor.photo.delete()
    page = " ".join(editor.get(of(doctor, "history")).text.split())
    assert page.count("a picture of 5 bytes") >= 1 and page.count("a picture of 6 bytes") >= 1
    oldest = next(
        each for each in reversed(versions.versions(doctor)) if any(change.title for change in each.changes)
    )
    address = reverse("admin:providers_provider_put_back", args=[doctor.pk, oldest.key])
    assert "a picture of 5 bytes" in editor.get(address).text
    assert "The old version is back." in editor.post(address, follow=True).text
    back = Photo.objects.get()
    assert (bytes(back.content), back.width, back.height) == (b"first", 4, 3)
    approve_all()
    assert editor.get(back.get_absolute_url()).content == b"first"


def test_a_photo_that_somebody_replaced_meanwhile_is_not_written_over_in_silence(editor, doctor):
    form = Form(editor.get(of(doctor, "change")).text, having="_save")
    doctor.photo.show(b"theirs", 5, 4).save()
    refused = editor.post(of(doctor, "change"), form.data(biography="Mine."))
    assert "Nothing is saved yet" in refused.text
    assert any("Picture" in each.label for each in refused.context["meanwhile"].differences)


def test_a_date_that_a_place_was_taken_away_is_no_typed_field(editor):
    place = make_location()
    assert "removed_at" not in editor.get(of(place, "change")).text
    assert (
        Location.objects.create(
            slug="x", name="X", city="D", state="NC", zip_code="27705", checked_on=date(2026, 1, 1)
        ).removed_at
        is None
    )
