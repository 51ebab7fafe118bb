"""An article as its page needs it: every text rendered once, in reading order."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString

from .markup import Page, cited_keys
from .models import Document, Figure, GlossaryTerm, Publication, Section, Step, UrgentSign


@dataclass(frozen=True, slots=True)
class SectionView:
    """A heading, its anchor and its finished HTML."""

    kind: str
    heading: str
    body: SafeString

    @property
    def anchor(self) -> str:
        return self.kind.replace("_", "-")


@dataclass(frozen=True, slots=True)
class StepView:
    heading: str
    body: SafeString


@dataclass(frozen=True, slots=True)
class FigureView:
    """Dots out of a group of people. `columns` and `rows` make the grid they stand in."""

    meaning: str
    happened: int
    out_of: int
    sentence: SafeString

    @property
    def columns(self) -> int:
        return 10 if self.out_of > 20 else 5

    @property
    def rows(self) -> int:
        return -(-self.out_of // self.columns)

    @property
    def dots(self) -> list[tuple[int, int, bool]]:
        """Centre x, centre y and whether it happened, on a grid of 20 units."""
        return [
            (number % self.columns * 20 + 10, number // self.columns * 20 + 10, number < self.happened)
            for number in range(self.out_of)
        ]


class Article:
    """Reads a document and its parts; costs one query per kind of part, whatever its length."""

    def __init__(self, document: Document):
        self.document = document
        self._page = Page(
            _publications_cited_in(document), GlossaryTerm.objects.filter(language=document.language)
        )
        rendered = {}
        for section in sorted(
            document.sections.all(), key=lambda s: list(Section.Kind).index(Section.Kind(s.kind))
        ):
            rendered[section.kind] = SectionView(
                section.kind, section.heading, self._page.render(section.body)
            )
            if section.kind == Section.Kind.ON_THE_DAY:
                self.day = self._steps(Step.Sequence.DAY)
            elif section.kind == Section.Kind.RECOVERY:
                self.recovery = self._steps(Step.Sequence.RECOVERY)
            elif section.kind == Section.Kind.BENEFITS_AND_RISKS:
                self.figures = self._figures()
        self.sections: list[SectionView] = list(rendered.values())
        self.section: dict[str, SectionView] = rendered

    day: list[StepView] = []
    recovery: list[StepView] = []
    figures: list[FigureView] = []

    def _steps(self, sequence: str) -> list[StepView]:
        return [
            StepView(step.heading, self._page.render(step.body))
            for step in self.document.steps.all()
            if step.sequence == sequence
        ]

    def _figures(self) -> list[FigureView]:
        return [
            FigureView(f.meaning, f.happened, f.out_of, self._page.render_inline(f.sentence))
            for f in self.document.figures.all()
        ]

    @property
    def references(self) -> list[Publication]:
        return self._page.references

    @property
    def facts(self):
        return self.document.glancefacts.all()

    @property
    def questions(self):
        return self.document.questions.all()

    @cached_property
    def urgent_signs(self) -> dict[str, list[str]]:
        """Signs by urgency: emergency, same_day, call_office."""
        signs = {urgency: [] for urgency in UrgentSign.Urgency.values}
        for sign in self.document.urgentsigns.all():
            signs[sign.urgency].append(sign.text)
        return signs

    @property
    def benefits(self) -> list[FigureView]:
        return [figure for figure in self.figures if figure.meaning == Figure.Meaning.BENEFIT]


def texts(document: Document):
    """Every text of a document that may cite a source."""
    yield from (section.body for section in document.sections.all())
    yield from (step.body for step in document.steps.all())
    yield from (figure.sentence for figure in document.figures.all())


def _publications_cited_in(document: Document) -> dict[str, Publication]:
    keys = {key for text in texts(document) for key in cited_keys(text)}
    return Publication.objects.in_bulk(keys, field_name="key")
