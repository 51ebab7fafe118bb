"""What a patient takes along on paper: a summary for a doctor, or the questions alone."""

import pytest

from drez_site.clinic.models import ClinicProfile
from procedures.publishing.signing import withdraw
from tests.kit.approving import approve_all
from tests.kit.documents import make_draft_article, make_edition, make_signed_article, reviewer

pytestmark = pytest.mark.django_db
PAGE = "/procedures/drez-lesioning/"


def test_a_summary_has_what_a_doctor_needs_and_no_section(client):
    ClinicProfile(phone="+19195550134", fax="+19195550135", records_to_bring="Scans").save()
    approve_all()
    make_signed_article()
    page = client.get(PAGE, {"sheet": "doctor"}).text
    for words in (
        "Point: result.",
        "Harm: 4 of 14",
        "What happens if pain comes back?",
        "Scans",
        "(919) 555-0135",
        "No clinician has reviewed this page yet.",
        'id="ref-1"',
        'content="noindex"',
    ):
        assert words in page, words
    assert "Text of tests." not in page


def test_the_questions_stand_alone(client):
    make_signed_article()
    page = client.get(PAGE, {"sheet": "questions"}).text
    assert "What happens if pain comes back?" in page
    assert "Point: result." not in page and 'id="ref-1"' not in page


def test_a_summary_lists_the_sources_that_it_cites(client):
    document = make_draft_article()
    document.sections.filter(kind="tests").update(body="In a section.[@Paper2020]")
    document.figures.all().delete()
    make_edition(document)
    assert 'id="ref-1"' in client.get(PAGE).text
    assert 'id="ref-1"' not in client.get(PAGE, {"sheet": "doctor"}).text


def test_an_unknown_sheet_is_the_article(client):
    make_signed_article()
    page = client.get(PAGE, {"sheet": "else"}).text
    assert "Text of tests." in page
    assert 'href="?sheet=doctor"' in page and 'href="?sheet=questions"' in page


def test_what_was_taken_down_is_not_printed_either(client):
    withdraw(make_signed_article(), reviewer(), "Wrong.")
    assert client.get(PAGE, {"sheet": "doctor"}).status_code == 410


def test_in_spanish_the_signed_english_is_marked(client):
    make_signed_article()
    page = client.get("/es" + PAGE, {"sheet": "doctor"}).text
    assert "Todavía no hemos traducido este texto" in page
    assert "Qué enviar" in page and 'lang="en"' in page
