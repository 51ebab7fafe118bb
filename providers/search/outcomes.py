"""What the directory can answer. Each outcome has its own page, and none is a dead end."""

from dataclasses import dataclass

from providers.models import Practice

from .off_the_map import OffTheMap
from .question import DirectoryQuery
from .statements import Total


@dataclass(frozen=True, slots=True)
class Match:
    """A doctor with the nearest practice that matches. `miles` in a straight line; None when not known."""

    practice: Practice
    miles: float | None


@dataclass(frozen=True, slots=True)
class Results:
    """One page of the doctors who match.

    When `total.named_as_typed` is False, nobody has the name that was asked for: these have one like it.
    `off_the_map` are places that may be as near as the first page says of others.
    """

    query: DirectoryQuery
    matches: tuple[Match, ...]
    total: Total
    pages: int
    off_the_map: tuple[OffTheMap, ...] = ()


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The same question without the filter `dropped`, and how many doctors it finds.

    `dropped` is the name of a field of DirectoryQuery, or "" when every filter is off.
    """

    query: DirectoryQuery
    doctors: int
    dropped: str = ""


@dataclass(frozen=True, slots=True)
class NoneMatch:
    """Nobody matches: what to ask instead, and the nearest doctors anyway, at any distance.

    `nearest_query` is the question that found `nearest`; both are empty only when nobody at all is listed.
    `off_the_map` are places whose doctors match, but for a distance that nobody can tell: any of them may be
    nearer than the first of `nearest`.
    """

    query: DirectoryQuery
    ways: tuple[Relaxed, ...]
    nearest: tuple[Match, ...]
    nearest_query: DirectoryQuery | None
    off_the_map: tuple[OffTheMap, ...] = ()
