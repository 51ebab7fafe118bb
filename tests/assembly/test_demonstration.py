"""A demonstration and a real clinic never mix, and the database itself sees to it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from drez_site.assembly import demonstration
from drez_site.clinic.models import ClinicProfile
from drez_site.staff.models import StaffMember
from drez_site.staff.one_time_links import DEMONSTRATION_USERNAME, demonstration_login_path
from procedures.models import Document, Edition, Procedure
from providers.models import Language, Location, Offering, Practice, Provider, SearchEntry, Specialty
from tests.kit.documents import make_procedure, make_signed_article, make_signed_real_article
from tests.kit.small_country import in_a_small_country

pytestmark = pytest.mark.django_db
ROWS = (Document, Provider, Location, Practice, Offering, SearchEntry)


@pytest.fixture(autouse=True)
def quickly(monkeypatch, nightly):
    if not nightly:
        in_a_small_country(monkeypatch)


@pytest.fixture
def demonstration_only():
    """What embedded PostgreSQL says of itself in `make run` and `make dev`."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL drez_site.demonstration_only = 'on'")


def test_a_demonstration_only_database_refuses_a_real_document(demonstration_only):
    make_signed_article()
    with pytest.raises(IntegrityError, match="demonstration data only"), transaction.atomic():
        make_signed_article(language="es", is_demonstration=False)
    with pytest.raises(IntegrityError, match="DATABASE_URL"), transaction.atomic():
        Document.objects.update(is_demonstration=False)
    assert Document.objects.filter(is_demonstration=False).count() == 0


def test_a_demonstration_only_database_refuses_a_real_clinic(demonstration_only):
    with pytest.raises(IntegrityError, match="demonstration data only"), transaction.atomic():
        ClinicProfile(is_demonstration=False).save()


def test_start_clinic_is_refused_on_a_demonstration_only_database(demonstration_only):
    with pytest.raises(CommandError, match="Set DATABASE_URL"):
        call_command("start_clinic", "Real Clinic", "+19195550100")


def test_a_site_nobody_has_claimed_takes_the_whole_demonstration_and_twice_is_once():
    assert ClinicProfile.current().is_demonstration
    assert demonstration.load() is not None
    counts = {model: model.objects.count() for model in ROWS}
    assert all(counts.values())
    demonstration.load()
    assert {model: model.objects.count() for model in ROWS} == counts
    assert not Provider.objects.filter(is_demonstration=False).exists()
    assert not Location.objects.filter(is_demonstration=False).exists()


def test_the_switch_is_refused_while_demonstration_data_is_live(loaded):
    with pytest.raises(IntegrityError, match="start_clinic"), transaction.atomic():
        ClinicProfile.objects.update(is_demonstration=False)
    assert ClinicProfile.current().is_demonstration


def test_the_switch_is_refused_to_who_looks_in_no_schema(loaded):
    with (
        pytest.raises(IntegrityError, match="start_clinic"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET LOCAL search_path = ''")
        cursor.execute("UPDATE public.clinic_clinicprofile SET is_demonstration = false")


def test_the_clinic_and_the_directory_agree_about_one_house(loaded):
    """Who compares the contact page with a doctor's page finds the same phone and hours behind one door."""
    clinic = ClinicProfile.current()
    shared = 0
    for place in clinic.places.all():
        for location in Location.objects.filter(street=place.street, zip_code=place.zip_code):
            shared += 1
            assert (location.phone, location.hours) == (place.phone or clinic.phone, place.opening_hours)
    assert shared >= 1


def test_start_clinic_empties_a_demonstration(loaded, capsys):
    demonstration_login_path()
    call_command("start_clinic", "Real Clinic", "+19195550100")
    assert "This is now the site of Real Clinic" in capsys.readouterr().out
    made_up = [model for model in ROWS if model is not Document]
    assert {model: model.objects.count() for model in made_up} == dict.fromkeys(made_up, 0)
    assert not Document.objects.demonstration() and not Edition.objects.exists()
    assert Procedure.objects.count() == 2
    assert Specialty.objects.count() >= 4 and Language.objects.count() >= 10
    profile = ClinicProfile.current()
    assert (profile.name, profile.phone, profile.is_demonstration) == ("Real Clinic", "+19195550100", False)
    assert not StaffMember.objects.get(username=DEMONSTRATION_USERNAME).is_active


def test_start_clinic_keeps_what_is_real(loaded):
    make_signed_real_article(make_procedure("real"))
    Location.objects.create(name="Real", slug="real", city="Durham", state="NC")
    call_command("start_clinic", "Real Clinic", "+19195550100")
    kept = Document.objects.get(procedure__slug="real")
    assert [edition.document for edition in Edition.objects.all()] == [kept]
    assert [location.name for location in Location.objects.all()] == ["Real"]


@pytest.mark.parametrize("phone", ["919 555 0100", "+1919555010", "call us"])
def test_start_clinic_refuses_a_bad_phone_and_removes_nothing(loaded, phone):
    before = Provider.objects.count()
    with pytest.raises(CommandError, match="like [+]19195550134"):
        call_command("start_clinic", "Real Clinic", phone)
    assert Provider.objects.count() == before


def test_a_clinic_is_started_once(loaded):
    call_command("start_clinic", "Real Clinic", "+19195550100", stdout=StringIO())
    ClinicProfile.objects.update(hours="Mondays, 8 am to 5 pm")
    with pytest.raises(CommandError, match="real clinic already"):
        call_command("start_clinic", "Other Clinic", "+19195550111")
    assert ClinicProfile.current().hours == "Mondays, 8 am to 5 pm"


def test_a_real_clinic_refuses_the_demonstration():
    ClinicProfile(name="Real", is_demonstration=False).save()
    with pytest.raises(CommandError, match="belongs to a real clinic"):
        call_command("load_demonstration")
    assert not StaffMember.objects.exists()


def test_every_demonstrable_table_is_guarded_by_the_database():
    """A new model with made-up rows must not be forgotten."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.relname, EXISTS (SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
                                         WHERE t.tgrelid = c.oid AND p.proname = 'refuse_real_rows')
               FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
               WHERE a.attname = 'is_demonstration' AND c.relkind = 'r'"""
        )
        guarded = dict(cursor.fetchall())
    assert len(guarded) >= 4
    assert all(guarded.values()), guarded


def test_there_is_one_profile():
    ClinicProfile(name="One").save()
    ClinicProfile(name="Two").save()
    assert [profile.name for profile in ClinicProfile.objects.all()] == ["Two"]
    with pytest.raises(IntegrityError), transaction.atomic():
        ClinicProfile.objects.bulk_create([ClinicProfile(pk=2)])
