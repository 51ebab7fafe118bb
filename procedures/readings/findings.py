"""The findings as their page needs them: by operation and kind of pain, as a chart and as a table."""

from dataclasses import dataclass
from itertools import groupby
from textwrap import wrap

from django.utils.safestring import SafeString

from ..models import Section, Strength
from ..models.parts.article import DRAWN_AS_A_HUNDRED
from .reading import Reading, SectionView


@dataclass(frozen=True, slots=True)
class FindingView:
    """One result. `happened` of `out_of` people, or None where nobody counted."""

    indication: str
    meaning: str
    label: str
    outcome: SafeString
    happened: int | None
    out_of: int | None
    people: int | None
    follow_up: str
    strength: str

    @property
    def strength_name(self) -> str:
        return Strength(self.strength).label


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of words in the chart. Drawings do not wrap, so the words are cut into lines here."""

    text: str
    y: int
    is_heading: bool


@dataclass(frozen=True, slots=True)
class BarView:
    """A bar below its words: how long it is, and where it stands.

    The whole bar is as long as its group, up to a hundred people: a small group is a short bar.
    """

    finding: FindingView
    y: int

    @property
    def whole(self) -> float:
        return round(Chart.BAR * min(self.finding.out_of, DRAWN_AS_A_HUNDRED) / DRAWN_AS_A_HUNDRED, 1)

    @property
    def length(self) -> float:
        return round(self.whole * self.finding.happened / self.finding.out_of, 1)

    @property
    def count_y(self) -> int:
        return self.y + Chart.THICKNESS - 3


class Chart:
    """One operation's results that count people: words and bars below each other, in units of the drawing."""

    WIDTH = 300
    BAR = 215  # a hundred people or more
    THICKNESS = 18
    LINE = 19
    LETTERS = 44

    def __init__(self, findings: list[FindingView]):
        self.lines: list[LineView] = []
        self.bars: list[BarView] = []
        self.height = 0
        indication = None
        for finding in findings:
            if finding.indication != indication:
                indication = finding.indication
                self.height += 14 if self.bars else 0
                self._write(indication, self.LETTERS - 6, is_heading=True)
            self._write(finding.label, self.LETTERS)
            self.bars.append(BarView(finding, self.height + 5))
            self.height += self.THICKNESS + 14

    def _write(self, text: str, letters: int, is_heading: bool = False):
        for line in wrap(text, letters, break_on_hyphens=False):
            self.height += self.LINE
            self.lines.append(LineView(line, self.height - 4, is_heading))


@dataclass(frozen=True, slots=True)
class OperationView:
    """The findings about one operation, in the order of the document."""

    slug: str
    name: str
    color: str
    findings: list[FindingView]

    @property
    def chart(self) -> Chart:
        return Chart([finding for finding in self.findings if finding.out_of])


@dataclass(frozen=True, slots=True)
class RuleView:
    strength: str
    rule: SafeString

    @property
    def name(self) -> str:
        return Strength(self.strength).label


@dataclass(frozen=True, slots=True)
class DisagreementView:
    question: str
    one: SafeString
    other: SafeString
    why: SafeString


class Findings(Reading):
    """What studies found for each kind of pain, with the rules for how strong that is."""

    def _render(self):
        """How to read it with the rules, the results, the disagreements, then the rest."""
        self.rules: list[RuleView] = []
        self.operations: list[OperationView] = []
        self.disagreements: list[DisagreementView] = []
        for section in self.content["sections"]:
            self._render_section(section)
            if section["kind"] == Section.Kind.HOW_TO_READ:
                render = self._renderer.render_inline
                self.rules = [
                    RuleView(rule["strength"], render(rule["rule"]))
                    for rule in self.content["strength_rules"]
                ]
                self.operations = self._operations()
                self.disagreements = [
                    DisagreementView(
                        row["question"],
                        render(row["one"]),
                        render(row["other"]),
                        render(row["why"]),
                    )
                    for row in self.content["disagreements"]
                ]

    def _operations(self) -> list[OperationView]:
        rows = self.content["findings"]
        return [
            OperationView(slug, name, color, [self._finding(row) for row in group])
            for (slug, name, color), group in groupby(
                rows, key=lambda row: (row["procedure"], row["operation"], row["color"])
            )
        ]

    def _finding(self, row: dict) -> FindingView:
        return FindingView(
            indication=row["indication"],
            meaning=row["meaning"],
            label=row["label"],
            outcome=self._renderer.render_inline(row["outcome"]),
            happened=row["happened"],
            out_of=row["out_of"],
            people=row["people"],
            follow_up=row["follow_up"],
            strength=row["strength"],
        )

    @property
    def how_to_read(self) -> SectionView | None:
        return self.section.get(Section.Kind.HOW_TO_READ)

    @property
    def after_results(self) -> list[SectionView]:
        return [section for section in self.sections if section.kind != Section.Kind.HOW_TO_READ]
