"""The findings as their page needs them: by operation and kind of pain, as a chart and as a table."""

from dataclasses import dataclass
from itertools import groupby

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
class BarView:
    """A result that counts people, as a bar. Its lengths are in people of a group, up to a hundred.

    The whole bar is as long as its group: a small group is a short bar.
    """

    finding: FindingView
    is_first: bool  # of its kind of pain, which then stands above it

    @property
    def whole(self) -> int:
        return min(self.finding.out_of or 0, DRAWN_AS_A_HUNDRED)

    @property
    def length(self) -> float:
        if not self.finding.out_of:
            return 0
        return round(self.whole * (self.finding.happened or 0) / self.finding.out_of, 1)


@dataclass(frozen=True, slots=True)
class OperationView:
    """The findings about one operation, in the order of the document."""

    slug: str
    name: str
    color: str
    findings: list[FindingView]

    @property
    def bars(self) -> list[BarView]:
        """The results that count people, those about one kind of pain together."""
        counted = [finding for finding in self.findings if finding.out_of]
        return [
            BarView(finding, is_first=not number)
            for _, group in groupby(counted, key=lambda finding: finding.indication)
            for number, finding in enumerate(group)
        ]


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
