"""What people type and what pages say instead: a small list for each language, in `words/<code>.toml`.

No reader ever sees one of these words, so nobody signs them: they only lead to words that somebody signed.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

from django.conf import settings

from drez_site.foundation.accents import without_accents
from drez_site.foundation.languages.declaration import phrases
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE

URGENT = ("emergency", "emergency_alone", "despair", "despair_alone", "innocent", "now", "of_death")
LONGEST_PHRASE = 5  # words of a phrase that means something else than its words

Phrase = tuple[str, str]  # the language of pages, and words that they say

BEGINNING = re.compile(r"(?<![^\W_])[^\W_]+\*")
WORD = re.compile(r"[^\W_]+")
APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ")


def folded(text: str) -> list[str]:
    """The words of a text in small letters, without accents and apostrophes: "I can't" is "i", "cant"."""
    return WORD.findall(without_accents(text.casefold().translate(APOSTROPHES)))


@dataclass(frozen=True)
class Words:
    """The list of one language. Keys are words as `root` leaves them."""

    language: str
    endings: tuple[str, ...]  # letters that a word may lose, one after the other, when it is looked up
    not_stemmed: frozenset[str]  # read as they mean: the stem of “Medicaid” is that of “médico”
    fillers: frozenset[str]  # of a question, not of what it asks for
    people: frozenset[str]  # who asks for a doctor or a place types these besides
    about_pain: frozenset[str]  # and these, which alone ask for nobody
    speaking: frozenset[str]  # say that a language matters
    where: tuple[str, ...]  # stand before a place
    titles: frozenset[str]  # what stands before a doctor's name
    means: Mapping[tuple[str, ...], tuple[Phrase, ...]]  # what is typed: what pages say
    listed: frozenset[str]  # every word that is typed, as it is written
    known: frozenset[str]  # every word of the whole list that is written out
    medical_endings: tuple[str, ...]  # of words of medicine that no dictionary has
    pages: Mapping[str, str]  # more words that lead to a page of the clinic's own, by the page's name
    emergency: tuple[str, ...]  # see `urgent.py`
    emergency_alone: tuple[str, ...]
    despair: tuple[str, ...]
    despair_alone: tuple[str, ...]
    innocent: tuple[str, ...]
    now: tuple[str, ...]
    of_death: tuple[str, ...]  # words that no correction leads to
    beside_despair: frozenset[str]  # who speaks of it, and how: not what to look for
    apart: Mapping[tuple[str, ...], tuple[str, ...]]  # "can not" is read as "cannot"

    @classmethod
    def of(cls, language: str) -> Self:
        with (Path(__file__).parent / "words" / f"{language}.toml").open("rb") as file:
            lists = tomllib.load(file)
        means: dict[tuple[str, ...], tuple[Phrase, ...]] = {}
        endings = tuple(lists["endings"])
        own, english = lists.get("says", {}), lists["means"]
        for pages, group in ((language, own), (SOURCE_LANGUAGE, english)):
            for said, meant in group.items():
                for phrase in phrases(said):
                    key = tuple(root(word, endings) for word in folded(phrase))
                    means[key] = (*means.get(key, ()), *((pages, each) for each in phrases(meant)))
        listed = _written_out((*own, *english, *lists["pages"].values()))
        return cls(
            language=language,
            endings=endings,
            not_stemmed=frozenset(lists["not_stemmed"].split()),
            fillers=frozenset(lists["fillers"].split()),
            people=frozenset(lists["people"].split()),
            about_pain=frozenset(lists["about_pain"].split()),
            speaking=frozenset(lists["speaking"].split()),
            where=phrases(lists["where"]),
            titles=frozenset(lists["titles"].split()),
            means=means,
            listed=listed,
            known=listed
            | _written_out(
                (
                    *(lists[name] for name in ("fillers", "people", "about_pain", "speaking")),
                    *lists["urgent"].values(),
                )
            ),
            medical_endings=tuple(lists["medical_endings"].split()),
            pages=lists["pages"],
            beside_despair=frozenset(lists["urgent"]["beside_despair"].split()),
            apart=dict(_typed_apart(lists["apart"])),
            **{name: phrases(lists["urgent"][name]) for name in URGENT},
        )

    def meaning(self, typed: list[str]) -> tuple[int, tuple[Phrase, ...]]:
        """How many of the next words mean something else, and what: the longest phrase that we know."""
        roots = [root(word, self.endings) for word in typed[:LONGEST_PHRASE]]
        for length in range(len(roots), 0, -1):
            if meant := self.means.get(tuple(roots[:length])):
                return length, meant
        return 1, ()


def _typed_apart(read_as: Mapping[str, str]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for read, said in read_as.items():
        for typed in phrases(said):
            yield tuple(typed.split()), tuple(read.split())


def _written_out(texts: Iterable[str]) -> frozenset[str]:
    """The words of texts, without the beginnings that end in a star."""
    return frozenset(word for text in texts for word in folded(BEGINNING.sub("", text)))


def root(word: str, endings: Iterable[str]) -> str:
    """The word without the ending that makes it plural or female: enough to look it up."""
    for letters in endings:
        if len(word) > 3 and word[-1] in letters and not word.endswith("ss"):
            word = word[:-1]
    return word


@cache
def words(language: str) -> Words:
    """The list of one of the site's languages."""
    return Words.of(language)


def every_list() -> list[Words]:
    """Of all languages, whatever the page is in: people type as they think."""
    return [words(code) for code, _name in settings.LANGUAGES]


@cache
def of_every_list(name: str) -> frozenset[str]:
    """The words or phrases of this kind in all languages."""
    return frozenset().union(*(getattr(each, name) for each in every_list()))
