"""Which edition patients read, as time passes and pages are taken down. The clock moves without a write."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from drez_site.clinic.models import ClinicProfile
from drez_site.foundation.dates import add_months
from drez_site.foundation.refusals import Refused
from procedures.catalogue import Catalogue
from procedures.for_readers import article_for_reading
from procedures.models import Document, Edition, Publication
from procedures.presenters.signature import Signature
from procedures.publishing.signing import sign, withdraw
from procedures.publishing.steps import MinorCorrection, Renewal, SignedAgain
from tests.kit.documents import (
    make_draft_article,
    make_edition,
    make_paper,
    make_procedure,
    make_signed_article,
    mark_retracted,
    reviewer,
)
from tests.kit.signatures import filled_in

pytestmark = pytest.mark.django_db
PAGE = "/procedures/drez-lesioning/"


def on(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.fixture
def edition() -> Edition:
    return make_signed_article(summary="Signed words.").editions.get()


def after_due(edition, months: int, days: int = 0) -> datetime:
    return on(add_months(edition.review_due, months) + timedelta(days=days))


# Overdue


@pytest.mark.parametrize(
    ("months", "days", "says_so", "leads", "status"),
    [
        (0, 0, False, False, 200),
        (0, 1, True, False, 200),
        (12, 0, True, False, 200),
        (12, 1, True, True, 200),
        (24, 0, True, True, 200),
        (24, 1, None, None, 410),
    ],
)
def test_a_page_grows_old(client, clock, edition, months, days, says_so, leads, status):
    clock(after_due(edition, months, days))
    answer = client.get(PAGE)
    assert answer.status_code == status
    if status == 200:
        notices = answer.text.count("Review was due on")
        assert notices == says_so + leads
        heading = answer.text.index("<h1>")
        assert ("Review was due on" in answer.text[:heading]) is leads
    assert Edition.objects.count() == 1, "nothing was written"


def test_the_months_are_settings(client, clock, settings, edition):
    settings.EDITION_OVERDUE_WITHDRAWS_MONTHS = 1
    clock(after_due(edition, 1, 1))
    assert client.get(PAGE).status_code == 410


def test_a_page_taken_down_by_time_leaves_home_index_and_sitemap(client, clock, edition):
    for path in ("/", "/procedures/", "/sitemap.xml", "/es/"):
        assert PAGE in client.get(path).text
    clock(after_due(edition, 24, 1))
    for path in ("/", "/procedures/", "/sitemap.xml", "/es/"):
        assert PAGE not in client.get(path).text
    assert "We took this page down on" in client.get(PAGE).text


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2025, 1, 31), date(2025, 8, 31), date(2026, 12, 1)])
@pytest.mark.parametrize("months", [0, 1, 6, 12, 24])
def test_months_are_added_as_postgresql_adds_them(day, months):
    with connection.cursor() as cursor:
        cursor.execute("SELECT (%s::date + make_interval(months => %s))::date", [day, months])
        assert cursor.fetchone()[0] == add_months(day, months)


def test_query_and_instance_agree_about_the_days_around_each_end(edition):
    for months in (0, 1, 12, 24):
        for days in (-1, 0, 1):
            at = after_due(edition, months, days)
            in_sql = Edition.objects.overdue(at, months=months).filter(pk=edition.pk).exists()
            assert in_sql is edition.overdue_by(months, at) is (days > 0)


def test_staff_find_what_is_overdue(edition):
    assert not Edition.objects.live().overdue().exists()
    assert Edition.objects.live(after_due(edition, 0, 1)).overdue(after_due(edition, 0, 1)).get() == edition


# Withdrawal


def test_a_withdrawn_page_says_so_and_helps(client, edition):
    ClinicProfile(phone="+19195550134").save()
    withdraw(edition.document, reviewer(), "A number is wrong.")
    answer = client.get(PAGE)
    assert answer.status_code == 410
    today = timezone.localdate()
    assert f"We took this page down on {today:%B} {today.day}, {today.year} while we check it" in answer.text
    for words in (
        'href="tel:+19195550134"',
        'href="tel:911"',
        'href="tel:988"',
        "/doctors/?procedure=drez-lesioning",
    ):
        assert words in answer.text
    assert "noindex" in answer.text
    assert "Signed words." not in answer.text and "A number is wrong." not in answer.text
    spanish = client.get("/es" + PAGE)
    assert spanish.status_code == 410 and 'lang="es"' in spanish.text


def test_a_withdrawn_page_leaves_home_index_and_sitemap(client, edition):
    withdraw(edition.document, reviewer(), "Wrong.")
    for path in ("/", "/procedures/", "/sitemap.xml", "/es/procedures/"):
        assert PAGE not in client.get(path).text


def test_nothing_older_revives_and_only_a_signature_brings_a_page_back(client, edition):
    document = edition.document
    make_edition(document)
    withdraw(document, reviewer(), "Wrong.")
    assert client.get(PAGE).status_code == 410
    with pytest.raises(Refused, match="nothing to withdraw"):
        withdraw(document, reviewer(), "Once more.")
    with pytest.raises(Refused, match="not withdrawn"):
        sign(document, reviewer(), filled_in(Renewal))
    sign(document, reviewer(), filled_in(SignedAgain, edition=edition, note="The first one was right."))
    assert client.get(PAGE).status_code == 200


def test_a_minor_correction_does_not_bring_a_page_back(edition):
    withdraw(edition.document, reviewer(), "Wrong.")
    with pytest.raises(Refused, match="only a full review brings it back"):
        make_edition(edition.document, step=MinorCorrection)


def test_a_withdrawal_needs_a_reason(edition):
    with pytest.raises(Refused, match="Say why"):
        withdraw(edition.document, reviewer(), "  ")


@pytest.mark.parametrize(("with_translations", "status"), [(True, 410), (False, 200)])
def test_the_spanish_goes_with_the_english_unless_told_otherwise(client, edition, with_translations, status):
    make_signed_article(language="es", summary="Palabras firmadas.")
    withdraw(edition.document, reviewer(), "Wrong.", with_translations=with_translations)
    assert client.get(PAGE).status_code == 410
    assert client.get("/es" + PAGE).status_code == status


def test_the_english_stays_when_the_spanish_goes(client, edition):
    spanish = make_signed_article(language="es")
    withdraw(spanish, reviewer(), "Wrong.")
    assert client.get("/es" + PAGE).status_code == 410
    assert client.get(PAGE).status_code == 200
    sitemap = client.get("/sitemap.xml").text
    assert f"<loc>https://clinic.example{PAGE}" in sitemap
    assert f"/es{PAGE}" not in sitemap


# Languages


def test_a_translation_says_who_made_it_and_when_the_english_moved_ahead(client, edition):
    make_signed_article(language="es")
    page = client.get("/es" + PAGE).text
    assert "Terry Translator" in page
    behind = "The English page has changed since this was translated"
    assert not signature("es").is_behind_english
    sign(edition.document, reviewer(), filled_in(Renewal))
    assert not signature("es").is_behind_english, "a renewal changes no words"
    Document.objects.filter(language="en").update(summary="New words.")
    make_edition(edition.document)
    assert signature("es").is_behind_english
    assert not signature("en").is_behind_english
    assert behind not in client.get(PAGE).text


def signature(language: str) -> Signature:
    return Signature.of(article_for_reading("drez-lesioning", language))


# What stands on the page


def test_the_page_tells_who_signed_when_and_what_changed(client, edition):
    Document.objects.update(summary="Second words.")
    make_edition(edition.document, note="Told it in fewer words.")
    page = client.get(PAGE).text
    block = page[page.index('aria-labelledby="reviewed"') :]
    for words in ("Robin", "None declared", "Written on", "<dd>2</dd>"):
        assert words in block
    assert block.index("Told it in fewer words.") < block.index("First edition.")
    assert "/how-we-make-content/" in block


def test_a_demonstration_says_that_no_clinician_signed(client):
    make_paper(doi="10.1000/paper")
    make_signed_article()
    page = client.get(PAGE).text
    assert "Demonstration: not reviewed by a clinician" in page
    assert "No clinician has reviewed this page yet." in page[page.index('class="sheet"') :]
    assert page.count("Written on") == 2, "in one line at the top, and with the signature"
    for claim in (
        "lastReviewed",
        "reviewedBy",
        "Last reviewed",
        "Next review due",
        ", reviewed ",
        "Checked and signed",
    ):
        assert claim not in page
    assert '"citation":["https://doi.org/10.1000/paper"]' in page


def test_a_real_page_tells_machines_who_reviewed_it(client):
    ClinicProfile(is_demonstration=False).save()
    edition = make_signed_article(is_demonstration=False).editions.get()
    page = client.get(PAGE).text
    assert f'"lastReviewed":"{edition.reviewed_on.isoformat()}"' in page
    assert '"reviewedBy":{"@type":"Person","name":"Robin","honorificSuffix":"MD, PhD"}' in page
    assert "Checked and signed by Robin, MD, PhD" in page
    assert "Last reviewed" in page and "Next review due" in page and "Written on" not in page
    assert "Edition 1, reviewed " in page[page.index('class="sheet"') :]
    assert "not reviewed by a clinician" not in page


def test_a_confirmed_retraction_shows_at_once_on_the_signed_page(client, edition):
    assert "etracted" not in client.get(PAGE).text
    mark_retracted(on=date(2026, 11, 3), notice="https://doi.org/10.1000/notice")
    page = client.get(PAGE).text
    assert "A paper that this page cites was retracted" in page[: page.index("<h1>")]
    assert "Retracted on November 3, 2026" in page
    assert 'href="https://doi.org/10.1000/notice"' in page


def test_the_references_are_the_signed_ones(client, edition):
    Publication.objects.update(title="A new title", description="In new words.")
    assert "A new title" not in client.get(PAGE).text


def test_every_citation_of_a_source_leads_to_its_record(client):
    document = make_draft_article()
    document.sections.filter(kind="tests").update(body="One.[@Paper2020] Two.[@Paper2020]")
    make_edition(document)
    page = client.get(PAGE).text
    assert page.count('href="/evidence/Paper2020/" aria-label="Reference 1"') == 3


# Demonstration


def test_demonstration_editions_are_public_on_a_demonstration_only(client, edition):
    assert Edition.objects.public().get() == edition
    assert len(Catalogue.of("en").cards) == 1


def test_demonstration_editions_are_deleted_whole_or_not_at_all(edition):
    make_edition(edition.document)
    with pytest.raises(IntegrityError, match="whole history"), transaction.atomic():
        Edition.objects.order_by("-number").first().delete()
        connection.check_constraints()
    withdraw(edition.document, reviewer(), "Wrong.")
    with pytest.raises(IntegrityError, match="with its edition"), transaction.atomic():
        Edition.objects.newest().get().withdrawal.delete()
        connection.check_constraints()


def test_a_withdrawn_and_a_live_page_do_not_disturb_each_other(client, edition):
    make_signed_article(make_procedure("drg-stimulation", look="drg", color="blue"))
    withdraw(edition.document, reviewer(), "Wrong.")
    assert client.get("/procedures/drg-stimulation/").status_code == 200
    assert [card.procedure.slug for card in Catalogue.of("en").cards] == ["drg-stimulation"]
