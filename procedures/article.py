"""An article as its page needs it: the words of one edition, rendered once, in reading order."""

from dataclasses import dataclass

from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString

from .markup import Page, Reference, cited_keys
from .models import Figure, GlossaryTerm, Publication, Section, Step, UrgentSign


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
    """Reads the content of an edition, and no table: the words stay what was signed.

    `retracted` is the one thing that is not signed: papers retracted since, as {"key", "on", "notice"}.
    """

    day: list[StepView] = []
    recovery: list[StepView] = []
    figures: list[FigureView] = []

    def __init__(self, content: dict, retracted=()):
        self.content = content
        self.title: str = content["title"]
        self.summary: str = content["summary"]
        self.full_name: str = content["full_name"]
        self.pronunciation: str = content["pronunciation"]
        self.language: str = content["language"]
        self.translator: str = content["translator"]
        self.facts: list[dict] = content["facts"]
        self.questions: list[dict] = content["questions"]
        terms = [GlossaryTerm(language=self.language, **term) for term in content["terms"]]
        self._page = Page(_sources(content, retracted), terms)
        self.body = self._page.render(content["body"])
        self.section: dict[str, SectionView] = {}
        for section in content["sections"]:
            kind = section["kind"]
            body = self._page.render(section["body"])
            self.section[kind] = SectionView(kind, section["heading"], body)
            if kind == Section.Kind.ON_THE_DAY:
                self.day = self._steps(Step.Sequence.DAY)
            elif kind == Section.Kind.RECOVERY:
                self.recovery = self._steps(Step.Sequence.RECOVERY)
            elif kind == Section.Kind.BENEFITS_AND_RISKS:
                self.figures = self._figures()

    def _steps(self, sequence: str) -> list[StepView]:
        return [
            StepView(step["heading"], self._page.render(step["body"]))
            for step in self.content["steps"]
            if step["sequence"] == sequence
        ]

    def _figures(self) -> list[FigureView]:
        return [
            FigureView(f["meaning"], f["happened"], f["out_of"], self._page.render_inline(f["sentence"]))
            for f in self.content["figures"]
        ]

    @property
    def sections(self) -> list[SectionView]:
        return list(self.section.values())

    @property
    def references(self) -> list[Reference]:
        return self._page.references

    @property
    def retracted(self) -> list[Reference]:
        """Sources that were retracted after the page was signed."""
        return [reference for reference in self.references if reference.publication.retracted_on]

    @property
    def explained(self) -> list[GlossaryTerm]:
        """The glossary words that the page explains."""
        return self._page.explained

    @property
    def urgent_signs(self) -> dict[str, list[str]]:
        """Signs by urgency: emergency, same_day, call_office."""
        signs = {urgency: [] for urgency in UrgentSign.Urgency.values}
        for sign in self.content["urgent_signs"]:
            signs[sign["urgency"]].append(sign["text"])
        return signs

    @property
    def benefits(self) -> list[FigureView]:
        return [figure for figure in self.figures if figure.meaning == Figure.Meaning.BENEFIT]


def texts(content: dict):
    """Every text that may cite a source, in the order of the snapshot."""
    yield content["body"]
    yield from (section["body"] for section in content["sections"])
    yield from (step["body"] for step in content["steps"])
    yield from (figure["sentence"] for figure in content["figures"])


def _sources(content: dict, retracted) -> dict[str, Publication]:
    """By key, as they were signed. A draft's unknown keys stand for themselves; checks refuse them."""
    sources = {source["key"]: Publication(**source) for source in content["sources"]}
    for retraction in retracted:
        if source := sources.get(retraction["key"]):
            source.retracted_on = parse_date(retraction["on"])
            source.retraction_notice = retraction["notice"]
    for key in cited_keys("\n".join(texts(content))):
        sources.setdefault(key, Publication(key=key, description=key))
    return sources
