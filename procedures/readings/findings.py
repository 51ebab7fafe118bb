"""The findings as their page needs them: by operation and kind of pain, as a chart and as a table."""

from collections.abc import Iterable, Iterator
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
    anchor: str  # where the findings about this kind of pain begin, in the address of the page
    is_first: bool  # of those
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
class GroupView:
    """A result that counts people, as dots: each is a person, and a larger group is drawn as a hundred.

    So a small group is a small drawing.
    """

    finding: FindingView
    is_first: bool  # of its kind of pain, which then stands above it
    columns = 20

    @property
    def out_of(self) -> int:
        return min(self.finding.out_of or 0, DRAWN_AS_A_HUNDRED)

    @property
    def happened(self) -> int:
        """The filled dots: some if it happened to anybody, and never all if not to everybody."""
        happened, out_of = self.finding.happened or 0, self.finding.out_of or 0
        if happened in (0, out_of):
            return self.out_of if happened else 0
        return max(1, min(self.out_of - 1, round(self.out_of * happened / out_of)))

    @property
    def rows(self) -> int:
        return -(-self.out_of // self.columns)


@dataclass(frozen=True, slots=True)
class OperationView:
    """The findings about one operation, in the order of the document."""

    slug: str
    name: str
    color: str
    findings: list[FindingView]

    @property
    def pains(self) -> list[FindingView]:
        """The first finding about each kind of pain."""
        return [finding for finding in self.findings if finding.is_first]

    @property
    def groups(self) -> list[GroupView]:
        """The results that count people, those about one kind of pain together."""
        counted = [finding for finding in self.findings if finding.out_of]
        return [
            GroupView(finding, is_first=not number)
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
            OperationView(slug, name, color, list(self._by_pain(slug, group)))
            for (slug, name, color), group in groupby(
                rows, key=lambda row: (row["procedure"], row["operation"], row["color"])
            )
        ]

    def _by_pain(self, slug: str, rows: Iterable[dict]) -> Iterator[FindingView]:
        for number, (_pain, group) in enumerate(groupby(rows, key=lambda row: row["indication"]), 1):
            for place, row in enumerate(group):
                yield self._finding(row, f"{slug}-{number}", is_first=not place)

    def _finding(self, row: dict, anchor: str, is_first: bool) -> FindingView:
        return FindingView(
            indication=row["indication"],
            anchor=anchor,
            is_first=is_first,
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
