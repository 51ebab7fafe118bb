"""What somebody typed, read into things to look for. The work grows with the first letters alone."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Self

from drez_site.foundation.languages.packs import SOURCE_LANGUAGE

from .urgent import Urgency, alarm
from .words import LONGEST_PHRASE, Phrase, folded, of_every_list, words

MOST_LETTERS = 200
MOST_LETTERS_OF_ALARM = 2_000  # a cry for help may stand at the end of a long story
MOST_TERMS = 12


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for: a word that was typed, or a phrase with a meaning of its own."""

    typed: str
    phrases: tuple[Phrase, ...]  # a page that says one of them says it


@dataclass(frozen=True, slots=True)
class Question:
    """`text` is what was typed, without what cannot be printed; `terms` in its order."""

    text: str
    language: str  # of the page
    words: tuple[str, ...]  # without those of despair
    terms: tuple[Term, ...]
    urgency: Urgency | None = None
    is_cut: bool = False  # more was typed than we look for
    alarming: frozenset[str] = frozenset()  # the words for which it sounds urgent

    @classmethod
    def of(cls, typed: str, language: str, signs: Iterable[tuple[str, ...]] = ()) -> Self:
        """`signs`: words that together sound like an emergency, besides those of the lists."""
        text = tidy(typed[:MOST_LETTERS])
        found = folded(text)
        whole = folded(tidy(typed, MOST_LETTERS_OF_ALARM))
        urgency, alarming = alarm(whole, signs) or (None, frozenset[int]())
        heard = frozenset(word for place, word in enumerate(whole) if place in alarming)
        # Nobody who thinks of dying is led to how many died.
        if urgency is Urgency.DESPAIR:
            aside = _said_beside_despair()
            found = [word for place, word in enumerate(found) if place not in alarming and word not in aside]
        terms = terms_of(found, language)
        is_cut = len(typed.rstrip()) > MOST_LETTERS or len(terms) > MOST_TERMS
        return cls(text, language, tuple(found), terms[:MOST_TERMS], urgency, is_cut, heard)

    def but(self, spelled: Mapping[str, str]) -> tuple[Term, ...]:
        """The terms, with some words spelled in another way: phrases are seen that were none before."""
        return terms_of([spelled.get(word, word) for word in self.words], self.language)[:MOST_TERMS]


@cache
def _said_beside_despair() -> frozenset[str]:
    """Words with which nothing is looked for: “my husband says he wants” leads to no page and no doctor."""
    return of_every_list("fillers") | of_every_list("beside_despair")


def tidy(text: str, most: int = MOST_LETTERS) -> str:
    """One line, of `most` letters that a page can hold."""
    text = unicodedata.normalize("NFKC", text[:most])[:most]
    return " ".join(
        "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text).split()
    )


def terms_of(typed: list[str], language: str) -> tuple[Term, ...]:
    """The different things to look for; small words only when there is nothing else."""
    terms: dict[str, Term] = {}
    fillers = words(language).fillers
    place = 0
    while place < len(typed):
        length, meant = words(language).meaning(typed[place : place + LONGEST_PHRASE])
        if meant or typed[place] not in fillers:
            said = " ".join(typed[place : place + length])
            terms.setdefault(said, term(said, language, meant))
        place += length
    return tuple(terms.values()) or tuple(term(word, language) for word in dict.fromkeys(typed))


def term(said: str, language: str, meant: tuple[Phrase, ...] = ()) -> Term:
    """To look for as it was typed, in the page's language and in English, and by what it means."""
    typed = [
        (each, said)
        for each in dict.fromkeys((language, SOURCE_LANGUAGE))
        if said not in words(each).not_stemmed
    ]
    if language != SOURCE_LANGUAGE and not meant:
        length, meant = words(SOURCE_LANGUAGE).meaning(said.split())
        meant = meant if length == len(said.split()) else ()
    return Term(said, (*typed, *meant))
