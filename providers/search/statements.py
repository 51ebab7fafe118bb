"""The search in SQL: each question is one statement, but for who is meant by a name, which is asked before.

Who is at places off the map that may be near is asked after it, if there are any (see `off_the_map.py`).
A statement depends only on the shape of the question: which parts it has, not what is in them. So it is
written once for each shape. Distances are chords in miles (see `providers.sphere`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils import timezone

from drez_site.foundation.reading_database import reading_connection
from providers import sphere
from providers.freshness import CHECKED_IS_GOOD_FOR

from .names import Called
from .parts import matches, parts_of
from .question import DirectoryQuery
from .shapes import Shape

Rows = list[tuple[int, float | None]]
Parameters = dict[str, str | int | float | date | list[int] | None]
Found = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Total:
    """How many doctors match: at a known distance, and at places we cannot put on the map.

    `named_as_typed` is False when nobody is called what the patient typed, so that these are doctors with a
    name like it.
    """

    located: int
    unplaced: int
    named_as_typed: bool = True

    @property
    def doctors(self) -> int:
        return self.located + self.unplaced


@dataclass(frozen=True, slots=True)
class There:
    """The doctors who match at a place, by their keys, and the numbers that they have there, "" for none."""

    doctors: frozenset[int]
    phones: frozenset[str]


def page(query: DirectoryQuery) -> Rows:
    """The practices on the query's page with their miles, nearest first, only those at known distances.

    Without a place: all of them, by name.
    """
    found, _called = _asked(_page, query)
    return _in_miles([(practice, chord) for _gave_up, practice, chord in found if practice is not None])


def page_and_total(query: DirectoryQuery) -> tuple[Rows, Total]:
    """The whole page, with the doctors at unknown distances last, and how many doctors match altogether."""
    found, called = _asked(_page_and_total, query)
    rows = [(practice, chord) for *_, practice, chord in found if practice is not None]
    _gave_up, located, unplaced, *_ = found[0]
    return _in_miles(rows), Total(located, unplaced, called.is_as_typed)


def total(query: DirectoryQuery) -> Total:
    """Doctors who match. Above COUNTED_UP_TO a number means only "more"."""
    ((_gave_up, located, unplaced),), called = _asked(_total, query)
    return Total(located, unplaced, called.is_as_typed)


def totals(queries: list[DirectoryQuery]) -> list[Total]:
    """`total` of each question, in one statement."""
    called = {name: Called.what(name) for name in {query.name for query in queries}}
    found = _counted(queries, called, is_thorough=False)
    if any(gave_up for gave_up, *_ in found):
        found = _counted(queries, called, is_thorough=True)
    return [
        Total(located, unplaced, called[query.name].is_as_typed)
        for query, (_gave_up, located, unplaced) in zip(queries, found, strict=True)
    ]


def doctors_at(locations: list[int], query: DirectoryQuery) -> dict[int, There]:
    """Who matches at each of these places of practice, which have no position; by the keys of the places."""
    called = Called.what(query.name)
    statement = f"""
        SELECT practice.location_id, array_agg(entry.provider_id), array_agg(DISTINCT practice.phone)
        FROM providers_practice practice JOIN providers_searchentry entry ON entry.practice_id = practice.id
        WHERE practice.location_id = ANY(%(locations)s) AND entry.pos IS NULL
            {matches(Shape.of(query, called))}
        GROUP BY practice.location_id"""
    found = _run(statement, {**_parameters(query, called), "locations": locations})
    return {location: There(frozenset(doctors), frozenset(phones)) for location, doctors, phones in found}


def _counted(queries: list[DirectoryQuery], called: dict[str, Called], *, is_thorough: bool) -> Found:
    parameters: Parameters = {}
    statements = []
    for number, query in enumerate(queries):
        tag, shape = f"_{number}", Shape.of(query, called[query.name])
        its_own = _parameters(query, called[query.name])
        parameters |= {f"{name}{tag}": value for name, value in its_own.items()}
        counts = _total(shape.thorough if is_thorough else shape, tag)
        statements.append(f"(SELECT {number} AS number, counts.* FROM ({counts}) counts)")
    found = _run(" UNION ALL ".join(statements) + " ORDER BY number", parameters) if queries else []
    return [row[1:] for row in found]


def _asked(statement: Callable[[Shape], str], query: DirectoryQuery) -> tuple[Found, Called]:
    """The rows, each of which begins with whether the statement gave up, and who was called by the name."""
    called = Called.what(query.name)
    shape, parameters = Shape.of(query, called), _parameters(query, called)
    found = _run(statement(shape), parameters)
    if found[0][0]:
        found = _run(statement(shape.thorough), parameters)
    return found, called


def _parameters(query: DirectoryQuery, called: Called) -> Parameters:
    today = timezone.localdate()
    fresh_since = today - CHECKED_IS_GOOD_FOR
    parameters: Parameters = {
        "terms": query.terms(fresh_since, today),
        "ruled_out": query.ruled_out,
        "fresh_since": fresh_since,
        "today": today,
        "meant": called.meant,
        "size": query.size,
        "skip": (query.page - 1) * query.size,
    }
    if query.place is not None:
        parameters["origin"] = sphere.point(query.place.latitude, query.place.longitude)
        parameters["chord"] = sphere.chord(query.radius or 0)
    return parameters


@lru_cache
def _page(shape: Shape) -> str:
    parts = parts_of(shape)
    return f"""
        WITH {parts.begin} page AS ({parts.first} ORDER BY {shape.order} LIMIT %(size)s OFFSET %(skip)s)
        SELECT {parts.gave_up}, practice_id, chord FROM (VALUES (1)) always LEFT JOIN page ON true
        ORDER BY {shape.order}"""


@lru_cache
def _total(shape: Shape, tag: str = "") -> str:
    parts = parts_of(shape._replace(is_deep=False), tag)
    return f"WITH {parts.begin} {parts.counts} SELECT {parts.gave_up}, located, unplaced FROM counts"


@lru_cache
def _page_and_total(shape: Shape) -> str:
    parts = parts_of(shape)
    return f"""
        WITH {parts.begin} {parts.counts},
        page AS MATERIALIZED ({parts.first} ORDER BY {shape.order} LIMIT %(size)s OFFSET %(skip)s),
        rest AS MATERIALIZED (
            {parts.second} ORDER BY sort_name, provider_id
            LIMIT %(size)s - (SELECT count(*) FROM page)
            OFFSET greatest(0, %(skip)s - (SELECT located FROM counts)))
        SELECT {parts.gave_up}, located, unplaced, practice_id, chord
        FROM counts LEFT JOIN (TABLE page UNION ALL TABLE rest) found ON true
        ORDER BY {shape.order}"""


def _run(statement: str, parameters: Parameters) -> Found:
    with reading_connection().cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _in_miles(rows: list[tuple[int, float | None]]) -> Rows:
    return [(practice, None if chord is None else sphere.miles(chord)) for practice, chord in rows]
