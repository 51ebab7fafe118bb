"""The comparison: the same questions put to every treatment, told in equal detail."""

from collections.abc import Iterator, Mapping
from operator import attrgetter
from statistics import mean
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drez_site.foundation.languages.packs import pack
from drez_site.foundation.markdown.citation_keys import CITATION

from ..models import Answer, Document, GridRow, Option, Procedure, Section
from ..models.parts.comparison import NO_PROCEDURE
from ..readings.comparison import Comparison
from ..signed_content import AnswerRow, ComparedRow, ComparisonContent, OptionRow
from .declaration import Guard, Kind, Part, PartForm, Words
from .parts import SECTIONS

# The option told in most words has at most so many times the words of the one told in fewest.
MOST_UNEQUAL = 1.3
NOTHING_TO_TELL = 10  # words of an answer that says no more than that something is not known
FEWEST_OPTIONS = 2


def _operation(document: Document, option: OptionRow) -> Procedure | None:
    return Procedure.objects.named(option["procedure"]) if option.get("procedure") else None


def _words_of_option(number: int, option: OptionRow) -> Words:
    yield ("option", option["kind"]), option["name"]


OPTIONS = Part(
    name="options",
    model=Option,
    fields=("kind", "name", "look", "color"),
    told={"procedure": lambda option: option.procedure.slug if option.procedure else ""},
    joined=("procedure",),
    recalled={"procedure": _operation},
    words=_words_of_option,
    guard=Guard.ANSWERS,
    guarded=lambda option: (option["kind"], option["name"]),
    form=PartForm(
        fields=(("kind", "name"), ("procedure", "look", "color")),
        beside={
            "name": gettext_lazy("When it is saved, each question has a field for its answer."),
            "color": gettext_lazy("The color of its column and its drawings."),
        },
    ),
)


def _words_of_row(number: int, row: ComparedRow) -> Words:
    yield ("row", str(number), "question"), row["question"]


ROWS = Part(
    name="rows",
    model=GridRow,
    fields=("question",),
    words=_words_of_row,
    guard=Guard.ANSWERS,
    form=PartForm(
        fields=("question",),
        beside={"question": gettext_lazy("As a patient would ask it.")},
    ),
)


def _words_of_answer(number: int, answer: AnswerRow) -> Words:
    yield ("answer", answer["question"], answer["option"]), answer["text"]


ANSWERS = Part(
    name="answers",
    model=Answer,
    fields=("text",),
    told={"question": attrgetter("row.question"), "option": attrgetter("option.kind")},
    joined=("row", "option"),
    recalled={
        "row": lambda document, answer: document.gridrows.get(question=answer["question"]),
        "option": lambda document, answer: document.options.get(kind=answer["option"]),
    },
    words=_words_of_answer,
    guard=Guard.ANSWERS,
    cites_numbers=("text",),
    form=None,
    written_with=("rows", "question"),
)

# The options of the first declaration, each of them a column of the grid.
COLUMNS = {
    "drez": {"look": "drez", "color": "plum"},
    "drg": {"look": "drg", "color": "blue"},
    "scs": {"look": "scs", "color": "olive"},
    "care": {"look": "care", "color": "moss"},
    "nothing": {"look": "nothing", "color": "gray"},
}


def columns_as_answers(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """From a row with a column for each option, as it was signed once and as content files have it."""
    options, rows = content.get("options", []), content.get("rows", [])
    named = {option["kind"] for option in options}
    columns = [
        {"question": row["question"], "option": option["kind"], "text": row[option["kind"]]}
        for row in rows
        for option in options
        if option["kind"] in row
    ]
    return {
        **content,
        "options": [COLUMNS.get(option["kind"], {}) | option for option in options],
        "rows": [{name: text for name, text in row.items() if name not in named} for row in rows],
        "answers": content.get("answers") or columns,
    }


def words_of_options(content: ComparisonContent) -> dict[str, float]:
    """How many words an answer about each option has on average, by the option's short name.

    “Not known: we found no study” makes no option shorter than another. Options with no other answers are
    left out.
    """
    lengths: dict[str, list[int]] = {}
    for answer in content["answers"]:
        if not _has_nothing_to_tell(answer["text"], content["language"]):
            words = len(CITATION.sub(" ", answer["text"]).split())
            lengths.setdefault(answer["option"], []).append(words)
    return {option: mean(counts) for option, counts in lengths.items()}


def _has_nothing_to_tell(answer: str, language: str) -> bool:
    """Whether it begins as the pack of its language says, and goes on in few words and without a source."""
    said = answer.strip().casefold()
    return (
        said.startswith(pack(language).not_known.casefold())
        and len(said.split()) <= NOTHING_TO_TELL
        and not CITATION.search(answer)
    )


def _offers_a_choice(content: ComparisonContent) -> Iterator[str]:
    options = {option["kind"] for option in content["options"]}
    if len(options) < FEWEST_OPTIONS:
        yield _("Add options: there must be something to choose from.")
    if NO_PROCEDURE not in options:
        yield _("Add the option of no procedure, with the short name “%(kind)s”: it is missing.") % {
            "kind": NO_PROCEDURE
        }


def _answers_every_question(content: ComparisonContent) -> Iterator[str]:
    if not content["rows"]:
        yield _("Add questions to the comparison: there is none.")
    answered = {
        (answer["question"], answer["option"]) for answer in content["answers"] if answer["text"].strip()
    }
    for row in content["rows"]:
        for option in content["options"]:
            if (row["question"], option["kind"]) not in answered:
                yield _(
                    "Answer “%(question)s” for the option “%(option)s”: the cell is empty. "
                    "Begin with “%(not_known)s” if no study says it."
                ) % {
                    "question": row["question"],
                    "option": option["name"],
                    "not_known": pack(content["language"]).not_known,
                }


def _tells_options_in_equal_detail(content: ComparisonContent) -> Iterator[str]:
    words = words_of_options(content)
    if not words:
        return
    names = {option["kind"]: option["name"] for option in content["options"]}
    longest, shortest = max(words, key=words.__getitem__), min(words, key=words.__getitem__)
    if words[longest] > MOST_UNEQUAL * words[shortest]:
        yield _(
            "Tell every option in equal detail: an answer about “%(longest)s” has %(most)d words on average, "
            "about “%(shortest)s” %(least)d. Shorten the one to %(limit)d words or fewer, or say more about "
            "the other. An answer of at most %(few)d words that begins with “%(not_known)s” does not count."
        ) % {
            "longest": names[longest],
            "most": round(words[longest]),
            "shortest": names[shortest],
            "least": round(words[shortest]),
            "limit": MOST_UNEQUAL * words[shortest],
            "few": NOTHING_TO_TELL,
            "not_known": pack(content["language"]).not_known,
        }


COMPARISON = Kind(
    kind=Document.Kind.COMPARISON,
    declaration=2,
    parts=(SECTIONS, OPTIONS, ROWS, ANSWERS),
    reading=Comparison,
    older=columns_as_answers,
    route="procedures:compare",
    template="procedures/compare.html",
    found_as=gettext_lazy("Compare your options"),
    file="comparison.toml",
    sections=(
        Section.Kind.DECISION,
        Section.Kind.HOW_TO_READ,
        Section.Kind.NOT_KNOWN,
        Section.Kind.LEFT_OUT,
        Section.Kind.UPDATES,
        Section.Kind.FUNDING,
    ),
    checks=(_offers_a_choice, _answers_every_question, _tells_options_in_equal_detail),
    cites_every_number=True,
)
