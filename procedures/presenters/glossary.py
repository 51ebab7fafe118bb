"""The words of the glossary as a dictionary has them: by their first letter."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from drez_site.foundation.accents import without_accents

from ..signed_content import Term


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, where its words begin on the page, and these words."""

    name: str
    anchor: str
    terms: tuple[Term, ...]


def by_letter(terms: Iterable[Term]) -> list[Letter]:
    """Deafferentation stands before DREZ: large letters and accents make no difference."""

    def folded(term: Term) -> str:
        return without_accents(term["term"]).casefold()

    return [
        Letter(letter.upper(), f"letter-{letter}", tuple(group))
        for letter, group in groupby(sorted(terms, key=folded), key=lambda term: folded(term)[0])
    ]
