"""Where in a document each problem and each warning belongs, so that its author is led there."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, cast

from .. import kinds
from ..kinds import own_fields
from . import checks
from .snapshot import OWN, RowPlace


def by_place(content: kinds.Content) -> dict[RowPlace, list[str]]:
    """What is said of the whole and would be said of one place if it stood alone; no place lacks a list.

    What is said of no words at all, like a section that is missing, belongs to no place.
    """
    content = kinds.complete(content)
    of_a_place = set(_said_of(content)) - set(_said_of(_alone(content, {})))
    return {place: _told(alone, of_a_place) for place, alone in _each_alone(content)}


def at(content: kinds.Content, places: Collection[RowPlace]) -> list[str]:
    """What `by_place` says of some places."""
    content = kinds.complete(content)
    of_a_place = set(_said_of(content)) - set(_said_of(_alone(content, {})))
    return [
        hint for each, alone in _each_alone(content) if each in places for hint in _told(alone, of_a_place)
    ]


def _told(alone: kinds.Content, of_a_place: set[str]) -> list[str]:
    return [hint for hint in dict.fromkeys(_said_of(alone)) if hint in of_a_place]


def _said_of(content: kinds.Content) -> Iterator[str]:
    yield from checks.problems_of_words(content)
    yield from checks.long_sentences(content)


def _each_alone(content: kinds.Content) -> Iterator[tuple[RowPlace, kinds.Content]]:
    said: Mapping[str, Any] = content
    yield OWN, _alone(content, {name: said[name] for name in own_fields.SIGNED})
    for part, number, row in kinds.rows(content):
        yield (part.name, number), _alone(content, {part.name: [row]})


def _alone(content: kinds.Content, kept: Mapping[str, Any]) -> kinds.Content:
    """The content with nothing but what is kept, and what is known of its sources."""
    nothing: dict[str, Any] = dict.fromkeys(own_fields.READ, "")
    nothing |= {"translates_edition": None, "terms": [], "source": None}
    nothing |= {part.name: [] for part in kinds.named(content["kind"]).parts}
    sources = [source | {"description": ""} for source in cast(list[dict[str, Any]], content["sources"])]
    return cast(kinds.Content, {**content, **nothing, "sources": sources, **kept})
