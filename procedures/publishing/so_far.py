"""How far a translation has come between two English editions, kept with its draft until it is whole.

Every save brings its rows into the structure of the newest edition. So what is kept is the number of that
edition, the keys of the rows in its order, and the older English of those texts that still stand for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..models import Document, Edition


@dataclass(frozen=True, slots=True)
class SoFar:
    """All texts follow `edition`, but those behind. `rows`: keys of the translation itself, by part."""

    edition: Edition | None
    rows: Mapping[str, Sequence[int]] = field(default_factory=dict)
    behind: Mapping[str, str] = field(default_factory=dict)

    def before(self, key: str, english: str | None) -> str:
        """The English that a text stands for, by its key; `english` is what the edition says there."""
        return self.behind.get(key, english or "")

    def saved_row(self, part: str, number: int, here: Sequence[Any]) -> int | None:
        """Where today's rows have the one of that number in the edition; by order where no key is known."""
        keys = self.rows.get(part)
        now = [row.pk for row in here]
        if keys is None or not set(keys) & set(now):
            return number if number < len(now) else None
        return now.index(keys[number]) if number < len(keys) and keys[number] in now else None


def so_far(document: Document, original: Document) -> SoFar:
    """What was kept, unless another edition was chosen since; else what it says that it translates."""
    kept: Mapping[str, Any] = document.translated_so_far or {}
    if kept and kept["translates"] == document.translates_edition:
        return SoFar(original.editions.get(number=kept["follows"]), kept["rows"], kept["behind"])
    return SoFar(original.editions.filter(number=document.translates_edition or 0).first())


def keep(
    document: Document, edition: Edition, rows: Mapping[str, Sequence[int]], behind: Mapping[str, str]
) -> None:
    """What everything but the texts behind follows by now."""
    kept = {
        "translates": document.translates_edition,
        "follows": edition.number,
        "rows": rows,
        "behind": behind,
    }
    document.translated_so_far = kept
    document.save(update_fields=["translated_so_far"])


def key_of(name: str, part: str = "", row: int | None = None) -> str:
    """Of a text, whatever becomes of the order of rows."""
    return f"{part}-{row}-{name}" if part else name
