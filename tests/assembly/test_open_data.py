"""The directory for machines: off until the clinic opens it, and then the same truth that patients read."""

import csv
import io
import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from drez_site.clinic.models import ClinicProfile
from procedures.models import Procedure
from providers import open_data
from providers.models import Offering
from tests.kit.directory import make_doctor, make_language, make_location, make_specialty

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("America/New_York"))
DOCS = Path(__file__).resolve().parents[2] / "docs/open-data.md"


@pytest.fixture
def opened():
    ClinicProfile(is_demonstration=False, opens_data=True, name="Real", phone="+19195550100").save()


@pytest.fixture
def doctor(clock):
    clock(NOON)
    drez = Procedure.objects.create(slug="drez-lesioning", name="DREZ lesioning", look="drez", color="plum")
    place = make_location("=Clinic", wheelchair_access=True, phone_checked_on=date(2026, 11, 2))
    doctor = make_doctor(
        "Amés", place, does=[drez], specialties=[make_specialty()], speaks=[make_language()], npi="1234567893"
    )
    Offering.objects.update(confirmed_on=NOON.date())
    return doctor


def body(response) -> str:
    return b"".join(response.streaming_content).decode()


def lines(client) -> list[dict]:
    return list(csv.DictReader(io.StringIO(body(client.get("/doctors.csv")).removeprefix("\ufeff"))))


def practices(client) -> list[dict]:
    return json.loads(body(client.get("/doctors.json")))["practices"]


@pytest.mark.parametrize("address", ["/doctors.csv", "/doctors.json"])
def test_it_is_off_until_the_clinic_opens_it(client, doctor, address):
    assert client.get(address).status_code == 404
    ClinicProfile(is_demonstration=False, name="Real", phone="+19195550100").save()
    assert client.get(address).status_code == 404
    ClinicProfile.objects.update(opens_data=True)
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("page", ["/doctors/", "/es/doctors/"])
def test_every_page_leads_to_it_once_it_is_open(client, doctor, page):
    ClinicProfile(is_demonstration=False, name="Real", phone="+19195550100").save()
    assert "/doctors.csv" not in client.get(page).text
    profile = ClinicProfile.objects.get()
    profile.opens_data = True
    profile.save()
    footer = client.get(page).text.rpartition("<footer")[2]
    assert 'href="/doctors.csv"' in footer and 'href="/doctors.json"' in footer


def test_a_fact_stands_beside_its_day_in_both(client, opened, doctor):
    (line,), (practice,) = lines(client), practices(client)
    assert list(line) == list(practice) == list(open_data.FIELDS)
    assert line["doctor_url"].endswith(f"/doctors/{doctor.slug}/")
    assert (line["npi"], line["state"], line["zip_code"]) == ("1234567893", "NC", "27705")
    assert (line["language_codes"], line["family_name"]) == ("es", "Amés")
    assert re.fullmatch(r"\d{9}X", line["specialty_codes"]) and practice["specialty_codes"] == [
        line["specialty_codes"]
    ]
    assert line["operations"] == "drez-lesioning 2026-11-20"
    assert practice["operations"] == [
        {
            "operation": "drez-lesioning",
            "confirmed_on": "2026-11-20",
            "is_confirmed": True,
            "on_website_on": None,
        }
    ]
    assert (line["phone"], practice["phone"]) == ("(919) 555-0100", "+19195550100")
    assert (line["phone_asked_on"], line["phone_asked_with"]) == ("2026-11-02", "office")
    assert (line["address_asked_on"], line["address_asked_with"]) == ("", "")
    assert (line["wheelchair_access"], practice["wheelchair_access"]) == ("yes", True)
    assert (line["accepts_new_patients"], practice["accepts_new_patients"]) == ("", None)


def test_no_spreadsheet_computes_a_cell(client, opened, doctor):
    (line,) = lines(client)
    assert line["place_name"] == "'=Clinic" and practices(client)[0]["place_name"] == "=Clinic"


def test_only_what_patients_may_read(client, opened, doctor, clock):
    make_doctor("Hidden", make_location(), is_listed=False)
    make_doctor("Made", make_location(is_demonstration=True), is_demonstration=True)
    leaver = make_doctor("Leaver", make_location(), left_on=NOON.date())
    assert [each["family_name"] for each in practices(client)] == ["Amés", "Leaver"]
    clock(NOON + timedelta(days=1))
    assert [each["family_name"] for each in practices(client)] == ["Amés"], leaver


def test_the_tag_changes_with_the_day(client, opened, doctor, clock):
    first = client.get("/doctors.json")
    tag = first.headers["ETag"]
    assert client.get("/doctors.json", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/doctors.csv", headers={"If-None-Match": tag}).status_code == 200
    clock(NOON + timedelta(days=91))
    later = client.get("/doctors.json", headers={"If-None-Match": tag})
    assert later.status_code == 200 and later.headers["ETag"] != tag
    assert json.loads(body(later))["practices"][0]["operations"][0]["is_confirmed"] is False


@pytest.mark.django_db(transaction=True)
def test_the_tag_changes_with_every_change_that_is_saved(client, opened, doctor):
    tag = client.get("/doctors.json").headers["ETag"]
    assert client.get("/doctors.json", headers={"If-None-Match": tag}).status_code == 304
    make_doctor("Another", make_location())
    assert client.get("/doctors.json", headers={"If-None-Match": tag}).status_code == 200


def test_it_is_streamed_with_the_same_few_statements_for_each_portion(
    client, opened, doctor, monkeypatch, django_assert_num_queries
):
    for number in range(5):
        make_doctor(f"D{number}", make_location())
    monkeypatch.setattr(open_data, "AT_ONCE", 2)
    with django_assert_num_queries(3 * 4 + 1):
        assert len(list(open_data.rows(NOON.date()))) == 6
    response = client.get("/doctors.csv")
    assert response.streaming and not response.cookies
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_every_field_is_documented():
    named = {
        name
        for row in DOCS.read_text().splitlines()
        if row.startswith("| `")
        for name in re.findall(r"`(\w+)`", row.split("|")[1])
    }
    assert named == set(open_data.FIELDS)
