"""A translation beside its original, text by text: what is new in English since, and one structure for both.

The English words are those of an edition. A part that is new there becomes a part of the translation in
English words, until somebody translates it; one that went goes here, too; figures and choices follow.
What is done stays done while the rest waits: see `so_far.py`.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import Any

from django.db import models, transaction

from drez_site.foundation.markdown.citation_keys import cited_keys
from drez_site.foundation.word_diff import Runs, line_runs

from .. import kinds
from ..kinds import own_fields
from ..models import Document, Edition
from . import revisions, so_far
from .rows_in_both import name_of_row, texts_of
from .translations import english_to_translate
from .words_in_both import words_to_do

Content = Mapping[str, Any]


class State(Enum):
    SAME = "same"  # the English has not changed since
    CHANGED = "changed"  # it has
    ENGLISH = "english"  # it stands in English still, or nothing stands there


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages. `name` is that of its field in a form."""

    name: str
    column: "models.Field[Any, Any]"
    english: str
    translated: str
    state: State
    before: str  # the English that the translation stands for
    changes: Runs  # of the English since; none where it is the same

    @property
    def cites(self) -> list[str]:
        return list(dict.fromkeys(cited_keys(self.english)))


@dataclass(frozen=True, slots=True)
class Place:
    """The top of the page, or one row of a part. `row` is its key in the translation, if it has one."""

    title: str
    part: str
    row: int | None
    texts: tuple[Text, ...]

    @property
    def is_done(self) -> bool:
        return all(text.state is State.SAME for text in self.texts)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A row of the English edition, what it said before, and the row of the translation."""

    now: kinds.Row
    before: kinds.Row | None
    saved: models.Model | None
    said: kinds.Row | None


class BesideOriginal:
    """Raises Edition.DoesNotExist where nobody signed the English page yet, and while it is taken down."""

    def __init__(self, document: Document) -> None:
        newest = english_to_translate(document)
        if newest is None:
            raise Edition.DoesNotExist
        original = newest.document
        self.document, self.kind, self.newest = document, kinds.of(document), newest
        self.translated = original.editions.filter(number=document.translates_edition or 0).first()
        self._so_far = so_far.so_far(document, original)
        followed = self._so_far.edition
        self._now: Content = kinds.complete(newest.content)
        self._before: Content = kinds.complete(followed.content) if followed else self._now
        self._meant = set(document.left_in_english.splitlines())
        self._pairs = {part.name: self._paired(part) for part in self.kind.parts}
        self.places = list(self._places())
        self.words = list(words_to_do(document, newest, self._so_far))

    @property
    def to_do(self) -> list[Place]:
        return [place for place in self.places if not place.is_done]

    @property
    def texts_to_do(self) -> list[Text]:
        return [text for place in self.to_do for text in place.texts if text.state is not State.SAME]

    @transaction.atomic
    def save(self, texts: Mapping[str, str], by: Any, *, left: Collection[str]) -> None:
        """Say these texts, by the names of their fields, in the structure of the English edition.

        `left` names those that neither say by now what is new in English, nor are right as they stand; words
        of the glossary, too.
        """
        for name in own_fields.TRANSLATED:
            setattr(self.document, name, texts.get(name, getattr(self.document, name)))
        if not left:
            self.document.translates_edition, self.document.translated_so_far = self.newest.number, None
        self.document.save()
        rows = {part.name: self._save_part(part, texts) for part in self.kind.parts}
        if left:
            so_far.keep(self.document, self.newest, rows, self._behind(left))
        revisions.record(self.document, by)

    def _behind(self, left: Collection[str]) -> dict[str, str]:
        """The older English of those texts, by their keys; what has no row yet begins with the newest."""
        words = {word.name: word.before for word in self.words if word.name in left and word.changes}
        return words | {
            so_far.key_of(text.column.name, place.part, place.row): text.before
            for place in self.places
            for text in place.texts
            if text.name in left and text.before != text.english and (place.row or not place.part)
        }

    def _save_part(self, part: kinds.Part, texts: Mapping[str, str]) -> list[int]:
        """The keys of its rows, in the order of the English."""
        pairs = self._pairs[part.name]
        kept = [pair.saved.pk for pair in pairs if pair.saved]
        part.rows_of(self.document).exclude(pk__in=kept).delete()
        keys = []
        for number, pair in enumerate(pairs, start=1):
            row = _followed(part, pair)
            row |= {
                name: texts[_field(part, number, name)]
                for name in texts_of(part)
                if _field(part, number, name) in texts
            }
            if row == pair.said and pair.saved and getattr(pair.saved, "position", number) == number:
                keys.append(pair.saved.pk)
                continue
            saved = part.thaw(self.document, number, row)
            saved.pk = pair.saved.pk if pair.saved else None
            saved.save()
            keys.append(saved.pk)
        return keys

    def _places(self) -> Iterator[Place]:
        own = [
            self._text(
                name,
                Document._meta.get_field(name),
                self._now[name],
                self._so_far.before(name, self._before[name]),
                getattr(self.document, name),
            )
            for name in own_fields.TRANSLATED
        ]
        yield Place("", "", None, tuple(text for text in own if text))
        for part in self.kind.parts:
            for number, pair in enumerate(self._pairs[part.name], start=1):
                key = pair.saved.pk if pair.saved else None
                before = pair.before or pair.now
                texts = [
                    self._text(
                        _field(part, number, name),
                        part.model._meta.get_field(name),
                        pair.now[name],
                        self._so_far.before(so_far.key_of(name, part.name, key), before[name]),
                        pair.said[name] if pair.said else pair.now[name],
                    )
                    for name in texts_of(part)
                ]
                if found := tuple(text for text in texts if text):
                    yield Place(name_of_row(part, number, pair.now), part.name, key, found)

    def _text(self, name: str, column: Any, now: str, before: str, translated: str) -> Text | None:
        now, before, translated = now or "", before or "", translated or ""
        if not (now or translated):
            return None
        is_copied = any(
            translated == english and len(english.split()) > 1 and english not in self._meant
            for english in (now, before)
        )
        is_english = bool(now) and (is_copied or not translated.strip())
        state = State.ENGLISH if is_english else State.CHANGED if now != before else State.SAME
        changes = line_runs(before, now) if now != before else []
        return Text(name, column, now, translated, state, before, changes)

    def _paired(self, part: kinds.Part) -> list[_Pair]:
        now, before = self._now[part.name], self._before[part.name]
        saved = list(part.rows_of(self.document))
        said = part.freeze(self.document)
        olds = aligned(before, now)
        # Somebody may have brought the structure up to date by hand, and not yet all the words.
        follows_now = not self._so_far.rows and len(saved) == len(now) != len(before)
        pairs = []
        for number, row in enumerate(now):
            old = olds[number]
            at = number if follows_now else old
            there = self._so_far.saved_row(part.name, at, saved) if at is not None else None
            pairs.append(
                _Pair(
                    row,
                    before[old] if old is not None else None,
                    saved[there] if there is not None else None,
                    said[there] if there is not None else None,
                )
            )
        return pairs


def aligned(before: Sequence[kinds.Row], now: Sequence[kinds.Row]) -> list[int | None]:
    """For each row of now, which one of before it was; None for a new one."""
    found: list[int | None] = [None] * len(now)
    olds, news = ([repr(sorted(row.items())) for row in rows] for rows in (before, now))
    left: list[int] = []
    for kind, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if kind in ("equal", "replace"):
            for offset in range(min(b - a, d - c)):
                found[c + offset] = a + offset
        if kind in ("delete", "replace"):
            left += range(a + min(b - a, d - c) if kind == "replace" else a, b)
    for number, old in enumerate(found):  # one that only moved
        same = [each for each in left if old is None and olds[each] == news[number]]
        if same:
            found[number] = same[0]
            left.remove(same[0])
    return found


def _field(part: kinds.Part, number: int, name: str) -> str:
    return f"{part.name}-{number}-{name}"


def _followed(part: kinds.Part, pair: _Pair) -> kinds.Row:
    """The row as it stands, with what changed in English besides texts; a new one in English words."""
    if pair.said is None:
        return dict(pair.now)
    texts = texts_of(part)
    changed = {
        name: value
        for name, value in pair.now.items()
        if name not in texts and (pair.before is None or pair.before.get(name) != value)
    }
    return pair.said | changed
