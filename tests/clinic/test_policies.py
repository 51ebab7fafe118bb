"""The notices say what the code does and what the clinic wrote, in every language that they name."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from drez_site.assembly import demonstration
from drez_site.clinic.models import ClinicProfile, LanguageNotice, NoticeTranslation
from drez_site.clinic.notices import load_samples
from drez_site.clinic.policies import POLICIES
from providers.models.report import KEPT_AFTER_CLOSING, KEPT_AT_MOST
from tests.kit.approving import approve_all
from tests.kit.directory import make_doctor, make_location
from tests.kit.documents import make_signed_article
from tests.kit.small_country import few_summaries
from tests.system.public_pages import PREFIXES

pytestmark = pytest.mark.django_db
CLINIC = {
    "name": "Test Clinic",
    "phone": "+19195550100",
    "tty": "+19195550101",
    "email": "clinic@example.org",
    "rights_coordinator": "Kim Right, patient representative",
    "rights_phone": "+19195550102",
    "rights_email": "rights@example.org",
}
PLACE = {"street": "1 Test Street", "city": "Durham", "state": "NC", "zip_code": "27710"}
SAMPLE = "has not checked this translation yet"
MUESTRA = "todavía no ha revisado esta traducción"


@pytest.fixture
def clinic():
    profile = ClinicProfile(**CLINIC)
    profile.save()
    profile.places.create(**PLACE)
    load_samples()
    return profile


def change(clinic, **fields):
    for name, value in fields.items():
        setattr(clinic, name, value)
    clinic.full_clean()
    clinic.save()


def main_text(client, path) -> str:
    """As patients read it once a reviewer approved it."""
    approve_all()
    page = client.get(path)
    assert page.status_code == 200, path
    return " ".join(page.text.partition("<main")[2].partition("</main>")[0].split())


def footer(client, path) -> str:
    return client.get(path).text.partition('<footer class="foot">')[2]


@pytest.mark.parametrize("prefix", PREFIXES.values())
@pytest.mark.parametrize("name", POLICIES)
def test_every_notice_is_one_link_away_from_every_page(client, clinic, name, prefix):
    make_signed_article()
    swept = 0
    for path in ("/", "/doctors/", "/procedures/drez-lesioning/", "/glossary/", f"/{name}/"):
        assert f'href="{prefix}/{name}/"' in footer(client, prefix + path), path
        swept += 1
    assert swept == 5
    page = main_text(client, f"{prefix}/{name}/")
    contents = re.findall(r'href="#([\w-]+)"', page.partition('<nav class="toc"')[2].partition("</nav>")[0])
    assert page.count("<h1>") == 1 and contents
    assert [anchor for anchor in contents if f'id="{anchor}"' not in page] == []


@pytest.mark.parametrize("name", POLICIES)
def test_spanish_is_a_sample_until_a_translator_is_named(client, clinic, name):
    assert MUESTRA in main_text(client, f"/es/{name}/")
    assert SAMPLE not in main_text(client, f"/{name}/")
    clinic.notice_translations.create(
        language="es", checked_by="Ana Translator, CT", checked_on=date(2026, 1, 2)
    )
    assert MUESTRA not in main_text(client, f"/es/{name}/")


def test_who_checked_and_when_belong_together(clinic):
    for missing in ({"checked_by": "Ana"}, {"checked_by": "", "checked_on": date(2026, 1, 2)}):
        row = NoticeTranslation(clinic=clinic, language="es", **missing)
        with pytest.raises(ValidationError):
            row.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
    with pytest.raises(IntegrityError), transaction.atomic():  # English is no translation
        clinic.notice_translations.create(language="en", checked_by="Ana", checked_on=date(2026, 1, 2))
    with pytest.raises(IntegrityError), transaction.atomic():
        LanguageNotice.objects.filter(language="vi").update(checked_by="Lan")


# --- privacy


def test_privacy_says_how_long_logs_are_kept(client, clinic):
    assert "deleted after 30 days" in main_text(client, "/privacy/")
    change(clinic, log_days=7)
    assert "deleted after 7 days" in main_text(client, "/privacy/")
    with pytest.raises(ValidationError):
        change(clinic, log_days=91)


@pytest.mark.parametrize("path", ["/privacy/", "/doctors/terry-kept/report/"])
def test_a_reader_learns_how_long_a_report_is_kept(client, clinic, path):
    make_doctor("Kept", make_location(), slug="terry-kept")
    assert f"{KEPT_AFTER_CLOSING.days} days after we answer" in main_text(client, path)
    assert f"longer than {KEPT_AT_MOST.days} days" in main_text(client, path)
    assert f"más de {KEPT_AT_MOST.days} días" in main_text(client, f"/es{path}")


def test_privacy_says_where_a_typed_place_can_be_seen(client, clinic):
    text = main_text(client, "/privacy/")
    assert "stands in the address of the page" in text and "history" in text
    assert "historial de su navegador" in main_text(client, "/es/privacy/")


def test_no_notice_wears_a_seal(client, clinic):
    for name in POLICIES:
        assert "HIPAA" not in client.get(f"/{name}/").text


def test_questions_go_to_the_clinic(client, clinic):
    text = main_text(client, "/privacy/")
    assert 'href="tel:+19195550100"' in text and 'href="mailto:clinic@example.org"' in text
    change(clinic, email="", phone="")
    text = main_text(client, "/privacy/")
    assert "mailto:" not in text and "tel:" not in text and "Ask the clinic." in text


def test_the_notice_of_privacy_practices_is_linked_when_there_is_one(client, clinic):
    assert "privacy practices" not in footer(client, "/")
    change(clinic, privacy_practices_url="https://clinic.example/npp.pdf")
    assert 'href="https://clinic.example/npp.pdf"' in footer(client, "/")
    assert 'href="https://clinic.example/npp.pdf"' in main_text(client, "/privacy/")


# --- consumer health data


def test_health_data_notice_names_its_states(client, clinic):
    assert "Consumer health data</a>" not in footer(client, "/")
    assert "Consumer health data (CT, NV, WA)</a>" in footer(client, "/")
    change(clinic, health_data_states="WA")
    text = main_text(client, "/consumer-health-data/")
    assert "Washington" in text and "Nevada" not in text and "Connecticut" not in text


def test_a_clinic_without_such_states_has_no_such_notice(client, clinic):
    change(clinic, health_data_states="")
    assert client.get("/consumer-health-data/").status_code == 404
    assert "consumer-health-data" not in client.get("/").text
    for wrong in ("Washington", "wa", "WA NV", "WA,NV"):
        with pytest.raises(ValidationError):
            change(clinic, health_data_states=wrong)


# --- cookies and the optional thing


def test_the_clinic_can_switch_remembering_off(client, clinic):
    make_signed_article()
    pages = ["/", "/doctors/", "/procedures/drez-lesioning/", "/cookies/"]
    assert [client.get(path).text.count(" data-zip") for path in pages] == [1, 1, 1, 1]
    assert "See or change your choice" in main_text(client, "/privacy/")
    change(clinic, remembers_zip=False)
    assert [client.get(path).text.count(" data-zip") for path in pages] == [0, 0, 0, 0]
    assert "See or change your choice" not in main_text(client, "/privacy/")
    assert "Remember my ZIP" not in main_text(client, "/cookies/")


def test_cookies_are_named_as_they_are_set(client, clinic, settings):
    text = main_text(client, "/cookies/")
    assert settings.SESSION_COOKIE_NAME in text and settings.CSRF_COOKIE_NAME in text


# --- accessibility


def test_accessibility_names_standard_gaps_contact_and_date(client, clinic):
    text = main_text(client, "/accessibility/")
    assert "(WCAG) 2.2, level AA" in text
    assert "No person has tested it by hand" in text
    change(
        clinic,
        accessibility_tested_on=date(2026, 3, 4),
        accessibility_gaps="The map has no text.\n\nVideos lack captions.",
    )
    text = main_text(client, "/accessibility/")
    assert "A person tested it by hand on March 4, 2026." in text
    assert "<li>The map has no text.</li><li>Videos lack captions.</li>" in re.sub(r">\s+<", "><", text)
    assert '<li lang="en">The map has no text.</li>' in main_text(client, "/es/accessibility/")


# --- nondiscrimination


def test_nondiscrimination_names_the_coordinator_and_both_ways_to_complain(client, clinic):
    text = main_text(client, "/nondiscrimination/")
    for part in (
        "Kim Right, patient representative",
        "(919) 555-0102",
        "(919) 555-0101",
        "rights@example.org",
        "1 Test Street",
        "race, color, national origin",
        "age, disability, or sex",
        "grievance",
        "https://ocrportal.hhs.gov/ocr/portal/lobby.jsf",
        "1-800-368-1019",
        "https://clinic.example/nondiscrimination/",
    ):
        assert part in text, part


def test_a_missing_coordinator_says_whom_to_ask(client):
    ClinicProfile(name="Bare", phone="+19195550100").save()
    assert "Ask the clinic" in main_text(client, "/nondiscrimination/")
    assert "rights@" not in main_text(client, "/nondiscrimination/")


# --- language assistance


def test_language_help_is_offered_in_at_least_fifteen_languages(client, clinic):
    text = main_text(client, "/language-assistance/")
    sections = re.findall(r'<section class="flow measure" lang="([\w-]+)" dir="(ltr|rtl)"', text)
    languages = dict(sections)
    assert len(languages) == len(sections) >= 15
    assert {code for code, direction in sections if direction == "rtl"} == {"ar", "fa", "ur"}
    assert text.count("(919) 555-0100") == len(languages) + 1, "each language and English"
    assert text.count("Sample, not yet checked") == len(languages)


def test_a_checked_notice_is_no_sample(client, clinic):
    samples = main_text(client, "/language-assistance/").count("Sample, not yet checked")
    LanguageNotice.objects.filter(language="vi").update(checked_by="Lan", checked_on=date(2026, 1, 2))
    assert main_text(client, "/language-assistance/").count("Sample, not yet checked") == samples - 1


def test_what_a_clinic_wrote_stays_when_samples_are_loaded_again(clinic):
    LanguageNotice.objects.filter(language="ko").update(text="Ours.")
    LanguageNotice.objects.filter(language="de").delete()
    before = LanguageNotice.objects.count()
    load_samples()
    assert LanguageNotice.objects.count() == before + 1
    assert LanguageNotice.objects.get(language="ko").text == "Ours."


def test_a_notice_must_say_where_the_number_goes(clinic):
    with pytest.raises(ValidationError) as refused:
        LanguageNotice(language="so", name="Soomaali", text="x", call="Wac.").full_clean()
    assert set(refused.value.message_dict) == {"call"}


def test_hostile_words_are_escaped(client, clinic):
    LanguageNotice.objects.filter(language="vi").update(text="<script>x", call="<b>{phone}<i>")
    text = main_text(client, "/language-assistance/")
    assert "<script>x" not in text and "<b>" not in text and "&lt;b&gt;" in text


def test_a_site_without_samples_still_offers_an_interpreter(client):
    assert "an interpreter is free" in main_text(client, "/language-assistance/")


def test_a_real_clinic_starts_with_samples(db, monkeypatch):
    monkeypatch.setattr(demonstration, "is_demonstration_only", lambda: False)
    few_summaries(monkeypatch)
    demonstration.start_clinic("Real Clinic", "+19195550100")
    assert LanguageNotice.objects.filter(checked_by="").count() >= 15


@pytest.mark.parametrize("prefix", PREFIXES.values())
def test_a_printed_article_says_where_the_notices_are(client, clinic, prefix):
    make_signed_article()
    printed = client.get(f"{prefix}/procedures/drez-lesioning/").text
    figure = printed.partition('<figure class="qr">')[2].partition("</figure>")[0]
    # The article is English until it has been translated, and so is what stands around it.
    assert "https://clinic.example" in figure and "/nondiscrimination/" in figure
