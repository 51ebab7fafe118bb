"""A translation and its English edition, text beside text, for whoever signs it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from .. import kinds
from ..kinds import Content, own_fields
from ..models import Document, Edition
from .rows_in_both import called, name_of_row, numbered, texts_of


@dataclass(frozen=True, slots=True)
class Both:
    """One text in both languages; "" where one of them says nothing."""

    place: str
    english: str
    translated: str


def side_by_side(content: Content, edition: Edition) -> Iterator[Both]:
    """Every text that somebody translates, in reading order; rows are paired as `numbered` puts them."""
    here: Mapping[str, Any] = kinds.complete(content)
    there: Mapping[str, Any] = kinds.complete(edition.content)
    kind = kinds.named(content["kind"])
    pairs = [(called(Document, name), there[name], here[name]) for name in own_fields.TRANSLATED]
    for part in kind.parts:
        nothing = 0, dict.fromkeys(texts_of(part), "")
        rows = zip_longest(
            numbered(part, there[part.name]), numbered(part, here[part.name]), fillvalue=nothing
        )
        for (number, english), (other, translated) in sorted(rows, key=lambda both: both[0][0] or both[1][0]):
            place = name_of_row(part, number or other, english if number else translated)
            pairs += [
                (f"{place}, {called(part.model, name)}", english[name], translated[name])
                for name in texts_of(part)
            ]
    if kind.holds_every_term:
        ours, theirs = (said_of_terms(each) for each in (here, there))
        pairs += [(slug, theirs.get(slug, ""), ours.get(slug, "")) for slug in sorted({**theirs, **ours})]
    for place, english_text, text in pairs:
        if english_text or text:
            yield Both(place, english_text or "", text or "")


def said_of_terms(content: Mapping[str, Any]) -> dict[str, str]:
    """Each word of the glossary with its definition, by its address."""
    return {term["slug"]: f"{term['term']}: {term['definition']}" for term in content["terms"]}
