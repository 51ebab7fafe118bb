"""A photo can show any sentence, so patients see it once a reviewer who did not choose it approved it."""

from importlib import import_module
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from drez_site.foundation.approving import approve, give_back, take_down
from drez_site.foundation.models import ApprovedWords, WaitingWords
from drez_site.foundation.refusals import Refused
from drez_site.foundation.roles import Role
from providers import merging
from providers.models import Photo, Provider
from tests.kit.approving import approve_all, approver
from tests.kit.directory import make_doctor, make_location
from tests.kit.directory_forms import doctor_form
from tests.kit.signing_in import PASSWORD
from tests.kit.staff_accounts import make_reviewer, make_staff

pytestmark = pytest.mark.django_db
QUEUE = "/admin/foundation/waitingwords/"
SENTENCE = b"a picture of: Stop your blood thinner."


@pytest.fixture
def doctor() -> Provider:
    return make_doctor("Shown", make_location(), npi="1003000126")


def chosen(doctor: Provider, by=None, jpeg: bytes = SENTENCE) -> Photo:
    """As a form saves it: the history says who."""
    photo = (Photo.objects.filter(provider=doctor).first() or Photo(provider=doctor)).show(jpeg, 4, 3)
    photo._history_user = by
    photo.save()
    return photo


def waiting() -> WaitingWords:
    return WaitingWords.objects.get(field="digest")


def is_public(photo: Photo) -> bool:
    """Whether readers get the picture, or meet its address anywhere they meet the doctor."""
    reader, doctor = Client(), photo.provider
    pages = [doctor.get_absolute_url(), "/doctors/", f"/doctors/compare/?d={doctor.slug}", "/doctors/map/"]
    found = [photo.digest in reader.get(page).text for page in [*pages, *(f"/es{page}" for page in pages)]]
    answer = reader.get(photo.get_absolute_url())
    assert (answer.status_code == 200) == any(found)
    assert answer.status_code == 404 or answer.content == bytes(photo.content)
    return any(found)


def file(color: str = "teal") -> SimpleUploadedFile:
    output = BytesIO()
    Image.new("RGB", (60, 40), color).save(output, "PNG")
    return SimpleUploadedFile("face.png", output.getvalue())


def test_what_one_editor_uploads_no_reader_gets_until_a_reviewer_approved_it(doctor, client):
    client.force_login(make_staff("kim", group=Role.DIRECTORY))
    address = reverse("admin:providers_provider_change", args=[doctor.pk])
    sent = doctor_form(**{"photo-TOTAL_FORMS": 1, "photo-0-file": file(), "npi": doctor.npi})
    sent |= {"given_name": doctor.given_name, "family_name": doctor.family_name, "slug": doctor.slug}
    page = client.post(address, sent, follow=True).text
    assert "until then nothing in their place: “Photo”" in page
    photo = Photo.objects.get()
    assert not is_public(photo)
    page = Client().get(doctor.get_absolute_url()).text
    assert "person__initials" in page and '"image"' not in page
    approve(waiting(), make_reviewer())
    assert is_public(photo)
    page = Client().get(doctor.get_absolute_url()).text
    assert "person__initials" not in page and '"image"' in page


def test_whoever_chose_it_does_not_approve_it(doctor):
    both = make_reviewer("both")
    photo = chosen(doctor, both)
    with pytest.raises(Refused, match="Whoever wrote some of these words does not approve them"):
        approve(waiting(), both)
    merging.merge_doctors(kept := make_doctor("Kept"), doctor, make_staff("desk", group=Role.DIRECTORY))
    with pytest.raises(Refused, match="Whoever wrote"):
        approve(waiting(), both)
    photo.provider = kept
    assert not is_public(photo)
    approve(waiting(), make_reviewer("another"))
    assert is_public(photo)


def test_another_picture_waits_and_the_one_before_is_gone(doctor):
    before = chosen(doctor)
    approve_all()
    after = chosen(doctor, jpeg=b"another")
    assert not is_public(before) and not is_public(after)
    assert not ApprovedWords.objects.read_now().exists(), "nothing is left of it to take down"
    chosen(doctor)
    assert not is_public(before), "one that comes back waits again"
    approve_all()
    assert is_public(before)


def test_a_photo_that_staff_remove_is_gone_at_once(doctor):
    photo = chosen(doctor)
    approve_all()
    Photo.objects.all().delete()
    assert not is_public(photo) and not WaitingWords.objects.exists()
    chosen(doctor)
    assert not is_public(photo)


@pytest.mark.parametrize("name", ["given_name", "family_name", "npi"])
def test_it_waits_once_the_doctor_is_another(doctor, name):
    photo = chosen(doctor)
    approve_all()
    Provider.objects.update(credentials="MD, PhD")
    assert is_public(photo)
    Provider.objects.update(**{name: "1003000134" if name == "npi" else "Another"})
    assert not is_public(photo) and waiting().words == photo.digest
    approve_all()
    assert is_public(photo)


def test_a_doctor_without_a_photo_is_called_otherwise(doctor):
    Provider.objects.update(family_name="Another")
    assert not WaitingWords.objects.exists()


def test_a_photo_that_is_given_to_another_doctor_waits(doctor):
    photo = chosen(doctor)
    approve_all()
    photo.provider = make_doctor("Other")
    photo.save()
    assert not is_public(photo)


def test_the_bytes_below_an_approved_digest_stay(doctor):
    chosen(doctor)
    approve_all()
    with pytest.raises(IntegrityError, match="photo_is_the_one_of_its_digest"), transaction.atomic():
        Photo.objects.update(content=b"Another picture.")


def test_the_same_picture_of_two_doctors_is_approved_of_each(doctor):
    photo = chosen(doctor)
    approve_all()
    other = make_doctor("Other")
    chosen(other)
    assert is_public(photo)
    assert "person__initials" in Client().get(other.get_absolute_url()).text


class TestPages:
    @pytest.fixture
    def desk(self) -> Client:
        client = Client()
        client.force_login(make_reviewer(password=PASSWORD))
        return client

    def test_a_reviewer_sees_the_picture_and_approves_it(self, doctor, desk):
        photo = chosen(doctor, make_staff("kim", group=Role.DIRECTORY))
        shown = reverse("admin:providers_provider_photo", args=[photo.digest])
        page = desk.get(QUEUE).text
        picture = f'<img src="{shown}" width="4" height="3" alt="Portrait of {doctor.full_name}">'
        assert picture in page and f"<h2>Photo: {doctor}</h2>" in page and "Chosen by Kim" in page
        assert doctor.get_absolute_url() in page
        assert photo.digest not in page.replace(waiting().key, "").replace(shown, "")
        answer = desk.post(QUEUE, {"words": [waiting().key], "password": PASSWORD}, follow=True)
        assert "Approved. Patients read 1 text anew." in answer.text and is_public(photo)
        listed = desk.get("/admin/foundation/approvedwords/").text
        assert f"Portrait of {doctor.full_name}" in listed and photo.digest not in listed

    def test_who_chose_it_reads_why_nothing_is_to_tick(self, doctor):
        both, client = make_reviewer("both"), Client()
        chosen(doctor, both)
        client.force_login(both)
        page = client.get(QUEUE).text
        assert "You chose this picture" in page and 'type="checkbox" name="words"' not in page

    def test_it_goes_back_with_a_comment_and_comes_down_with_a_reason(self, doctor, desk):
        kim, editor = make_staff("kim", group=Role.DIRECTORY), Client()
        editor.force_login(kim)
        photo = chosen(doctor, kim)
        give_back(waiting(), approver(), "Words stand in it.")
        page = editor.get(f"{QUEUE}?waiting=returned").text
        assert "Words stand in it." in page and "<img src=" in page
        approve_all()
        own = f"/admin/foundation/approvedwords/{ApprovedWords.objects.read_now().get().pk}/change/"
        page = desk.get(own).text
        shown = reverse("admin:providers_provider_photo", args=[photo.digest])
        assert f'<img src="{shown}"' in page and photo.digest not in page.replace(shown, "")
        take_down(ApprovedWords.objects.read_now().get(), approver(), "Not so.")
        assert not is_public(photo) and waiting().words == photo.digest

    @pytest.mark.parametrize("role", [Role.DIRECTORY, Role.REVIEWER, Role.ADMINISTRATOR])
    def test_staff_see_it_and_nothing_keeps_it(self, doctor, role):
        shown = reverse("admin:providers_provider_photo", args=[chosen(doctor).digest])
        client = Client()
        assert client.get(shown).status_code == 302, "to sign in"
        client.force_login(make_staff("somebody", group=role))
        answer = client.get(shown)
        assert (answer.content, answer.headers["Content-Type"]) == (SENTENCE, "image/jpeg")
        said = answer.headers["Cache-Control"]
        assert "private" in said and "no-store" in said and "public" not in said
        assert client.get(reverse("admin:providers_provider_photo", args=["0" * 64])).status_code == 404


def test_photos_that_a_clinic_has_when_it_upgrades_wait(doctor):
    photo = chosen(doctor)
    WaitingWords.objects.all().delete()  # as before the triggers were there
    with connection.cursor() as cursor:
        cursor.execute(import_module("providers.migrations.0019_photos_are_approved").BEGIN)
    assert not is_public(photo) and waiting().words == photo.digest
