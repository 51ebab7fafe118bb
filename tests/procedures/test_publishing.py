"""From draft to edition: who signs what, what a correction may change, and two who sign at once."""

import threading
import time
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from drez_site.foundation.refusals import Refused
from procedures import kinds
from procedures.kinds.declaration import Guard
from procedures.models import Document, Edition, GlossaryTerm, Submission
from procedures.publishing import differences, talk
from procedures.publishing.signing import sign, submit
from procedures.publishing.snapshot import freeze
from procedures.publishing.steps import FullReview, MinorCorrection, Renewal, SignedAgain
from tests.kit.documents import (
    author,
    make_draft_article,
    make_edition,
    make_procedure,
    make_signed_article,
    make_signed_summary,
    mark_retracted,
    reviewer,
)
from tests.kit.signatures import filled_in
from tests.kit.staff_accounts import make_reviewer, make_staff

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def write(document, kind, body):
    document.sections.filter(kind=kind).update(body=body)


def test_an_edition_holds_every_word_and_its_signature():
    GlossaryTerm.objects.create(slug="cord", term="Cord", definition="A bundle.", forms=[])
    GlossaryTerm.objects.create(slug="other", term="Elsewhere", definition="Not here.", forms=[])
    document = make_draft_article()
    write(document, "tests", "The cord.[@Paper2020]")
    edition = make_edition(document, note="  First.  ")
    assert [term["slug"] for term in edition.content["terms"]] == ["cord"], "only the words it explains"
    assert [source["key"] for source in edition.content["sources"]] == ["Paper2020"]
    assert (edition.number, edition.writers, edition.what_changed) == (1, ["Alex"], "First.")
    assert (edition.reviewer_name, edition.reviewer_credentials) == ("Robin", "MD, PhD")
    assert not Submission.objects.exists(), "a submission is signed once"


def refusal_of(document=None, by=None, step=FullReview, **fields) -> str:
    document = document or make_draft_article()
    submit(document, author())
    with pytest.raises(Refused) as refusal:
        sign(document, by or reviewer(), filled_in(step, **fields))
    assert not document.editions.exists()
    return " ".join(refusal.value.messages)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"review_due": timedelta(days=3 * 366 + 1)}, "choose a day within 3 years of this one"),
        ({"review_due": timedelta(0)}, "not in the future: choose a day after today"),
        ({"reviewed_on": timedelta(days=1)}, "in the future: enter the day on which you read the page"),
        ({"note": " "}, "Say what changed"),
        ({"note": "Now we cure pain."}, "Do not write “cure”: it claims a result"),
        ({"seen": "0" * 64}, "Read them again before you sign"),
        ({"step": MinorCorrection}, "sign it as a full review"),
        ({"step": Renewal}, "There is no edition to renew"),
    ],
)
def test_each_reason_not_to_sign_has_a_sentence(fields, sentence):
    today = timezone.localdate()
    fields = {name: today + v if isinstance(v, timedelta) else v for name, v in fields.items()}
    assert sentence in refusal_of(**fields)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"is_active": False}, "Only an active member"),
        ({"credentials": ""}, "no administrator has confirmed yours"),
        ({"conflicts_of_interest": ""}, "Add your conflicts of interest"),
    ],
)
def test_a_reviewer_is_complete_and_active(fields, sentence):
    assert sentence in refusal_of(by=make_reviewer("casey", **fields))


def test_somebody_outside_the_group_cannot_sign_even_as_a_superuser():
    boss = make_staff("boss", is_superuser=True, credentials="MD", conflicts_of_interest="None declared")
    assert "Only an active member" in refusal_of(by=boss)


def test_a_paper_retracted_after_submission_stops_the_signature():
    document = make_draft_article()
    submit(document, author())
    mark_retracted()
    with pytest.raises(Refused, match="was retracted"):
        sign(document, reviewer(), filled_in())


# Minor corrections


def corrected(document):
    submit(document, author())
    return sign(document, reviewer(), MinorCorrection(note="Spelling."))


def test_a_minor_correction_keeps_the_review_dates():
    document = make_draft_article()
    first = make_edition(document, reviewed_on=timezone.localdate() - timedelta(days=100))
    write(document, "tests", "Text of some tests.")
    second = corrected(document)
    assert (second.number, second.reviewed_on, second.review_due) == (2, first.reviewed_on, first.review_due)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda d: d.sections.filter(kind="tests").update(heading="Else"), "Headings changed"),
        (lambda d: write(d, "tests", "Text of tests.\n\n### New"), "Headings changed"),
        (lambda d: write(d, "tests", "Text of 3 tests."), "Numbers"),
        (lambda d: write(d, "tests", "Not text of tests."), "Numbers, or words that turn a sentence around"),
        (lambda d: write(d, "tests", "Text of tests.[@Paper2020]"), "Citations changed"),
        (lambda d: write(d, "benefits_and_risks", "Other text."), "Risks or urgent help changed"),
        (lambda d: write(d, "urgent_help", "Other text."), "Risks or urgent help changed"),
        (
            lambda d: d.urgentsigns.filter(urgency="same_day").update(text="Other"),
            "Risks or urgent help changed",
        ),
        (lambda d: d.figures.update(sentence="In a series.[@Paper2020]"), "Risks or urgent help changed"),
        (lambda d: write(d, "tests", "word " * 21), "21 words changed"),
    ],
)
def test_more_than_a_minor_correction_needs_a_full_review(change, sentence):
    document = make_signed_article()
    change(document)
    with pytest.raises(Refused) as refusal:
        corrected(document)
    assert sentence in " ".join(refusal.value.messages)
    assert document.editions.count() == 1


def test_a_source_taken_out_needs_a_full_review_like_one_brought_in():
    document = make_draft_article()
    write(document, "tests", "Text of tests.[@Paper2020]")
    make_edition(document)
    write(document, "tests", "Text of tests.")
    with pytest.raises(Refused, match="Citations changed"):
        corrected(document)


def test_what_a_source_does_not_show_has_a_sentence_of_its_own():
    document = make_signed_summary()
    document.abstracts.update(limits="- What happens then.")
    with pytest.raises(Refused) as refusal:
        corrected(document)
    assert refusal.value.messages == ["“What it does not show” changed: sign it as a full review."]


def test_every_guard_keeps_a_part():
    guards = {part.guard for kind in kinds.ALL for part in kind.parts}
    assert guards - {None} == set(Guard)


def test_twenty_changed_words_are_still_a_correction():
    document = make_draft_article()
    write(document, "tests", "old " * 20)
    make_edition(document)
    write(document, "tests", "new " * 20)
    assert corrected(document).number == 2


def test_changes_are_told_word_by_word():
    before = freeze(make_draft_article(summary="One two three."))
    after = before | {"summary": "One and three."}
    [change] = differences.changes(before, after)
    assert change.place == "Summary"
    assert change.runs == [("kept", "One"), ("removed", "two"), ("added", "and"), ("kept", "three.")]


# Renewal, and older editions again


def test_a_renewal_signs_the_same_words_for_another_time_whatever_the_draft_says():
    document = make_signed_article(summary="Signed.")
    Document.objects.update(summary="Being rewritten.")
    renewed = sign(document, reviewer(), filled_in(Renewal))
    assert (renewed.number, renewed.content["summary"], renewed.writers) == (2, "Signed.", ["Alex"])


def test_an_older_edition_is_signed_again_as_a_new_one():
    document = make_signed_article(summary="Older.")
    older = document.editions.get()
    Document.objects.update(summary="Newer.")
    make_edition(document)
    again = sign(document, reviewer(), filled_in(SignedAgain, edition=older))
    assert (again.number, again.content, again.content_hash) == (3, older.content, older.content_hash)


def test_an_edition_of_another_document_cannot_be_signed_here():
    other = make_signed_article(make_procedure("drg-stimulation", look="drg", color="blue")).editions.get()
    with pytest.raises(Refused, match="Choose the edition of this document"):
        sign(make_signed_article(), reviewer(), filled_in(SignedAgain, edition=other))


# Two at once


@pytest.mark.django_db(transaction=True)
def test_two_reviewers_at_once_make_one_edition_and_one_clear_message():
    document = make_draft_article()
    submission = submit(document, author())
    reviewers = [make_reviewer("robin"), make_reviewer("sasha")]
    outcomes = []

    def try_to_sign(person):
        try:
            outcomes.append(sign(document, person, filled_in(seen=submission.content_hash)))
        except Refused as refusal:
            outcomes.append(" ".join(refusal.messages))
        finally:
            connection.close()

    threads = [threading.Thread(target=try_to_sign, args=[person]) for person in reviewers]
    with transaction.atomic():
        Document.objects.select_for_update().get()  # until both stand at the same door
        for thread in threads:
            thread.start()
        wait_until_blocked(2)
    for thread in threads:
        thread.join(timeout=30)
    [edition] = [outcome for outcome in outcomes if isinstance(outcome, Edition)]
    [message] = [outcome for outcome in outcomes if isinstance(outcome, str)]
    assert Edition.objects.get() == edition
    assert f"{edition.reviewer_name} has just signed it as edition 1. Open the document again." in message


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_is_taken_back_meanwhile_is_not_signed():
    document = make_draft_article()
    submit(document, author())
    person, outcome = make_reviewer("robin"), []

    def try_to_sign():
        try:
            outcome.append(sign(document, person, filled_in()))
        except Refused as refusal:
            outcome.append(" ".join(refusal.messages))
        finally:
            connection.close()

    thread = threading.Thread(target=try_to_sign)
    with transaction.atomic():
        talk.take_back(document)
        thread.start()
        wait_until_blocked(1)
    thread.join(timeout=30)
    assert "No draft is submitted" in outcome[0]
    assert not Edition.objects.exists()


def wait_until_blocked(number: int):
    for _ in range(400):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            if cursor.fetchone()[0] >= number:
                return
        time.sleep(0.05)
    raise AssertionError("nobody waits")
