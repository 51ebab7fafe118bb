"""A kind of pain as its page needs it: the words of one edition, rendered once, in reading order."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from ..models import Section, Standing
from .reading import Reading, SectionView
from .urgent_signs import by_urgency


@dataclass(frozen=True, slots=True)
class StandingView:
    """Where an operation stands; `asks` whether somebody with this pain may ask its doctors about it."""

    procedure: str
    operation: str
    color: str
    place: str
    verdict: str
    approval: str
    reason: SafeString

    @property
    def verdict_name(self) -> str:
        return Standing.Verdict(self.verdict).label

    @property
    def approval_name(self) -> str:
        return Standing.Approval(self.approval).label if self.approval else ""

    @property
    def asks(self) -> bool:
        return self.verdict != Standing.Verdict.NOT_USED


class Condition(Reading):
    """What a patient reads who starts from a kind of pain. When to get help stands first."""

    def _render(self):
        self.full_name: str = self.content["full_name"]
        self.pronunciation: str = self.content["pronunciation"]
        self.sayings: list[str] = [saying["text"] for saying in self.content["sayings"]]
        self.questions: list[dict] = self.content["questions"]
        self.standings: list[StandingView] = []
        super()._render()

    def _render_section(self, section: dict):
        super()._render_section(section)
        if section["kind"] == Section.Kind.OPERATIONS:
            self.standings = [
                StandingView(
                    **{name: text for name, text in row.items() if name != "reason"},
                    reason=self._renderer.render(row["reason"]),
                )
                for row in self.content["standings"]
            ]

    @property
    def urgent_help(self) -> SectionView | None:
        return self.section.get(Section.Kind.URGENT_HELP)

    @property
    def after_urgent_help(self) -> list[SectionView]:
        return [section for section in self.sections if section.kind != Section.Kind.URGENT_HELP]

    @property
    def urgent_signs(self) -> dict[str, list[str]]:
        return by_urgency(self.content["urgent_signs"])

    @property
    def asked_about(self) -> list[StandingView]:
        """The most hopeful standing of each operation whose doctors somebody with this pain may ask."""
        order = Standing.Verdict.values
        hopeful = sorted(self.standings, key=lambda standing: order.index(standing.verdict), reverse=True)
        found = {standing.procedure: standing for standing in hopeful if standing.asks}
        return [
            found[address]
            for address in dict.fromkeys(row.procedure for row in self.standings)
            if address in found
        ]
