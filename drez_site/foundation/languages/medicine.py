"""What only a clinician's signature makes public: what a treatment does, and what a patient should do.

A sentence is read word by word. Each word and phrase that a pack knows belongs to kinds, like “drug” or
“stop”; a rule names kinds that no sentence may have together, like both of these. So it counts what is said,
not the order in which somebody says it, and the work grows with the text alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import NamedTuple

from ..accents import without_accents
from .declaration import Medicine
from .packs import PACKS

LONGEST = 5  # words of a phrase
NEAR = 3  # words between two kinds that belong together

SENTENCE_END = re.compile(r"[.!?;\n\r]")
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class MedicalRule:
    """Kinds of words that no sentence has together."""

    kinds: tuple[str, ...]
    unless: tuple[str, ...] = ()  # kinds that make it harmless: a list of medicines is brought, not taken
    in_order: bool = False  # the second kind follows the first, with few words between


RULES = (
    MedicalRule(("outright",)),
    MedicalRule(("drug", "stop")),
    MedicalRule(("taken",), unless=("tell",)),
    MedicalRule(("drug", "take"), unless=("tell",)),
    MedicalRule(("emergency", "not_call")),
    MedicalRule(("sign",), unless=("tell", "study")),
    MedicalRule(("bars",), unless=("tell", "study")),
    MedicalRule(("symptom", "normal")),
    MedicalRule(("symptom", "wait", "later")),
    MedicalRule(("harm", "rarity")),
    MedicalRule(("operation", "verdict")),
    MedicalRule(("operation", "does"), in_order=True),
    MedicalRule(("operation", "you_can", "activity", "after")),
    MedicalRule(("activity", "soon")),
    MedicalRule(("pain", "vanish")),
    MedicalRule(("pain", "suits")),
    MedicalRule(("condition", "can_have")),
    MedicalRule(("named_operation", "condition", "may")),
    MedicalRule(("not_need", "test"), in_order=True),
)


class Found(NamedTuple):
    kind: str
    first: int  # the words of the sentence from here
    last: int  # to here


def _phrases(kind: str) -> dict[str, set[str]]:
    return {code: set(getattr(pack.medicine, kind)) for code, pack in PACKS.items()}


def _by_words() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The kinds of each phrase, and of each beginning of a word: those written with a star."""
    whole: dict[str, set[str]] = {}
    beginnings: dict[str, set[str]] = {}
    for kind in fields(Medicine):
        for phrase in set().union(*_phrases(kind.name).values()):
            table = beginnings if phrase.endswith("*") else whole
            table.setdefault(phrase.removesuffix("*"), set()).add(kind.name)
    return whole, beginnings


WHOLE, BEGINNINGS = _by_words()
LONGEST_BEGINNING = max(map(len, BEGINNINGS))


def medical_words(text: str) -> str:
    """The words of `text` that instruct patients or tell what a treatment does; "" if there are none."""
    for sentence in SENTENCE_END.split(text):
        words = WORD.findall(sentence)
        kinds = list(_kinds([without_accents(word.casefold()) for word in words]))
        for rule in RULES:
            if found := _broken(rule, kinds):
                first, last = min(each.first for each in found), max(each.last for each in found)
                return " ".join(words[first : last + 1])
    return ""


def _kinds(words: list[str]) -> Iterator[Found]:
    """What the words of a sentence are; those of an innocent phrase are nothing else."""
    innocent = {
        place
        for each in _known(words)
        if each.kind == "innocent"
        for place in range(each.first, each.last + 1)
    }
    for each in _known(words):
        if innocent.isdisjoint(range(each.first, each.last + 1)):
            yield each


def _known(words: list[str]) -> Iterator[Found]:
    for first, word in enumerate(words):
        for length in range(1, min(len(word), LONGEST_BEGINNING) + 1):
            for kind in BEGINNINGS.get(word[:length], ()):
                yield Found(kind, first, first)
        for last in range(first, min(first + LONGEST, len(words))):
            for kind in WHOLE.get(" ".join(words[first : last + 1]), ()):
                yield Found(kind, first, last)


def _broken(rule: MedicalRule, kinds: list[Found]) -> list[Found]:
    """One of each kind of the rule, or nothing."""
    if any(each.kind in rule.unless for each in kinds):
        return []
    of_kind = [[each for each in kinds if each.kind == kind] for kind in rule.kinds]
    if not all(of_kind):
        return []
    if not rule.in_order:
        return [each[0] for each in of_kind]
    return _next_to_each_other(*of_kind)


def _next_to_each_other(before: Iterable[Found], after: list[Found]) -> list[Found]:
    starts = {each.first: each for each in after}
    for one in before:
        for place in range(one.last + 1, one.last + NEAR + 2):
            if place in starts:
                return [one, starts[place]]
    return []
