"""Procedures and articles for tests; every one says what it is."""

from procedures.models import Document, Figure, Procedure, Publication, Section, Step, UrgentSign


def make_procedure(slug="drez-lesioning", **fields) -> Procedure:
    defaults = {"name": slug.replace("-", " ").title(), "identity": Procedure.Identity.DREZ}
    return Procedure.objects.get_or_create(slug=slug, defaults=defaults | fields)[0]


def make_article(procedure=None, *, language="en", with_parts=True, **fields) -> Document:
    """A demonstration article with every section, and one of each smaller part."""
    defaults = {"title": "An operation", "summary": "A sentence.", "is_demonstration": True}
    document = Document.objects.create(
        procedure=procedure or make_procedure(), language=language, **defaults | fields
    )
    if with_parts:
        paper = Publication.objects.get_or_create(key="Paper2020", kind=Publication.Kind.CASE_SERIES)[0]
        for position, kind in enumerate(Section.Kind.values):
            document.sections.create(
                kind=kind, heading=f"About {kind}", body=f"Text of {kind}.", position=position
            )
        document.steps.create(sequence=Step.Sequence.DAY, heading="You go to sleep", body="First.")
        document.steps.create(sequence=Step.Sequence.RECOVERY, heading="First days", body="Rest.")
        document.figures.create(
            meaning=Figure.Meaning.HARM, happened=4, out_of=14, sentence=f"In one series.[@{paper.key}]"
        )
        for urgency in UrgentSign.Urgency.values:
            document.urgentsigns.create(urgency=urgency, text=f"Sign: {urgency}")
        document.questions.create(text="What happens if pain comes back?")
    return document
