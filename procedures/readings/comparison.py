"""The comparison as its page needs it: the chosen options as columns, each question as a row of answers."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.safestring import SafeString

from drez_site.foundation.languages.packs import pack

from ..models import Section
from .reading import Reading


@dataclass(frozen=True, slots=True)
class OptionView:
    """A column, with the drawings and the color of a treatment."""

    kind: str
    name: str
    look: str
    color: str
    is_operation: bool = False  # one that this site is about


@dataclass(frozen=True, slots=True)
class AnswerView:
    option: OptionView
    text: SafeString


@dataclass(frozen=True, slots=True)
class RowView:
    """A question and the answers to it; `invites_ranking` when two of the shown answers count people."""

    question: str
    answers: list[AnswerView]
    invites_ranking: bool


def options_of(content: dict, readable: Collection[str] | None = None) -> list[OptionView]:
    """All of them, without those that are operations about which patients cannot read now."""
    return [
        OptionView(option["kind"], option["name"], option["look"], option["color"], bool(option["procedure"]))
        for option in content["options"]
        if readable is None or not option["procedure"] or option["procedure"] in readable
    ]


class Comparison(Reading):
    """`chosen` are the short names of the options to show; without any, all of them.

    `readable` are the operations that patients can read about: an option that is another one is left out.
    """

    def __init__(
        self,
        content: dict,
        retracted=(),
        chosen: Collection[str] = (),
        readable: Collection[str] | None = None,
    ):
        self.all_options = options_of(content, readable)
        self.options = [option for option in self.all_options if not chosen or option.kind in chosen]
        self._answers = {
            (answer["question"], answer["option"]): answer["text"] for answer in content["answers"]
        }
        super().__init__(content, retracted)

    @property
    def shown(self) -> str:
        """The short names of the options on the page, in one text."""
        return " ".join(option.kind for option in self.options)

    def _render(self):
        """The decision first, then the grid, then what is said about it."""
        self.rows: list[RowView] = []
        for section in self.content["sections"]:
            self._render_section(section)
            if section["kind"] == Section.Kind.HOW_TO_READ:
                self.rows = self._rows()

    def _rows(self) -> list[RowView]:
        return [self._row(row["question"]) for row in self.content["rows"]]

    def _row(self, question: str) -> RowView:
        people_counted = pack(self.language).people_counted
        texts = {option: self._answers.get((question, option.kind), "") for option in self.options}
        return RowView(
            question,
            [AnswerView(option, self._renderer.render_inline(text)) for option, text in texts.items()],
            sum(bool(people_counted.search(text)) for text in texts.values()) > 1,
        )

    @property
    def after_grid(self) -> list:
        return [section for section in self.sections if section.kind not in _BEFORE]


_BEFORE = (Section.Kind.DECISION, Section.Kind.HOW_TO_READ)
