"""Where people meet while they write a document: at its top, at a row, or at a page with several rows."""

import re

from django.core.exceptions import BadRequest

from procedures import kinds
from procedures.models import TOP, Document, place_of, places_of

from .reading_order import address

PLACE = re.compile(r"([a-z_]{1,40})-(?:(new)|from-(\d{1,4})|(\d{1,18}))")


def address_of(document: Document, place: str) -> str:
    """The page of a place. Raises BadRequest for what is no place."""
    if place == TOP:
        return address(TOP, document)
    if not (found := PLACE.fullmatch(place)):
        raise BadRequest
    part, new, first, key = found.groups()
    if new:
        return address("new-part", document, part)
    return address("rows", document, part, first) if first else address("part", document, part, key)


class Places:
    """Those that the draft has now."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._parts = {part.name: part for part in kinds.of(document).parts if part.form}
        self._keys: dict[str, list[int]] = {}

    def now(self, place: str) -> str:
        """Where what was said of a place stands; "" where that is gone.

        What was said of several rows stands with the last ones, when there are fewer by now.
        """
        if place == TOP:
            return TOP
        part, first, key = self._read(place)
        if part and key in self._of(part):
            return place
        if not (part and first and part.form.at_once > 1):
            return ""
        return self._page(part, min(first, len(self._of(part)) or 1))

    def on_the_page_of(self, place: str) -> list[str]:
        """The place itself, and what is written there, too: each of several rows, or all of them with one."""
        part, first, key = self._read(place)
        if part is None or part.form.at_once == 1:
            return [place]
        keys = self._of(part)
        if first:
            there = keys[first - 1 : first - 1 + part.form.at_once]
            return [place, *(place_of(part.name, each) for each in there)]
        return [place, self._page(part, keys.index(key) + 1)] if key in keys else [place]

    def _read(self, place: str) -> tuple[kinds.Part | None, int, int]:
        """The part, the number of the first of several rows, the key of a row; 0 for what it does not say."""
        if not (found := PLACE.fullmatch(place)):
            return None, 0, 0
        name, _new, first, key = found.groups()
        return self._parts.get(name), int(first or 0), int(key or 0)

    def _page(self, part: kinds.Part, number: int) -> str:
        """The page of several on which the row with this number stands."""
        return places_of(part.name, number - (number - 1) % part.form.at_once)

    def _of(self, part: kinds.Part) -> list[int]:
        if part.name not in self._keys:
            self._keys[part.name] = list(part.rows_of(self.document).values_list("pk", flat=True))
        return self._keys[part.name]
