"""Whether words sound like an emergency, or like despair: in any language of the site.

A phrase is words in their order. “a/b” is one word or the other, a star ends a beginning, and “...” stands
for up to three words. What belongs to an innocent phrase, like “pain killer”, counts for nothing.
"""

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from itertools import chain

from .words import every_list

MOST_WORDS = 60  # of one question
BETWEEN = 3  # words for which “...” stands


class Urgency(Enum):
    """What comes first on the page."""

    DESPAIR = "despair"
    EMERGENCY = "emergency"


Phrase = tuple[tuple[str, ...], ...]


def alarm(typed: Sequence[str]) -> tuple[Urgency, frozenset[int]] | None:
    """What words as `folded` gives them sound like, and which of them; despair before an emergency."""
    typed = typed[:MOST_WORDS]
    innocent = frozenset(_places(typed, "innocent"))
    for each in Urgency:
        found = [place for place in _stretches(typed, each.value) if innocent.isdisjoint(place)]
        if found:
            return each, frozenset(chain.from_iterable(found))
    return None


def _places(typed: Sequence[str], kind: str) -> Iterator[int]:
    return chain.from_iterable(_stretches(typed, kind))


def _stretches(typed: Sequence[str], kind: str) -> Iterator[range]:
    """Where phrases of this kind stand."""
    for phrase in _phrases(kind):
        for first in range(len(typed)):
            if end := _end(typed, first, phrase):
                yield range(first, end)


@cache
def _phrases(kind: str) -> tuple[Phrase, ...]:
    written = chain.from_iterable(getattr(each, kind) for each in every_list())
    return tuple(tuple(tuple(word.split("/")) for word in phrase.split()) for phrase in written)


def _end(typed: Sequence[str], place: int, phrase: Phrase) -> int:
    """Behind the last word of the phrase if it stands here; otherwise 0."""
    for number, said in enumerate(phrase):
        if said == ("...",):
            ways = (_end(typed, place + skipped, phrase[number + 1 :]) for skipped in range(BETWEEN + 1))
            return next(filter(None, ways), 0)
        if place >= len(typed) or not any(_is(typed[place], each) for each in said):
            return 0
        place += 1
    return place


def _is(word: str, written: str) -> bool:
    return word.startswith(written[:-1]) if written.endswith("*") else word == written
