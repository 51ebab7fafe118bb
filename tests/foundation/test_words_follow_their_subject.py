"""Words are approved of whom or what their row names: once that is another, they wait again."""

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from drez_site.clinic.models import ClinicPlace, ClinicProfile
from drez_site.foundation.approving import approve
from drez_site.foundation.models import ApprovedWords, WaitingWords
from drez_site.foundation.roles import Role
from providers.models import Location, Provider
from tests.kit.approving import approve_all, approver
from tests.kit.browser_forms import Form
from tests.kit.directory import make_doctor, make_location
from tests.kit.signing_in import PASSWORD
from tests.kit.staff_accounts import make_staff
from tests.kit.two_connections import while_uncommitted

pytestmark = pytest.mark.django_db
# Tables of which no column says whom or what the words are about.
OF_THEMSELVES = {"clinic_announcement", "clinic_clinicreason"}
QUEUE = "/admin/foundation/waitingwords/"
ENGLISH, SPANISH = "Grew up in Durham.", {"es": "Creció en Durham."}


def read_now() -> set[str]:
    return set(ApprovedWords.objects.read_now().values_list("field", flat=True))


@pytest.fixture
def doctor() -> Provider:
    doctor = make_doctor(biography=ENGLISH, biography_translations=SPANISH, npi="1003000126")
    approve_all()
    return doctor


@pytest.mark.parametrize("name", ["given_name", "family_name", "npi"])
def test_what_was_approved_of_a_doctor_waits_once_the_row_names_another(doctor, name):
    Provider.objects.update(**{name: "1003000134" if name == "npi" else "Another"})
    assert read_now() == set()
    assert {each.field for each in WaitingWords.objects.all()} == {"biography", "biography_translations"}
    assert ENGLISH not in Client().get(doctor.get_absolute_url()).text
    approve_all()
    assert ENGLISH in Client().get(doctor.get_absolute_url()).text


def test_what_says_nobody_else_leaves_approved_words_alone(doctor):
    Provider.objects.update(family_name=f" {doctor.family_name} ", credentials="MD, PhD", is_listed=False)
    Provider.objects.update(npi=None)
    approve_all()
    Provider.objects.update(npi="1003000126")
    assert read_now() == {"biography", "biography_translations"}, "a number that becomes known is no change"


def test_whoever_changes_the_name_is_told(doctor, client):
    client.force_login(make_staff(group=Role.DIRECTORY))
    address = f"/admin/providers/provider/{doctor.pk}/change/"
    form = Form(client.get(address).text, having="family_name")
    page = client.post(address, form.data(family_name="Another"), follow=True).text
    assert "until then nothing in their place: “About”" in page


def test_what_was_approved_of_a_place_waits_once_the_place_is_elsewhere():
    make_location(parking="Park behind it.", street="1 Main Street")
    clinic = ClinicProfile.objects.create(
        name="A clinic", phone="+19195550100", award="Best desk", award_by="A", award_year=2020
    )
    own = ClinicPlace.objects.create(
        clinic=clinic, name="Desk", street="1 Main Street", city="Durham", directions="Turn left."
    )
    text = clinic.texts.create(place=own, field="directions", language="es", words="A la izquierda.")
    approve_all()
    assert read_now() == {"parking", "award", "directions", "words"}
    Location.objects.update(name="Another name", phone="+19195550101")
    assert len(read_now()) == 4
    Location.objects.update(street="2 Main Street")
    ClinicPlace.objects.update(city="Raleigh")
    ClinicProfile.objects.update(award_by="B")
    text.field = "travel"
    text.save()
    assert read_now() == set() and WaitingWords.objects.count() == 4


def test_every_table_with_free_texts_says_whom_they_are_about():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger"
            " WHERE tgfoid = 'words_follow_their_subject'::regproc AND tgenabled = 'O'"
        )
        follow = {table for (table,) in cursor.fetchall()}
    tables = {model._meta.db_table for model in apps.get_models() if getattr(model, "TO_APPROVE", ())}
    assert tables - follow == OF_THEMSELVES


@pytest.mark.django_db(transaction=True)
def test_an_approval_that_is_just_being_given_ends_too():
    make_doctor(biography=ENGLISH)
    waiting, by = WaitingWords.objects.get(), approver()
    while_uncommitted(lambda: approve(waiting, by), lambda: Provider.objects.update(family_name="Another"))
    assert read_now() == set() and WaitingWords.objects.get().words == ENGLISH


def test_a_page_from_before_a_rename_or_the_end_of_a_row_approves_nothing(doctor, client):
    client.force_login(approver())
    sent = {"words": [], "password": PASSWORD}
    Provider.objects.update(biography="Other words.", biography_translations={})
    sent["words"] = [WaitingWords.objects.get().key]
    Provider.objects.update(family_name="Another")
    assert "These words changed meanwhile" in client.post(QUEUE, sent).text
    sent["words"] = [WaitingWords.objects.get().key]
    doctor.delete()
    assert "Approved." not in client.post(QUEUE, sent, follow=True).text
    assert read_now() == set() and not WaitingWords.objects.exists()
