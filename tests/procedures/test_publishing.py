"""From draft to edition: what is refused, in which words, and what a correction may change."""

import threading
import time
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from procedures import checks, differences
from procedures.models import Document, Edition, GlossaryTerm, Submission
from procedures.publishing import Refused, sign, submit
from procedures.snapshot import freeze
from tests.staff import make_reviewer, make_staff

from .factories import author, make_article, make_draft, make_edition, make_paper, make_procedure, reviewer

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def write(document, kind, body):
    document.sections.filter(kind=kind).update(body=body)


def problems(document) -> str:
    return "\n".join(checks.problems(freeze(document)))


def test_a_complete_draft_has_no_problems():
    assert problems(make_draft()) == ""


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (
            lambda d: d.sections.filter(kind="tests").delete(),
            "Add the section “tests before”: it is missing.",
        ),
        (lambda d: write(d, "recovery", " "), "Write the section “recovery”: it is empty."),
        (
            lambda d: d.sections.filter(kind="cost").update(position=0),
            "Move the section “what it is” up: it stands after “cost and insurance”.",
        ),
        (lambda d: write(d, "cost", "So.[@Nobody1900]"), "Correct [@Nobody1900] or add that publication"),
        (
            lambda d: make_paper().__class__.objects.update(retracted_on=TODAY),
            "was retracted on 20 November 2026",
        ),
        (
            lambda d: write(d, "benefits_and_risks", "Harm in 7%.[@Paper2020]"),
            "Write “7%” as people, like “7 of 100",
        ),
        (lambda d: write(d, "tests", "Found in 12 percent."), "Write “12 percent” as people"),
        (lambda d: d.figures.update(sentence="In 4,5 % [@Paper2020]"), "Write “4,5 %” as people"),
        (
            lambda d: write(d, "benefits_and_risks", "Of 14 people, 4 had weakness."),
            "Cite a source for “Of 14 people",
        ),
        (
            lambda d: write(d, "benefits_and_risks", "Ask.\n\n- You may bleed."),
            "Cite a source for “You may bleed.",
        ),
        (lambda d: d.figures.update(sentence="In one series."), "Cite a source for “In one series."),
        (
            lambda d: d.urgentsigns.filter(urgency="emergency").delete(),
            "List the signs after which to call 911",
        ),
        (lambda d: Document.objects.update(summary=" "), "Write the summary: it is empty."),
        (lambda d: d.questions.create(text="Is it safe?"), "Do not write “safe”. Say which harms"),
    ],
)
def test_each_problem_has_a_sentence_that_says_what_to_do(spoil, sentence):
    document = make_draft()
    spoil(document)
    document = Document.objects.get(pk=document.pk)
    assert sentence in problems(document)
    with pytest.raises(Refused) as refusal:
        submit(document, author())
    assert any(sentence in message for message in refusal.value.messages)


@pytest.mark.parametrize(
    "body",
    [
        "Lasting harm in 7 of 100 people.[@Paper2020]",
        "That is 7%, or 7 of 100 people.[@Paper2020]",
        "Call **911** at once.",
        "Ask your surgeon for their own numbers.\n\n### What can go wrong\n\nTeams count in different ways.",
    ],
)
def test_risks_told_as_people_with_a_source_are_fine(body):
    document = make_draft()
    write(document, "benefits_and_risks", body)
    assert problems(document) == ""


def test_urgent_help_needs_no_citation():
    document = make_draft()
    write(document, "urgent_help", "Call 911 within 5 minutes if you cannot breathe.")
    assert problems(document) == ""


@pytest.mark.parametrize(
    "promise",
    [
        "It is a cure.",
        "It cures pain.",
        "A painless way.",
        "It is safe.",
        "The safest way.",
        "Relief is guaranteed.",
        "It eliminates pain.",
        "State-of-the-art care.",
        "A breakthrough.",
        "It silences your pain.",
        "The success rate.",
        "Relief in up to 81.",
        "Minimally invasive.",
        "Fully reversible.",
        "There is no risk of paralysis.",
        "Failed back surgery.",
        "Class A evidence.",
        "A superior device.",
    ],
)
def test_words_that_promise_or_blame_are_refused(promise):
    assert "Do not write" in problems(make_draft(summary=promise))


@pytest.mark.parametrize(
    "fair", ["It is not a cure.", "A secure lead.", "It can be reversed in part.", "Up to you."]
)
def test_fair_words_are_not(fair):
    assert problems(make_draft(summary=fair)) == ""


@pytest.mark.parametrize(
    ("promise", "refused"),
    [("Es una cura.", True), ("No cura el dolor.", False), ("Un seguro médico.", False)],
)
def test_spanish_has_its_own_words(promise, refused):
    assert ("Do not write" in problems(make_draft(language="es", summary=promise))) is refused


def test_the_meaning_of_a_glossary_word_is_checked_too():
    GlossaryTerm.objects.create(slug="lesion", term="Lesion", definition="A safe spot.", forms=["lesion"])
    document = make_draft(summary="A sentence.")
    write(document, "tests", "A lesion.")
    assert "Do not write “safe”" in problems(document)


def test_a_translation_names_its_translator_and_what_was_translated():
    found = problems(make_draft(language="es", translator="", translates_edition=None))
    assert "Name the translator" in found and "number of the English edition" in found


def test_a_document_of_another_kind_needs_words_and_nothing_more():
    page = Document.objects.create(
        kind="page",
        slug="about",
        title="About us",
        summary="Who we are.",
        last_author=author(),
        is_demonstration=True,
    )
    assert problems(page) == "Write the text: it is empty."
    page.body = "We treat pain.[@Paper2020]"
    make_paper()
    page.save()
    edition = make_edition(page)
    assert edition.content["sources"][0]["key"] == "Paper2020"


def test_long_sentences_and_hard_words_are_only_warnings():
    document = make_draft()
    write(document, "tests", "word " * 31 + "ends.")
    hard = (
        "Neuromodulation necessitates multidisciplinary psychosocial evaluation preceding implantation. " * 40
    )
    write(document, "cost", hard)
    found = "\n".join(checks.warnings(freeze(document)))
    assert "32 words in one sentence" in found
    assert "aim for grade 8" in found
    assert problems(document) == ""


def test_words_that_the_glossary_explains_do_not_count_as_hard():
    document = make_draft(summary="Radiofrequency thermocoagulation is here. " * 20)
    write(document, "tests", "Radiofrequency thermocoagulation.")
    before = checks.reading_grade(freeze(document))
    GlossaryTerm.objects.create(
        slug="rf", term="RF", definition="Heat.", forms=["radiofrequency thermocoagulation"]
    )
    assert checks.reading_grade(freeze(document)) < before - 3


# Signing


def test_an_edition_holds_every_word_and_its_signature():
    GlossaryTerm.objects.create(slug="cord", term="Cord", definition="A bundle.", forms=[])
    GlossaryTerm.objects.create(slug="other", term="Elsewhere", definition="Not here.", forms=[])
    document = make_draft()
    write(document, "tests", "The cord.[@Paper2020]")
    edition = make_edition(document, note="  First.  ")
    assert [term["slug"] for term in edition.content["terms"]] == ["cord"], "only the words it explains"
    assert [source["key"] for source in edition.content["sources"]] == ["Paper2020"]
    assert (edition.number, edition.author, edition.what_changed) == (1, author(), "First.")
    assert (edition.reviewer_name, edition.reviewer_credentials) == ("Robin", "MD, PhD")
    assert not Submission.objects.exists(), "a submission is signed once"


def refusal_of(document=None, by=None, **fields) -> str:
    document = document or make_draft()
    submit(document, author())
    today = timezone.localdate()
    given = {"note": "x", "reviewed_on": today, "review_due": today + timedelta(days=365)} | fields
    with pytest.raises(Refused) as refusal:
        sign(document, by or reviewer(), **given)
    assert not document.editions.exists()
    return " ".join(refusal.value.messages)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"review_due": None}, "Give the day by which the page is reviewed again."),
        ({"reviewed_on": None}, "Give the day of the review."),
        ({"review_due": timedelta(days=3 * 366 + 1)}, "choose a day within three years of this one"),
        ({"review_due": timedelta(0)}, "due in the past: choose a later day"),
        ({"reviewed_on": timedelta(days=1)}, "in the future: give the day on which you read the page"),
        ({"note": " "}, "Say what changed"),
        ({"seen": "0" * 64}, "Read them again before you sign"),
        ({"kind": "minor"}, "sign it as a full review"),
        ({"kind": "renewal"}, "Only a page that is not withdrawn"),
        ({"kind": "again"}, "Choose the edition"),
    ],
)
def test_each_reason_not_to_sign_has_a_sentence(fields, sentence):
    today = timezone.localdate()
    fields = {name: today + v if isinstance(v, timedelta) else v for name, v in fields.items()}
    assert sentence in refusal_of(**fields)


def test_the_last_author_cannot_sign():
    assert "You wrote this draft last" in refusal_of(make_draft(last_author=reviewer()))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"is_active": False}, "Only an active member"),
        ({"credentials": ""}, "add your full name and credentials"),
        ({"conflicts_of_interest": ""}, "Add your conflicts of interest"),
    ],
)
def test_a_reviewer_is_complete_and_active(fields, sentence):
    assert sentence in refusal_of(by=make_reviewer("casey", **fields))


def test_somebody_outside_the_group_cannot_sign_even_as_a_superuser():
    boss = make_staff("boss", is_superuser=True, credentials="MD", conflicts_of_interest="None declared")
    assert "Only an active member" in refusal_of(by=boss)


def test_a_draft_without_an_author_is_not_submitted():
    with pytest.raises(Refused, match="so that it has an author"):
        submit(make_draft(last_author=None), author())


def test_a_paper_retracted_after_submission_stops_the_signature():
    document = make_draft()
    submit(document, author())
    type(make_paper()).objects.update(retracted_on=TODAY)
    with pytest.raises(Refused, match="was retracted"):
        sign(
            document,
            reviewer(),
            note="x",
            reviewed_on=timezone.localdate(),
            review_due=timezone.localdate() + timedelta(9),
        )


# Minor corrections


def corrected(document, **fields):
    submit(document, author())
    return sign(document, reviewer(), kind=Edition.Kind.MINOR_CORRECTION, note="Spelling.", **fields)


def test_a_minor_correction_keeps_the_review_dates():
    document = make_draft()
    first = make_edition(document, reviewed_on=timezone.localdate() - timedelta(days=100))
    write(document, "tests", "Text of some tests.")
    second = corrected(
        document, reviewed_on=timezone.localdate(), review_due=timezone.localdate() + timedelta(9)
    )
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
    document = make_article()
    change(document)
    with pytest.raises(Refused) as refusal:
        corrected(document)
    assert sentence in " ".join(refusal.value.messages)
    assert document.editions.count() == 1


def test_twenty_changed_words_are_still_a_correction():
    document = make_draft()
    write(document, "tests", "old " * 20)
    make_edition(document)
    write(document, "tests", "new " * 20)
    assert corrected(document).number == 2


def test_changes_are_told_word_by_word():
    before = freeze(make_draft(summary="One two three."))
    after = before | {"summary": "One and three."}
    [change] = differences.changes(before, after)
    assert change.place == "summary"
    assert change.runs == [("kept", "One"), ("removed", "two"), ("added", "and"), ("kept", "three.")]


# Renewal, and older editions again


def test_a_renewal_signs_the_same_words_for_another_time_whatever_the_draft_says():
    document = make_article(summary="Signed.")
    Document.objects.update(summary="Being rewritten.")
    today = timezone.localdate()
    renewed = sign(
        document,
        reviewer(),
        kind="renewal",
        note="Still true.",
        reviewed_on=today,
        review_due=today + timedelta(700),
    )
    assert (renewed.number, renewed.content["summary"], renewed.author) == (2, "Signed.", author())


def test_an_older_edition_is_signed_again_as_a_new_one():
    document = make_article(summary="Older.")
    older = document.editions.get()
    Document.objects.update(summary="Newer.")
    make_edition(document)
    today = timezone.localdate()
    again = sign(
        document,
        reviewer(),
        kind="again",
        of=older,
        note="Back.",
        reviewed_on=today,
        review_due=today + timedelta(9),
    )
    assert (again.number, again.content, again.content_hash) == (3, older.content, older.content_hash)


def test_an_edition_of_another_document_cannot_be_signed_here():
    other = make_article(make_procedure("drg-stimulation", identity="drg")).editions.get()
    with pytest.raises(Refused, match="Choose the edition of this document"):
        sign(
            make_article(),
            reviewer(),
            kind="again",
            of=other,
            note="x",
            reviewed_on=timezone.localdate(),
            review_due=timezone.localdate() + timedelta(9),
        )


# Two at once


@pytest.mark.django_db(transaction=True)
def test_two_reviewers_at_once_make_one_edition_and_one_clear_message():
    document = make_draft()
    submission = submit(document, author())
    reviewers = [make_reviewer("robin"), make_reviewer("sasha")]
    outcomes = []

    def try_to_sign(person):
        try:
            today = timezone.localdate()
            outcomes.append(
                sign(
                    document,
                    person,
                    note="x",
                    reviewed_on=today,
                    review_due=today + timedelta(9),
                    seen=submission.content_hash,
                )
            )
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
def test_an_edit_under_way_is_finished_before_the_signature_and_stops_it():
    document = make_draft()
    submit(document, author())
    person, outcome = make_reviewer("robin"), []

    def try_to_sign():
        try:
            today = timezone.localdate()
            outcome.append(
                sign(document, person, note="x", reviewed_on=today, review_due=today + timedelta(9))
            )
        except Refused as refusal:
            outcome.append(" ".join(refusal.messages))
        finally:
            connection.close()

    thread = threading.Thread(target=try_to_sign)
    with transaction.atomic():
        document.sections.filter(kind="tests").update(body="Changed at the last moment.")
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
