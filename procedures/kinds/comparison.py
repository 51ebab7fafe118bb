"""The comparison: the same questions put to every treatment, told in equal detail."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drez_site.foundation.markdown.citation_keys import CITATION

from ..models import Document, GridRow, Option, Section
from ..readings.comparison import Comparison
from .declaration import Content, Guard, Kind, Part, PartForm, Row, Words
from .parts import SECTIONS

# The option told in most words has at most so many times the words of the one told in fewest.
MOST_UNEQUAL = 1.3


def _words_of_option(number: int, option: Row) -> Words:
    yield ("option", option["kind"]), option["name"]


OPTIONS = Part(
    name="options",
    model=Option,
    fields=("kind", "name"),
    words=_words_of_option,
    guard=Guard.ANSWERS,
    form=PartForm(
        fields=("position", "kind", "name"),
        beside={"kind": gettext_lazy("Its colour and drawing follow from this.")},
        most=len(Option.Kind),
    ),
)


def _words_of_row(number: int, row: Row) -> Words:
    yield ("row", str(number), "question"), row["question"]
    for kind in Option.Kind:
        yield ("row", str(number), str(kind.label)), row[kind]


ROWS = Part(
    name="rows",
    model=GridRow,
    fields=("question", *Option.Kind.values),
    words=_words_of_row,
    guard=Guard.ANSWERS,
    cites_numbers=tuple(Option.Kind.values),
    form=PartForm(
        fields=("position", "question", *Option.Kind.values),
        beside={
            "question": gettext_lazy("As a patient would ask it."),
            **dict.fromkeys(
                Option.Kind.values, gettext_lazy("One or two short sentences, with the citation after them.")
            ),
        },
        is_short=True,
    ),
)


def words_of_options(content: Content) -> dict[str, int]:
    """How many words each option is told in, by its kind."""
    return {
        kind: sum(len(CITATION.sub(" ", row[kind]).split()) for row in content["rows"])
        for kind in Option.Kind.values
    }


def _names_every_option(content: Content) -> Iterator[str]:
    named = {option["kind"] for option in content["options"]}
    for kind in Option.Kind:
        if kind not in named:
            yield _("Add the option “%(option)s”: it is missing.") % {"option": kind.label}


def _answers_every_question(content: Content) -> Iterator[str]:
    if not content["rows"]:
        yield _("Add questions to the comparison: there is none.")
    for row in content["rows"]:
        for kind in Option.Kind:
            if not row[kind].strip():
                yield _(
                    "Answer “%(question)s” for the option “%(option)s”: the cell is empty. "
                    "Write “Not known: we found no study” if that is so."
                ) % {"question": row["question"], "option": kind.label}


def _tells_options_in_equal_detail(content: Content) -> Iterator[str]:
    words = words_of_options(content)
    longest, shortest = max(words, key=words.get), min(words, key=words.get)
    if words[longest] > MOST_UNEQUAL * words[shortest]:
        yield _(
            "Tell every option in equal detail: “%(longest)s” has %(most)d words, “%(shortest)s” has "
            "%(least)d. Shorten the one or say more about the other."
        ) % {
            "longest": Option.Kind(longest).label,
            "most": words[longest],
            "shortest": Option.Kind(shortest).label,
            "least": words[shortest],
        }


COMPARISON = Kind(
    kind=Document.Kind.COMPARISON,
    declaration=1,
    parts=(SECTIONS, OPTIONS, ROWS),
    reading=Comparison,
    route="procedures:compare",
    template="procedures/compare.html",
    file="comparison.toml",
    sections=(
        Section.Kind.DECISION,
        Section.Kind.HOW_TO_READ,
        Section.Kind.NOT_KNOWN,
        Section.Kind.LEFT_OUT,
        Section.Kind.UPDATES,
        Section.Kind.FUNDING,
    ),
    checks=(_names_every_option, _answers_every_question, _tells_options_in_equal_detail),
    cites_every_number=True,
)
