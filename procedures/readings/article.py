"""An article as its page needs it: the words of one edition, rendered once, in reading order."""

from dataclasses import dataclass
from itertools import takewhile

from django.utils.safestring import SafeString

from ..models import Section, Step
from .reading import Reading, SectionView
from .urgent_signs import by_urgency

# In these sections nothing may be folded away from who does not ask for it.
NEVER_FOLDED = (Section.Kind.DIFFERENT, Section.Kind.WHO_IT_MAY_NOT_SUIT, Section.Kind.URGENT_HELP)
FOLDS_SINCE = 4  # editions of earlier declarations were signed as pages on which all is open


@dataclass(frozen=True, slots=True)
class KeyPointView:
    about: str
    text: SafeString


@dataclass(frozen=True, slots=True)
class StepView:
    heading: str
    body: SafeString


@dataclass(frozen=True, slots=True)
class FigureView:
    """Dots out of a group of people. `columns` and `rows` make the grid they stand in.

    Editions from before 2026 do not say how many people were counted, nor for how long: None and "".
    """

    meaning: str
    happened: int
    out_of: int
    people: int | None
    follow_up: str
    sentence: SafeString

    @property
    def columns(self) -> int:
        return 10 if self.out_of > 20 else 5

    @property
    def rows(self) -> int:
        return -(-self.out_of // self.columns)


class Article(Reading):
    """What a patient reads about one operation."""

    def _render(self):
        self._read_own_fields()
        super()._render()

    def _read_own_fields(self):
        self.operation: str = self.content["operation"]
        self.look: str = self.content["look"]
        self.color: str = self.content["color"]
        self.full_name: str = self.content["full_name"]
        self.pronunciation: str = self.content["pronunciation"]
        self.key_points = [
            KeyPointView(point["about"], self._renderer.render_inline(point["text"]))
            for point in self.content["key_points"]
        ]
        self.facts: list[dict] = self.content["facts"]
        self.questions: list[dict] = self.content["questions"]
        self.day: list[StepView] = []
        self.recovery: list[StepView] = []
        self.figures: list[FigureView] = []

    def _render_section(self, section: dict):
        super()._render_section(section)
        if section["kind"] == Section.Kind.ON_THE_DAY:
            self.day = self._steps(Step.Sequence.DAY)
        elif section["kind"] == Section.Kind.RECOVERY:
            self.recovery = self._steps(Step.Sequence.RECOVERY)
        elif section["kind"] == Section.Kind.BENEFITS_AND_RISKS:
            self.figures = self._figures()

    def _steps(self, sequence: str) -> list[StepView]:
        return [
            StepView(step["heading"], self._renderer.render(step["body"]))
            for step in self.content["steps"]
            if step["sequence"] == sequence
        ]

    def _figures(self) -> list[FigureView]:
        return [
            FigureView(
                figure["meaning"],
                figure["happened"],
                figure["out_of"],
                figure["people"],
                figure["follow_up"],
                self._renderer.render_inline(figure["sentence"]),
            )
            for figure in self.content["figures"]
        ]

    @property
    def folds(self) -> bool:
        """Whether details, below headings of the fourth level, are folded until somebody opens them."""
        return self.content.get("declaration", 0) >= FOLDS_SINCE

    @property
    def before_the_finder(self) -> list[SectionView]:
        """The sections above the one with the doctors, which alone depends on where the patient is."""
        return list(takewhile(lambda section: section.kind != Section.Kind.FIND_A_DOCTOR, self.sections))

    @property
    def after_the_finder(self) -> list[SectionView]:
        return self.sections[len(self.before_the_finder) + 1 :]

    @property
    def urgent_signs(self) -> dict[str, list[str]]:
        """Signs by urgency: emergency, same_day, call_office."""
        return by_urgency(self.content["urgent_signs"])
