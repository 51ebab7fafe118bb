"""The outline of a draft, as its authors open it: every part in reading order, and how far each is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst

from drez_site.foundation.line_ends import trimmed

from .. import kinds
from ..kinds import own_fields
from ..models import TOP, Document, place_of, places_of
from ..publishing import hints
from ..publishing.snapshot import OWN, RowPlace, freeze


@dataclass(frozen=True, slots=True)
class Margin:
    """What stands beside the lines, by place: who is there, whose words are not saved, open comments."""

    here: Mapping[str, list[str]] = field(default_factory=dict)
    typed: Mapping[str, list[str]] = field(default_factory=dict)
    comments: Mapping[str, int] = field(default_factory=dict)

    def of(self, place: str) -> dict[str, Any]:
        return {
            "place": place,
            "here": self.here.get(place, []),
            "typed": self.typed.get(place, []),
            "comments": self.comments.get(place, 0),
        }


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a part, or the top of the page."""

    place: str
    key: int  # of the row; 0 of the top
    title: str
    detail: str  # what its choices say, like “on the day”
    is_empty: bool
    is_changed: bool  # patients read other words there, or none
    hints: list[str]
    here: list[str]
    typed: list[str]
    comments: int


@dataclass(frozen=True, slots=True)
class Missing:
    """A row that the kind has once, and the draft not yet."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page on which several rows of a part are written, from one number to another; what is said of it."""

    first: int
    last: int
    place: str
    here: list[str]
    typed: list[str]
    comments: int


@dataclass(frozen=True, slots=True)
class Group:
    """One part of the document, with its rows."""

    part: kinds.Part
    lines: list[Line]
    missing: list[Missing]
    pages: list[Page]

    @property
    def title(self) -> str:
        return capfirst(str(self.part.model._meta.verbose_name_plural))

    @property
    def one(self) -> str:
        return str(self.part.model._meta.verbose_name)

    @property
    def takes_more(self) -> bool:
        """Whether there can be another row, of whatever value."""
        is_full = self.part.form is None or self.part.form.is_full(len(self.lines))
        return not is_full and (not self.part.each_once or not self.lines or bool(self.missing))


@dataclass(frozen=True, slots=True)
class Outline:
    """A draft as it is saved now, beside the words that patients read, if any."""

    content: kinds.Content
    top: Line
    groups: list[Group]

    def place_of(self, hint: str) -> tuple[str, int] | None:
        """The part and the key of the row that it is said of; None when it is said of no single place."""
        for name, line in self.lines():
            if hint in line.hints:
                return name, line.key
        return None

    def lines(self) -> Iterator[tuple[str, Line]]:
        """Every line in reading order, with the name of its part."""
        yield "", self.top
        for group in self.groups:
            yield from ((group.part.name, line) for line in group.lines)


def outline_of(document: Document, live: kinds.Content | None, margin: Margin) -> Outline:
    """`live` are the words of the newest edition."""
    kind, content = kinds.of(document), freeze(document)
    draft = _Draft(content, kinds.complete(live) if live else None, hints.by_place(content), margin)
    groups = [_group(kind, part, document, draft) for part in kind.parts if part.form]
    return Outline(content, _top(document, draft), groups)


@dataclass(frozen=True, slots=True)
class _Draft:
    content: Mapping[str, Any]
    live: Mapping[str, Any] | None
    hints: dict[RowPlace, list[str]]
    margin: Margin

    def is_new(self, name: str, row: kinds.Row) -> bool:
        """Whether patients do not read this row, wherever it stands."""
        return self.live is not None and _said(row) not in map(_said, self.live[name])


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty: an older edition may lack it."""
    said = {name: trimmed(value) if isinstance(value, str) else value for name, value in row.items()}
    return {name: value for name, value in said.items() if value not in ("", None)}


def _top(document: Document, draft: _Draft) -> Line:
    now, then = (
        _said({name: content.get(name) for name in own_fields.SIGNED})
        for content in (draft.content, draft.live or {})
    )
    return Line(
        key=0,
        title=document.title,
        detail=document.summary,
        is_empty=not document.summary.strip(),
        is_changed=draft.live is not None and now != then,
        hints=draft.hints[OWN],
        **draft.margin.of(TOP),
    )


def _group(kind: kinds.Kind, part: kinds.Part, document: Document, draft: _Draft) -> Group:
    rows = zip(part.rows_of(document), draft.content[part.name], strict=True)
    lines = [_line(kind, part, number, *row, draft) for number, row in enumerate(rows, start=1)]
    there = {row[part.each_once] for row in draft.content[part.name]} if part.each_once else set()
    labels = dict(part.labels)
    missing = [
        Missing(value, capfirst(str(labels[value])))
        for value in kind.values_of_each(part)
        if value not in there
    ]
    return Group(part, lines, missing, list(_pages(part, len(lines), draft.margin)))


def _pages(part: kinds.Part, rows: int, margin: Margin) -> Iterator[Page]:
    at_once = part.form.at_once if part.form else 1
    if at_once > 1:
        for first in range(1, max(rows, 1) + 1, at_once):
            beside = margin.of(places_of(part.name, first))
            yield Page(first, min(first - 1 + at_once, rows), **beside)


def _line(
    kind: kinds.Kind, part: kinds.Part, number: int, saved: Model, row: kinds.Row, draft: _Draft
) -> Line:
    """Of a row, with what is written in its form and stands in another part."""
    within = list(_within(kind, part, row, draft))
    texts = [row[name] for name in part.texts or part.needed]
    labels = dict(part.labels)
    chosen = [str(labels[row[name]]) for name in part.chosen if row[name]]
    name = str(part.model._meta.verbose_name)
    title = capfirst(name) if part.is_one_row else str(saved) or ", ".join(chosen) or name
    said = [draft.hints[(part.name, number)], *(draft.hints[at] for at, _row in within)]
    return Line(
        key=saved.pk,
        title=capfirst(title),
        detail=", ".join(label for label in chosen if label.casefold() != title.casefold()),
        is_empty=not any(text.strip() for text in texts),
        is_changed=draft.is_new(part.name, row) or any(draft.is_new(at[0], other) for at, other in within),
        hints=[hint for each in said for hint in each],
        **draft.margin.of(place_of(part.name, saved.pk)),
    )


def _within(
    kind: kinds.Kind, part: kinds.Part, row: kinds.Row, draft: _Draft
) -> Iterator[tuple[RowPlace, kinds.Row]]:
    for inner in kind.parts:
        if inner.written_with and inner.written_with[0] == part.name:
            name = inner.written_with[1]
            for number, other in enumerate(draft.content[inner.name], start=1):
                if other[name] == row[name]:
                    yield (inner.name, number), other
