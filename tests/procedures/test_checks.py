"""What keeps words from being signed, in a sentence for each, and what is only worth a second look."""

from datetime import date

import pytest

from drez_site.foundation.refusals import Refused
from procedures.models import Document, GlossaryTerm
from procedures.publishing import checks
from procedures.publishing.signing import submit
from procedures.publishing.snapshot import freeze
from tests.kit.documents import author, make_draft_article, make_edition, make_paper, mark_retracted

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def write(document, kind, body):
    document.sections.filter(kind=kind).update(body=body)


def problems(document) -> str:
    return "\n".join(checks.problems(freeze(document)))


def test_a_complete_draft_has_no_problems():
    assert problems(make_draft_article()) == ""


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
        *(
            (
                lambda d, sign=sign: write(d, "cost", f"You must n{sign}ot take it."),
                f"Cost and insurance: text: take out the sign U+{ord(sign):04X} behind “You must n”.",
            )
            for sign in "\u200b\u00ad\u202e\u2028\u0338\ufdd0\u2060"
        ),
        (lambda d: write(d, "cost", "So.[@Nobody1900]"), "Correct [@Nobody1900] or add that publication"),
        (
            lambda d: write(d, "tests", "See [the evidence](#evidense) and [recovery](#recovery)."),
            "Correct the link “the evidence”: no section has the address #evidense. Those that there are: #",
        ),
        (
            lambda d: Document.objects.update(summary="In 30 studies.[@Paper2020] More."),
            "Remove [@Paper2020] from “In 30 studies.[@Paper2020] More. ...”",
        ),
        (lambda d: d.sections.filter(kind="tests").update(heading="Tests [@A; @B]"), "Remove [@A; @B] from"),
        (lambda d: d.questions.create(text="Why?[@Paper2020]"), "Remove [@Paper2020] from “Why?"),
        (
            lambda d: mark_retracted(on=TODAY),
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
    document = make_draft_article()
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
    document = make_draft_article()
    write(document, "benefits_and_risks", body)
    assert problems(document) == ""


def test_urgent_help_needs_no_citation():
    document = make_draft_article()
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
    assert "Do not write" in problems(make_draft_article(summary=promise))


@pytest.mark.parametrize(
    "fair",
    [
        "It is not a cure.",
        "A secure lead.",
        "It can be reversed in part.",
        "Up to you.",
        "Persistent spinal pain was called failed back surgery.",
    ],
)
def test_fair_words_are_not(fair):
    assert problems(make_draft_article(summary=fair)) == ""


@pytest.mark.parametrize(
    ("promise", "refused"),
    [("Es una cura.", True), ("No cura el dolor.", False), ("Un seguro médico.", False)],
)
def test_spanish_has_its_own_words(promise, refused):
    assert ("Do not write" in problems(make_draft_article(language="es", summary=promise))) is refused


def test_the_meaning_of_a_glossary_word_is_checked_too():
    GlossaryTerm.objects.create(slug="lesion", term="Lesion", definition="A safe spot.", forms=["lesion"])
    document = make_draft_article(summary="A sentence.")
    write(document, "tests", "A lesion.")
    assert "Do not write “safe”" in problems(document)


def test_a_translation_names_its_translator_and_what_was_translated():
    found = problems(make_draft_article(language="es", translator="", translates_edition=None))
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
    document = make_draft_article()
    write(document, "tests", "word " * 31 + "ends.")
    hard = (
        "Neuromodulation necessitates multidisciplinary psychosocial evaluation preceding implantation. " * 40
    )
    write(document, "cost", hard)
    found = "\n".join(checks.warnings(freeze(document)))
    assert "32 words in one sentence" in found
    assert "aim for grade 8" in found
    assert problems(document) == ""


def test_a_hard_spanish_text_has_its_own_hint():
    document = make_draft_article(language="es")
    write(document, "cost", "La neuroestimulación electroterapéutica requiere hospitalización. " * 9)
    found = "\n".join(checks.warnings(freeze(document)))
    assert "on the INFLESZ scale. Aim for 55 or more" in found and "grade" not in found
    write(document, "cost", "Llame hoy. El dolor puede volver. Pida ayuda a su médico. " * 9)
    assert "INFLESZ" not in "\n".join(checks.warnings(freeze(document)))


def test_words_that_the_glossary_explains_do_not_count_as_hard():
    document = make_draft_article(summary="Radiofrequency thermocoagulation is here. " * 20)
    write(document, "tests", "Radiofrequency thermocoagulation.")
    before = checks.reading_grade(freeze(document))
    GlossaryTerm.objects.create(
        slug="rf", term="RF", definition="Heat.", forms=["radiofrequency thermocoagulation"]
    )
    assert checks.reading_grade(freeze(document)) < before - 3
