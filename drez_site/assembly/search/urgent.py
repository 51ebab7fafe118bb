"""Whether words sound like an emergency, or like despair: in any language of the site.

A phrase is words in their order. “a/b” is one word or the other, a star ends a beginning, and “...” stands
for up to three words. Some, like “help me”, count only when nothing else was typed.
What lies within an innocent phrase, like “suicide disease”, counts for nothing, except what somebody would do
to herself, and an emergency that is sudden or now: when in doubt, it is urgent.
Besides these lists, whatever signed pages tell readers to call 911 for is an emergency.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from itertools import chain

from .words import every_list, of_every_list

MOST_WORDS = 400  # of one question
LONG_BEGINNING = 6  # letters with which hardly another word begins
BETWEEN = 3  # words for which “...” stands
HERSELF = re.compile(r"me|m[ye]self|\w+rme")  # whoever says this to despair means it


class Urgency(Enum):
    """What comes first on the page."""

    DESPAIR = "despair"
    EMERGENCY = "emergency"


Phrase = tuple[tuple[str, ...], ...]


Alarm = tuple[Urgency, frozenset[int]] | None


def alarm(typed: Sequence[str], signs: Sequence[tuple[str, ...]] = ()) -> Alarm:
    """What words as `folded` gives them sound like, and which of them; despair before an emergency.

    They also sound like one when they have all words of one of the signs; two words in their order, because
    “chest pain” is no “pain around the chest”.
    """
    typed = typed[:MOST_WORDS]
    found, joined = _alarm(typed, signs), _joined(typed)
    read = [word for word, _places in joined]
    if (found and found[0] is Urgency.DESPAIR) or read == [*typed]:
        return found
    urgency, places = _alarm(read, signs) or (None, frozenset[int]())
    if urgency is None or (found and urgency is not Urgency.DESPAIR):
        return found
    return urgency, frozenset(chain.from_iterable(joined[place][1] for place in places))


def speaks_of_death(word: str) -> bool:
    """Whether a folded word is one to which no correction may lead."""
    return any(_is(word, each) for each in of_every_list("of_death"))


def is_needed(word: str) -> bool:
    """Whether a phrase of despair or of an emergency has a word with this long beginning: no misspelling.

    The words that they write out are in `known` of their list.
    """
    return word.startswith(_long_beginnings())


@cache
def _long_beginnings() -> tuple[str, ...]:
    said = chain.from_iterable(chain.from_iterable(chain(*map(_phrases, ("despair", "emergency")))))
    return tuple({each[:-1] for each in said if each.endswith("*") and len(each) > LONG_BEGINNING})


def _joined(typed: Sequence[str]) -> list[tuple[str, range]]:
    """The words as the lists write them, "cannot" for "can not", and where each of them was typed."""
    joined: list[tuple[str, range]] = []
    place = 0
    while place < len(typed):
        said, read = next(
            (
                (said, read)
                for said, read in _apart().get(typed[place], ())
                if tuple(typed[place : place + len(said)]) == said
            ),
            ((typed[place],), (typed[place],)),
        )
        joined += [(word, range(place, place + len(said))) for word in read]
        place += len(said)
    return joined


@cache
def _apart() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """What is said in more words, and how it is read, by the first of these words."""
    by_word: defaultdict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
    for each in every_list():
        for said, read in each.apart.items():
            by_word[said[0]].append((said, read))
    return dict(by_word)


def _alarm(typed: Sequence[str], signs: Sequence[tuple[str, ...]]) -> Alarm:
    innocent = [*_stretches(typed, "innocent")]
    if found := _meant(typed, Urgency.DESPAIR.value, innocent):
        return Urgency.DESPAIR, frozenset(chain.from_iterable(found))
    if any(_stretches(typed, "now")):
        innocent = []
    if found := _meant(typed, Urgency.EMERGENCY.value, innocent):
        return Urgency.EMERGENCY, frozenset(chain.from_iterable(found))
    harmless = frozenset(chain.from_iterable(innocent))
    told = [word if place not in harmless else "" for place, word in enumerate(typed)]
    if sign := next((sign for sign in signs if _has(told, sign)), None):
        return Urgency.EMERGENCY, frozenset(place for place, word in enumerate(told) if word in sign)
    return None


def _has(told: Sequence[str], sign: tuple[str, ...]) -> bool:
    if len(sign) > 2:
        return set(sign) <= set(told)
    phrase = tuple((word,) for word in (sign[0], "...", sign[-1]))
    return any(_end(told, first, phrase) for first in range(len(told)))


def _meant(typed: Sequence[str], kind: str, innocent: Sequence[range]) -> list[range]:
    """Where phrases of this kind stand, and no innocent phrase holds all of their words."""
    return _alone(typed, kind) or [
        place
        for place in _stretches(typed, kind)
        if any(HERSELF.fullmatch(typed[each]) for each in place)
        or not any(each.start <= place.start and place.stop <= each.stop for each in innocent)
    ]


def _stretches(typed: Sequence[str], kind: str) -> Iterator[range]:
    """Where phrases of this kind stand."""
    by_word, by_beginning = _by_first_word(kind)
    for first, word in enumerate(typed):
        begun = (phrase for beginning, phrase in by_beginning if word.startswith(beginning))
        for phrase in (*by_word.get(word, ()), *begun):
            if end := _end(typed, first, phrase):
                yield range(first, end)


def _alone(typed: Sequence[str], kind: str) -> list[range]:
    """The whole of it, if it is a phrase that is of this kind when nothing else was typed."""
    is_one = any(_end(typed, 0, phrase) == len(typed) for phrase in _phrases(f"{kind}_alone"))
    return [range(len(typed))] if typed and is_one else []


@cache
def _phrases(kind: str) -> tuple[Phrase, ...]:
    written = chain.from_iterable(getattr(each, kind) for each in every_list())
    return tuple(tuple(tuple(word.split("/")) for word in phrase.split()) for phrase in written)


@cache
def _by_first_word(kind: str) -> tuple[dict[str, list[Phrase]], list[tuple[str, Phrase]]]:
    """The phrases by the words that they begin with, and by the beginnings of words."""
    by_word: defaultdict[str, list[Phrase]] = defaultdict(list)
    by_beginning = []
    for phrase in _phrases(kind):
        for word in phrase[0]:
            if word.endswith("*"):
                by_beginning.append((word[:-1], phrase))
            else:
                by_word[word].append(phrase)
    return dict(by_word), by_beginning


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
