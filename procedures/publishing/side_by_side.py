"""A translation and its English edition, text beside text, for whoever signs it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from .. import kinds
from ..kinds import Content, own_fields
from ..models import Document, Edition
from .naming_rows import called, name_of_row, texts_of


@dataclass(frozen=True, slots=True)
class Both:
    """One text in both languages; "" where one of them says nothing."""

    place: str
    english: str
    translated: str


def side_by_side(content: Content, edition: Edition) -> Iterator[Both]:
    """Every text that somebody translates, in reading order; rows are paired by their order."""
    here: Mapping[str, Any] = kinds.complete(content)
    there: Mapping[str, Any] = kinds.complete(edition.content)
    pairs = [(called(Document, name), there[name], here[name]) for name in own_fields.TRANSLATED]
    for part in kinds.named(content["kind"]).parts:
        nothing = dict.fromkeys(texts_of(part), "")
        rows = zip_longest(there[part.name], here[part.name], fillvalue=nothing)
        for number, (english, translated) in enumerate(rows, start=1):
            row = name_of_row(part, number, nothing | (english if english is not nothing else translated))
            for name in nothing:
                pairs.append((f"{row}, {called(part.model, name)}", english[name], translated[name]))
    for place, english, translated in pairs:
        if english or translated:
            yield Both(place, english or "", translated or "")
