"""The comparison as its page needs it: the chosen options as columns, each question as a row of answers."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.safestring import SafeString

from drez_site.foundation.languages.packs import pack

from ..models import Section
from .reading import Reading


@dataclass(frozen=True, slots=True)
class OptionView:
    """A column. Its kind is also its glyph and its colour."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class AnswerView:
    option: OptionView
    text: SafeString


@dataclass(frozen=True, slots=True)
class RowView:
    """A question and the answers to it; `counts_people` when one of the shown answers does."""

    question: str
    answers: list[AnswerView]
    counts_people: bool


class Comparison(Reading):
    """`chosen` are the kinds of options to show; without any, all of them."""

    def __init__(self, content: dict, retracted=(), chosen: Collection[str] = ()):
        self.all_options = [OptionView(option["kind"], option["name"]) for option in content["options"]]
        self.options = [option for option in self.all_options if not chosen or option.kind in chosen]
        super().__init__(content, retracted)

    def _render(self):
        """The decision first, then the grid, then what is said about it."""
        self.rows: list[RowView] = []
        for section in self.content["sections"]:
            self._render_section(section)
            if section["kind"] == Section.Kind.HOW_TO_READ:
                self.rows = self._rows()

    def _rows(self) -> list[RowView]:
        people_counted = pack(self.language).people_counted
        return [
            RowView(
                row["question"],
                [AnswerView(option, self._page.render_inline(row[option.kind])) for option in self.options],
                any(people_counted.search(row[option.kind]) for option in self.options),
            )
            for row in self.content["rows"]
        ]

    @property
    def after_grid(self) -> list:
        return [section for section in self.sections if section.kind not in _BEFORE]


_BEFORE = (Section.Kind.DECISION, Section.Kind.HOW_TO_READ)
