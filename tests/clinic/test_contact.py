"""How to get an appointment: what the clinic wrote, and “Ask the clinic” where it wrote nothing."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from drez_site.clinic.models import ClinicProfile
from tests.kit.approving import approve_all

pytestmark = pytest.mark.django_db


def clinic(**fields) -> ClinicProfile:
    profile = ClinicProfile(**{"name": "Test Clinic", "phone": "+19195550100"} | fields)
    profile.save()
    return profile


PLACE = {"street": "1 Test Street", "city": "Durham", "state": "NC", "zip_code": "27710"}


def main_text(client, path="/contact/") -> str:
    """As patients read it once a reviewer approved it."""
    approve_all()
    page = client.get(path)
    assert page.status_code == 200
    return " ".join(page.text.partition("<main")[2].partition("</main>")[0].split())


ASK = 'Ask the clinic: <a href="tel:+19195550100">(919) 555-0100</a>'


def test_what_is_not_known_says_to_ask(client):
    clinic()
    text = main_text(client)
    # hours, referral, records, insurance, travel, directions
    assert text.count(ASK) == 6
    assert "TTY" not in text
    assert 'href="tel:711"' in text


def test_a_clinic_without_a_number_promises_none(client):
    clinic(phone="")
    text = main_text(client)
    assert text.count("Ask the clinic") == 6
    assert "tel:+" not in text


def test_a_site_without_a_profile_has_the_page(client):
    assert "Ask the clinic" in main_text(client)


@pytest.mark.parametrize(
    ("needed", "answer"), [(True, "Yes. Ask your own doctor"), (False, "No. You can call us"), (None, ASK)]
)
def test_referral_has_three_answers(client, needed, answer):
    clinic(referral_needed=needed, hours="Always")
    assert answer in main_text(client).partition("referral?</h2>")[2].partition("<h2>")[0]


def test_everything_that_the_clinic_wrote_is_there(client):
    clinic(
        hours="Mondays",
        tty="+19195550101",
        records_to_bring="Scans\r\n\r\n  Your *own* list  \n",
        insurance="First.\n\nSecond.",
        insurance_checked_on=date(2026, 10, 5),
        travel="Stay at [our guest house](https://lodging.example/).",
    ).places.create(**PLACE, directions="- Left\n- Right")
    text = main_text(client)
    assert "Mondays" in text
    assert '<a href="tel:+19195550101">(919) 555-0101</a>' in text
    assert "<li>Scans</li><li>Your <em>own</em> list</li>" in text
    assert "<p>First.</p> <p>Second.</p>" in text
    assert '<time datetime="2026-10-05">Checked on October 5, 2026.</time>' in text
    assert '<a href="https://lodging.example/">our guest house</a>' in text
    assert "<ul> <li>Left</li> <li>Right</li> </ul>" in text
    assert "1 Test Street<br>Durham, NC 27710" in text


def test_staff_cannot_break_the_page(client):
    profile = clinic(travel='<script>alert(1)</script> <p style="color:red">x')
    profile.places.create(**PLACE, directions="[x](javascript:alert(1))")
    text = main_text(client)
    assert "<script" not in text and "<p style" not in text and 'href="javascript' not in text


def test_a_stray_citation_is_refused_in_the_admin_and_harmless_on_the_page(client):
    profile = clinic(travel="See [@Paper2020].")
    assert "See [@Paper2020]." in main_text(client)
    with pytest.raises(ValidationError) as refused:
        profile.full_clean(validate_unique=False)
    assert set(refused.value.message_dict) == {"travel"}


def test_spanish_readers_get_spanish_or_marked_english(client):
    profile = clinic(travel="In English.", records_to_bring="Scans")
    profile.places.create(**PLACE, directions="Only English.")
    profile.texts.create(field="travel", language="es", words="En español.")
    text = main_text(client, "/es/contact/")
    assert "En español." in text and "In English." not in text
    assert '<div class="measure flow"><p>En español.</p> </div>' in text
    assert '<div class="measure flow" lang="en"><p>Only English.</p> </div>' in text
    assert '<ul class="measure" lang="en">' in text


def test_a_translation_without_its_english_is_not_shown(client):
    clinic().texts.create(field="travel", language="es", words="Sin original.")
    assert "Sin original." not in main_text(client, "/es/contact/")


def test_insurance_has_a_date():
    with pytest.raises(IntegrityError), transaction.atomic():
        clinic(insurance="All plans.")
    with pytest.raises(ValidationError, match="day on which the text about insurance was checked"):
        ClinicProfile(pk=1, name="x", insurance="All.").full_clean()


def test_insurance_was_not_checked_tomorrow():
    profile = ClinicProfile(
        pk=1, name="x", insurance="All.", insurance_checked_on=timezone.localdate() + timedelta(days=1)
    )
    with pytest.raises(ValidationError) as refused:
        profile.full_clean()
    assert set(refused.value.message_dict) == {"insurance_checked_on"}


def test_the_date_of_nothing_is_not_shown(client):
    clinic(insurance_checked_on=date(2026, 10, 5))
    assert "Checked" not in main_text(client)


def test_the_demonstration_is_plainly_made_up(client, loaded):
    for path, words in [("/contact/", "made up"), ("/es/contact/", "ficticia")]:
        text = main_text(client, path)
        assert words in text
        assert "Example" in text
        assert "$" not in text
        assert "Ask the clinic" not in text
    spanish = main_text(client, "/es/contact/")
    assert 'lang="en"' not in spanish.replace('lang="en" hreflang', "")


def test_the_pages_lead_here(client):
    assert 'href="/contact/"' in client.get("/").text
    assert 'href="/es/contact/"' in client.get("/es/").text


def test_how_we_make_pages_is_honest(client):
    page = main_text(client, "/how-we-make-content/")
    assert "No clinician has reviewed or signed any page here." in page
    ClinicProfile(name="Real", phone="+19195550100", is_demonstration=False).save()
    page = main_text(client, "/how-we-make-content/")
    assert "This is a demonstration" not in page
    assert 'href="tel:+19195550100"' in page


@pytest.mark.parametrize(
    ("zone", "page", "said"),
    [
        ("America/New_York", "/contact/", "Monday to Friday, 8 am to 5 pm (Eastern time)"),
        ("America/Phoenix", "/contact/", "Monday to Friday, 8 am to 5 pm (Arizona time)"),
        ("Pacific/Honolulu", "/es/contact/", "(hora de Hawái)"),
    ],
)
def test_phone_hours_name_their_zone(client, settings, zone, page, said):
    """Patients call from other zones, too."""
    settings.TIME_ZONE = zone
    ClinicProfile(
        is_demonstration=False, name="Real", phone="+19195550100", hours="Monday to Friday, 8 am to 5 pm"
    ).save()
    words = " ".join(client.get(page).text.split())
    assert words.count(said) >= 2, "beside the number, and at the foot"


def test_hours_that_name_their_zone_are_left_as_they_are(client):
    ClinicProfile(is_demonstration=False, name="Real", phone="+19195550100", hours="8 am to 5 pm, ET").save()
    assert "Eastern time" not in client.get("/contact/").text


def test_every_zone_has_a_name_that_is_a_zone():
    from zoneinfo import available_timezones

    from drez_site.clinic.time_zone import NAMES

    assert NAMES.keys() <= available_timezones()
