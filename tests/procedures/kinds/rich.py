"""One document of each kind with every part that it may have, in words that a text file can get wrong."""

from pathlib import Path
from unittest import mock

from procedures.models import (
    Document,
    Edition,
    Figure,
    GlanceFact,
    GlossaryTerm,
    KeyPoint,
    Publication,
    Revision,
    Step,
    Strength,
    Submission,
    UrgentSign,
)
from procedures.publishing.signing import sign
from tests.kit.documents import OPTIONS, author, make_answer, make_procedure, reviewer
from tests.kit.signatures import filled_in

CONTENTS = Path(__file__).parent / "contents"  # these documents, frozen under each declaration
TRICKY = "“Ünïcode”, four < five & a line’s end:\r\n\r\n- 4 of 14 people, for 5 nights.[@Zed-1]"


def make_rich_document(kind: str) -> Document:
    """A draft that can be signed, with sources, words explained and two of every part that has an order."""
    _make_sources_and_terms()
    make_parts = {
        "article": _make_article,
        "comparison": _make_comparison,
        "condition": _make_condition,
        "findings": _make_findings,
        "glossary": lambda: _make_document("glossary"),
        "evidence": _make_summary_of_evidence,
        "site_words": _make_site_words,
        "page": lambda: _make_document("page", slug="about-x", body=f"A cord says {TRICKY}"),
    }
    return Document.objects.get(pk=make_parts[kind]().pk)


def sign_as_it_was(content: dict) -> Document:
    """An edition with exactly these words, through the same triggers as every other.

    Today's checks may ask for what nobody could say under its declaration.
    """
    document = make_rich_document(content["kind"])
    person = document.last_author
    Revision.objects.create(
        document=document, number=1, content=content, saved_by=person, saved_as=str(person)
    )
    Submission.objects.create(document=document, content=content, submitted_by=person)
    with mock.patch("procedures.publishing.checks.problems", return_value=[]):
        sign(document, reviewer(), filled_in())
    assert Edition.objects.get().content == content
    return document


def _make_sources_and_terms():
    Publication.objects.create(
        key="Zed-1",
        kind=Publication.Kind.RANDOMIZED_TRIAL,
        title="Zed: a “trial”",
        description="A made-up trial",
        authors=["Zed A", "Example B"],
        et_al=True,
        journal="Example Journal",
        publisher="Example Press",
        year=2020,
        volume="12",
        issue="3",
        pages="45-67",
        doi="10.1000/zed.1",
        pmid="12345678",
        url="https://example.org/zed",
        participants=14,
        level=2,
    )
    Publication.objects.create(key="Aye2", kind=Publication.Kind.CASE_SERIES, description="A made-up series")
    GlossaryTerm.objects.create(
        slug="nerve", term="nerve", definition="A made-up meaning.", forms=["nerves", "nervous"]
    )
    GlossaryTerm.objects.create(slug="cord", term="cord", definition="Another “meaning”.", forms=[])


def _make_document(kind: str, **fields) -> Document:
    words = {
        "title": f"About {kind}: é",
        "summary": "A plain sentence about a nerve.",
        "last_author": author(),
    }
    return Document.objects.create(kind=kind, is_demonstration=True, **words | fields)


def _make_sections(document: Document, kinds: list[str]):
    for position, kind in enumerate(kinds):
        document.sections.create(
            kind=kind, heading=f"About {kind}?", body=f"Of {kind}. {TRICKY}", position=position
        )


ARTICLE_SECTIONS = [
    "different",
    "what_it_is",
    "who_it_may_help",
    "who_it_may_not_suit",
    "alternatives",
    "tests",
    "on_the_day",
    "recovery",
    "benefits_and_risks",
    "urgent_help",
    "where_it_is_done",
    "find_a_doctor",
    "cost",
    "questions",
    "evidence",
]
CONDITION_SECTIONS = [
    "urgent_help",
    "what_it_is",
    "told_apart",
    "tried_first",
    "operations",
    "alternatives",
    "not_known",
    "referral",
    "questions",
]
FINDINGS_SECTIONS = ["how_to_read", "not_known", "left_out", "updates", "funding"]


def _make_article() -> Document:
    document = _make_document(
        "article",
        procedure=make_procedure(),
        full_name="a made-up operation",
        pronunciation="mayd-UP",
        body="Words before the sections, of nerves.",
    )
    _make_sections(document, ARTICLE_SECTIONS)
    for position, about in enumerate(KeyPoint.About):
        document.keypoints.create(
            about=about,
            text=f"Point “{about}” of a nerve: 4 of 14 people, harm in 3 of 14.[@Aye2]",
            position=position,
        )
    for position, icon in enumerate((GlanceFact.Icon.CLOCK, GlanceFact.Icon.BED)):
        document.glancefacts.create(value=f"{position + 2} hours", label="in X", icon=icon, position=position)
    for position, sequence in enumerate((Step.Sequence.DAY, Step.Sequence.DAY, Step.Sequence.RECOVERY)):
        document.steps.create(
            sequence=sequence, heading=f"Step {position}", body=f"First. {TRICKY}", position=position
        )
    for position, meaning in enumerate(Figure.Meaning):
        document.figures.create(
            meaning=meaning,
            happened=3 + position,
            out_of=14,
            people=14,
            follow_up="2 years",
            sentence=f"In one series of “{meaning}”.[@Aye2]",
            position=position,
        )
    for position, urgency in enumerate(UrgentSign.Urgency):
        document.urgentsigns.create(urgency=urgency, text=f"You cannot move: {urgency}", position=position)
    for position in range(2):
        document.questions.create(text=f"Question {position}, “why”?", position=position)
    return document


def _make_comparison() -> Document:
    document = _make_document("comparison", body="Words before the grid, of nerves.")
    _make_sections(document, ["decision", *FINDINGS_SECTIONS])
    for position, kind in enumerate(OPTIONS):
        document.options.create(
            kind=kind,
            name=f"Option “{kind}”",
            look=kind,
            color="teal",
            position=position,
        )
    for position in range(2):
        row = document.gridrows.create(question=f"Question {position}?", position=position)
        for option in document.options.all():
            make_answer(row, option, f"Answer {position} of {option.kind}, 4 of 14 people.[@Zed-1]")
    return document


def _make_condition() -> Document:
    document = _make_document(
        "condition", slug="arm-x", full_name="a made-up pain", pronunciation="mayd-UP payn"
    )
    _make_sections(document, CONDITION_SECTIONS)
    for position in range(2):
        document.sayings.create(text=f"My “arm” {position}", position=position)
    second = make_procedure("drg-stimulation", name="DRG stimulation", look="drg", color="blue", position=2)
    first = make_procedure(position=1)
    for position, (procedure, verdict, approval) in enumerate(
        [(second, "used", "approved"), (second, "uncertain", "off_label"), (first, "not_used", "")]
    ):
        document.standings.create(
            procedure=procedure,
            place=f"In the “foot” {position}",
            verdict=verdict,
            approval=approval,
            reason=f"Because. {TRICKY}",
            position=position,
        )
    for position, urgency in enumerate(UrgentSign.Urgency):
        document.urgentsigns.create(urgency=urgency, text=f"You cannot move: {urgency}", position=position)
    for position in range(2):
        document.questions.create(text=f"Question {position}, “why”?", position=position)
    return document


def _make_findings() -> Document:
    document = _make_document("findings", body="Words before the results, of nerves.")
    _make_sections(document, FINDINGS_SECTIONS)
    for position, strength in enumerate(Strength):
        document.strengthrules.create(strength=strength, rule=f"Rule: {strength}.[@Aye2]", position=position)
    second = make_procedure("drg-stimulation", name="DRG stimulation", look="drg", color="blue", position=2)
    first = make_procedure(position=1)
    for position, (procedure, meaning) in enumerate(
        [(second, Figure.Meaning.BENEFIT), (first, Figure.Meaning.HARM), (first, Figure.Meaning.BENEFIT)]
    ):
        document.findings.create(
            procedure=procedure,
            indication=f"Arm pain {position}",
            meaning=meaning,
            label=f"Label {position}",
            outcome=f"Outcome {position} “x”.[@Zed-1]",
            happened=4 + position,
            out_of=14,
            people=15,
            follow_up="2 years",
            strength=Strength.LIMITED,
            position=position,
        )
    document.findings.create(
        procedure=first,
        indication="Leg pain",
        outcome="Nobody counted.[@Aye2]",
        strength=Strength.LIMITED,
        position=9,
    )
    document.disagreements.create(
        question="Does it?", one="Yes.[@Aye2]", other="No.[@Zed-1]", why="“Who knows”"
    )
    return document


def _make_site_words() -> Document:
    document = _make_document("site_words")
    for position, place in enumerate(("Dorsal root", "label in a drawing: Lead")):
        document.phrases.create(place=place, text=f"Text {position}: “ü” of a nerve.", position=position)
    return document


def _make_summary_of_evidence() -> Document:
    document = _make_document("evidence", slug="Zed-1")
    document.abstracts.create(
        limits="- It is small. It is made up.",
        introduction="Why nerves.",
        methods=TRICKY,
        results="4 of 14 people.[@Aye2]",
        conclusion="“It may help.”",
    )
    return document
