"""Procedures, documents of every kind and what they cite, for tests.

`make_draft_…` gives words that nobody has signed, `make_signed_…` words that patients read.
"""

from datetime import date, timedelta

from django.utils import timezone

from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from drez_site.staff.models import StaffMember
from procedures import kinds
from procedures.models import (
    Abstract,
    Answer,
    Document,
    Edition,
    Figure,
    KeyPoint,
    Procedure,
    Publication,
    Retraction,
    Section,
    Step,
    Strength,
    UrgentSign,
)
from procedures.publishing import retractions
from procedures.publishing.signing import is_signed, sign, submit
from procedures.publishing.snapshot import freeze
from procedures.publishing.steps import FullReview, Renewal, SigningStep
from procedures.publishing.translations import texts_to_translate
from tests.kit.signatures import filled_in
from tests.kit.staff_accounts import make_reviewer, make_staff

OPTIONS = ("drez", "drg", "scs", "care", "nothing")


def make_procedure(slug="drez-lesioning", **fields) -> Procedure:
    defaults = {"name": slug.replace("-", " ").title(), "look": "drez", "color": "plum"}
    return Procedure.objects.get_or_create(slug=slug, defaults=defaults | fields)[0]


def make_draft_article(procedure=None, *, language="en", with_parts=True, **fields) -> Document:
    """A demonstration article with every section, and one of each smaller part, which nobody has signed."""
    defaults = {"title": "An operation", "summary": "A sentence.", "is_demonstration": True}
    if language != "en":
        defaults |= {"translator": "Terry Translator", "translates_edition": 1}
    document = Document.objects.create(
        procedure=procedure or make_procedure(),
        language=language,
        **defaults | {"last_author": author()} | fields,
    )
    if with_parts:
        paper = make_paper()
        _make_sections(document)
        KeyPoint.objects.bulk_create(
            KeyPoint(document=document, about=about, text=f"Point: {about}.", position=position)
            for position, about in enumerate(KeyPoint.About)
        )
        day, recovery = Step.Sequence.DAY, Step.Sequence.RECOVERY
        Step.objects.bulk_create(
            [
                Step(document=document, sequence=day, heading="You go to sleep", body="First."),
                Step(document=document, sequence=recovery, heading="First days", body="Rest."),
            ]
        )
        document.figures.create(
            meaning=Figure.Meaning.HARM,
            happened=4,
            out_of=14,
            people=14,
            follow_up="27 months",
            sentence=f"In one series.[@{paper.key}]",
        )
        UrgentSign.objects.bulk_create(
            UrgentSign(document=document, urgency=urgency, text=f"Sign: {urgency}")
            for urgency in UrgentSign.Urgency.values
        )
        document.questions.create(text="What happens if pain comes back?")
    return document


def make_signed_article(procedure=None, **fields) -> Document:
    """The same, signed: patients can read it."""
    return _signed(make_draft_article(procedure, **fields))


def make_signed_real_article(procedure=None, **fields) -> Document:
    """Signed, and no demonstration."""
    return make_signed_article(procedure, **{"is_demonstration": False} | fields)


def make_draft_comparison(*, language="en", options=OPTIONS, **fields) -> Document:
    """A demonstration comparison: these options, two questions."""
    document = _make_grid(Document.Kind.COMPARISON, language, **{"title": "Options"} | fields)
    for kind in options:
        document.options.create(kind=kind, name=f"Option {kind}", look=kind)
    for position, question in enumerate(("What is it?", "What did studies find?")):
        row = document.gridrows.create(question=question, position=position)
        for option in document.options.all():
            make_answer(row, option, f"Answer {position} of {option.kind}, 4 of 14 people.[@Paper2020]")
    return document


def make_signed_comparison(**fields) -> Document:
    """The same, signed."""
    return _signed(make_draft_comparison(**fields))


def make_answer(row, option, text) -> Answer:
    return Answer.objects.create(document=row.document, row=row, option=option, text=text)


def make_draft_findings(*, language="en", **fields) -> Document:
    """Demonstration findings: a good result and a harm, every rule, and a disagreement."""
    document = _make_grid(Document.Kind.FINDINGS, language, **{"title": "Findings"} | fields)
    for strength in Strength:
        document.strengthrules.create(strength=strength, rule=f"Rule for {strength.label}.")
    for position, meaning in enumerate(Figure.Meaning):
        document.findings.create(
            procedure=make_procedure(),
            indication="Arm pain",
            meaning=meaning,
            label=f"Label of the {meaning}",
            outcome=f"Outcome of the {meaning}.[@Paper2020]",
            happened=4 + position,
            out_of=14,
            people=15,
            follow_up="2 years",
            strength=Strength.LIMITED,
            position=position,
        )
    document.disagreements.create(question="Does it?", one="Yes.[@Paper2020]", other="No.[@Paper2020]")
    return document


def make_signed_findings(**fields) -> Document:
    """The same, signed."""
    return _signed(make_draft_findings(**fields))


def make_draft_summary(key="Paper2020", **fields) -> Document:
    """A summary of a source, in English unless `language` says otherwise."""
    make_paper(key)
    parts = {name: fields.pop(name) for name in Abstract.PARTS if name in fields}
    defaults = {
        "title": f"What {key} found",
        "summary": "In 7 people, pain fell.",
        "language": "en",
        "is_demonstration": True,
        "last_author": author(),
    }
    if fields.get("language", "en") != "en":
        defaults |= {"translator": "Terry Translator", "translates_edition": 1}
    document = Document.objects.create(kind=Document.Kind.EVIDENCE, slug=key, **defaults | fields)
    Abstract.objects.create(document=document, **{"limits": "- What happens later."} | parts)
    return document


def make_signed_summary(key="Paper2020", **fields) -> Document:
    """The same, signed."""
    return _signed(make_draft_summary(key, **fields))


def _make_grid(kind, language, **fields) -> Document:
    make_paper()
    defaults = {"summary": "A sentence.", "is_demonstration": True, "last_author": author()}
    if language != "en":
        defaults |= {"translator": "Terry Translator", "translates_edition": 1}
    document = Document.objects.create(kind=kind, language=language, **defaults | fields)
    _make_sections(document)
    return document


def _make_sections(document: Document):
    Section.objects.bulk_create(
        Section(
            document=document, kind=kind, heading=f"About {kind}", body=f"Text of {kind}.", position=position
        )
        for position, kind in enumerate(kinds.of(document).sections)
    )


def _signed(document: Document) -> Document:
    make_edition(document)
    return document


def make_edition(document: Document, *, by=None, step: type[SigningStep] | None = None, **fields) -> Edition:
    """Submit the draft as it is and sign it; the words that patients read already are renewed.

    `fields` are those of the step; the next review is a year after this one unless they say otherwise.
    """
    if "reviewed_on" in fields:
        fields = {"review_due": fields["reviewed_on"] + timedelta(days=365)} | fields
    document = Document.objects.get(pk=document.pk)
    if document.language != SOURCE_LANGUAGE:  # the words of these drafts are English, whatever they say
        kept = "\n".join(text for _place, text in texts_to_translate(freeze(document)))
        Document.objects.filter(pk=document.pk).update(left_in_english=kept)
        document.refresh_from_db()
    words = freeze(document)
    live = document.editions.exists() and is_signed(document, words)
    if not live:
        submit(document, document.last_author, content=words)
    step = filled_in(step or (Renewal if live else FullReview), **{"note": "First edition."} | fields)
    return sign(document, by or reviewer(), step, draft=words)


def make_paper(key="Paper2020", **fields) -> Publication:
    return Publication.objects.get_or_create(
        key=key, defaults={"kind": Publication.Kind.CASE_SERIES} | fields
    )[0]


def make_cited_paper(key="Paper2020", **fields) -> Publication:
    """A paper that patients may read of: a signed page of the clinic's cites it, and nothing sums it up."""
    paper = make_paper(key, **fields)
    document = Document.objects.create(
        kind=Document.Kind.PAGE,
        slug=f"cites-{key.lower()}",
        title="A page that cites",
        summary="A sentence.",
        body=f"A sentence.[@{key}]",
        is_demonstration=True,
        last_author=author(),
    )
    make_edition(document)
    return paper


def mark_retracted(
    paper: Publication | None = None,
    *,
    by=None,
    on: date | None = None,
    notice="https://doi.org/10.1000/notice",
    confirmed=True,
) -> Retraction:
    """A mark, and unless told otherwise a reviewer's word for it."""
    day = on or timezone.localdate()
    mark = retractions.mark(paper or make_paper(), by or author(), retracted_on=day, notice=notice)
    return retractions.agree(mark, reviewer()) if confirmed else mark


def author() -> StaffMember:
    return StaffMember.objects.filter(username="alex").first() or make_staff("alex", group="Author")


def reviewer() -> StaffMember:
    return StaffMember.objects.filter(username="robin").first() or make_reviewer("robin")
