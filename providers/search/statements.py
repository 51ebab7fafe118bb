"""The search in SQL, on the composite index. Each doctor counts once, with the nearest practice that matches.

A statement depends only on the shape of the question: which parts it has, not what is in them. So it is
written once for each shape. Distances are chords in miles (see `providers.sphere`).

`(pos <-> origin) + 0` keeps the planner from a second nearest-neighbour walk inside the first: the practices
of one doctor come from the btree on provider. A name leads the other way round: first to the few doctors who
are called so, then to their distances.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Self

from django.db import connection
from django.utils import timezone

from providers import sphere
from providers.freshness import CHECKED_IS_GOOD_FOR

from .question import DirectoryQuery

COUNTED_UP_TO = 1_000

Rows = list[tuple[int, float | None]]


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


def page(query: DirectoryQuery) -> Rows:
    """The practices on the query's page with their miles, nearest first, only those at known distances.

    Without a place: all of them, by name.
    """
    return _in_miles(_run(_page(Shape.of(query)), _parameters(query)))


def page_and_total(query: DirectoryQuery) -> tuple[Rows, Total]:
    """The whole page, with the doctors at unknown distances last, and how many doctors match altogether."""
    found = _run(_page_and_total(Shape.of(query)), _parameters(query))
    rows = [(practice, chord) for *_, practice, chord in found if practice is not None]
    return _in_miles(rows), Total(*found[0][:3])


def total(query: DirectoryQuery) -> Total:
    """Doctors who match. Above COUNTED_UP_TO a number means only "more"."""
    ((located, unplaced, named_as_typed),) = _run(_total(Shape.of(query)), _parameters(query))
    return Total(located, unplaced, named_as_typed)


def totals(queries: list[DirectoryQuery]) -> list[Total]:
    """`total` of each question, in one statement."""
    parameters, statements = {}, []
    for number, query in enumerate(queries):
        tag = f"_{number}"
        parameters |= {f"{name}{tag}": value for name, value in _parameters(query).items()}
        statements.append(
            f"(SELECT {number} AS number, counts.* FROM ({_total(Shape.of(query), tag)}) counts)"
        )
    found = _run(" UNION ALL ".join(statements) + " ORDER BY number", parameters) if queries else []
    return [Total(*counts) for _, *counts in found]


class Shape(NamedTuple):
    """Which parts a question has. Questions of one shape are answered by one statement."""

    is_placed: bool
    is_limited: bool
    has_terms: bool
    accepting: str
    is_named: bool

    @classmethod
    def of(cls, query: DirectoryQuery) -> Self:
        on = query.filters
        return cls(
            query.place is not None,
            query.radius is not None,
            not {"procedure", "specialty", "language", "telehealth", "wheelchair"}.isdisjoint(on)
            or query.accepting == "confirmed",
            query.accepting,
            "name" in on,
        )

    @property
    def order(self) -> str:
        return "chord, sort_name, provider_id" if self.is_placed else "sort_name, provider_id"


def _parameters(query: DirectoryQuery) -> dict:
    today = timezone.localdate()
    fresh_since = today - CHECKED_IS_GOOD_FOR
    parameters = {
        "terms": query.terms(fresh_since, today),
        "fresh_since": fresh_since,
        "name": query.name.replace("\x00", " "),
        "size": query.size,
        "skip": (query.page - 1) * query.size,
    }
    if query.place is not None:
        parameters["origin"] = sphere.point(query.place.latitude, query.place.longitude)
        parameters["chord"] = sphere.chord(query.radius or 0)
    return parameters


@lru_cache
def _page(shape: Shape) -> str:
    parts = _parts(shape)
    return f"""{parts.before}
        SELECT practice_id, chord FROM (
            {parts.first} ORDER BY {shape.order} LIMIT %(size)s OFFSET %(skip)s) page
        ORDER BY {shape.order}"""


@lru_cache
def _total(shape: Shape, tag: str = "") -> str:
    parts = _parts(shape, tag)
    return f"""{parts.before}
        SELECT {parts.located} AS located, {parts.unplaced} AS unplaced, {parts.named_as_typed}"""


@lru_cache
def _page_and_total(shape: Shape) -> str:
    parts = _parts(shape)
    return f"""
        {parts.before or "WITH"}{"," if parts.before else ""}
        counts AS MATERIALIZED (SELECT {parts.located} AS located, {parts.unplaced} AS unplaced),
        page AS MATERIALIZED ({parts.first} ORDER BY {shape.order} LIMIT %(size)s OFFSET %(skip)s),
        rest AS MATERIALIZED (
            {parts.second} ORDER BY sort_name, provider_id
            LIMIT %(size)s - (SELECT count(*) FROM page)
            OFFSET greatest(0, %(skip)s - (SELECT located FROM counts)))
        SELECT located, unplaced, {parts.named_as_typed}, practice_id, chord
        FROM counts LEFT JOIN (TABLE page UNION ALL TABLE rest) found ON true
        ORDER BY {shape.order}"""


class Parts(NamedTuple):
    """Of a statement: what comes before, the doctors to list first, and those to list after them.

    `first` and `second` select practice_id, chord, sort_name and provider_id, one row for each doctor.
    """

    before: str
    first: str
    second: str
    named_as_typed: str

    @property
    def located(self) -> str:
        return self._counted(self.first)

    @property
    def unplaced(self) -> str:
        return self._counted(self.second)

    @staticmethod
    def _counted(part: str) -> str:
        return f"(SELECT count(*) FROM ({part} LIMIT {COUNTED_UP_TO + 1}) part)"


NOBODY = (
    "SELECT NULL::bigint AS practice_id, NULL::float8 AS chord, '' AS sort_name, 0 AS provider_id WHERE false"
)


def _parts(shape: Shape, tag: str = "") -> Parts:
    # A place that we cannot find is not known to be within any distance.
    lists_unplaced = shape.is_placed and not shape.is_limited
    if shape.is_named:
        return Parts(
            _named(shape, tag),
            "SELECT * FROM named" + (" WHERE chord IS NOT NULL" if lists_unplaced else ""),
            "SELECT * FROM named WHERE chord IS NULL" if lists_unplaced else NOBODY,
            "coalesce((SELECT is_as_typed FROM meant), true)",
        )
    first = _located(shape, tag) if shape.is_placed else _alphabetical(shape, tag)
    return Parts("", first, _unplaced(shape, tag) if lists_unplaced else NOBODY, "true")


def _located(shape: Shape, tag: str) -> str:
    return f"""
        SELECT entry.practice_id, entry.pos <-> %(origin{tag})s::cube AS chord, entry.sort_name,
            entry.provider_id
        FROM providers_searchentry entry
        WHERE entry.pos IS NOT NULL {_matches("entry", shape, tag)} {_within("entry", shape, tag)}
            AND coalesce(entry.practice_id = (
                SELECT same.practice_id FROM providers_searchentry same
                WHERE same.provider_id = entry.provider_id AND same.pos IS NOT NULL
                    {_matches("same", shape, tag)}
                ORDER BY (same.pos <-> %(origin{tag})s::cube) + 0, same.practice_id LIMIT 1), false)"""


def _unplaced(shape: Shape, tag: str) -> str:
    """Doctors none of whose matching practices has coordinates, with the first of these practices."""
    return f"""
        SELECT entry.practice_id, NULL::float8 AS chord, entry.sort_name, entry.provider_id
        FROM providers_searchentry entry
        WHERE entry.pos IS NULL {_matches("entry", shape, tag)}
            AND NOT EXISTS (
                SELECT FROM providers_searchentry same
                WHERE same.provider_id = entry.provider_id {_matches("same", shape, tag)}
                    AND (same.pos IS NOT NULL OR same.practice_id < entry.practice_id))"""


def _alphabetical(shape: Shape, tag: str) -> str:
    """Every doctor with the first matching practice."""
    return f"""
        SELECT entry.practice_id, NULL::float8 AS chord, entry.sort_name, entry.provider_id
        FROM providers_searchentry entry
        WHERE NOT EXISTS (
            SELECT FROM providers_searchentry same
            WHERE same.provider_id = entry.provider_id {_matches("same", shape, tag)}
                AND same.practice_id < entry.practice_id) {_matches("entry", shape, tag)}"""


def _named(shape: Shape, tag: str) -> str:
    """Everybody who is meant by the name, each with the nearest matching practice."""
    chord = f"entry.pos <-> %(origin{tag})s::cube" if shape.is_placed else "NULL::float8"
    return f"""
        WITH meant AS MATERIALIZED (SELECT * FROM names_meant(%(name{tag})s)),
        named AS MATERIALIZED (
            SELECT DISTINCT ON (entry.provider_id)
                entry.practice_id, {chord} AS chord, entry.sort_name, entry.provider_id
            FROM providers_searchentry entry
            WHERE entry.names @@ (SELECT meant FROM meant)
                {_matches("entry", shape, tag)} {_within("entry", shape, tag)}
            ORDER BY entry.provider_id, chord, entry.practice_id)"""


def _matches(alias: str, shape: Shape, tag: str) -> str:
    terms = f"AND {alias}.terms @@ %(terms{tag})s::tsquery" if shape.has_terms else ""
    if shape.accepting == "confirmed":
        return f"{terms} AND {alias}.accepted_on >= %(fresh_since{tag})s"
    if shape.accepting:
        return f"{terms} AND ({alias}.refused_on >= %(fresh_since{tag})s) IS NOT TRUE"
    return terms


def _within(alias: str, shape: Shape, tag: str) -> str:
    if not shape.is_limited:
        return ""
    return f"""AND {alias}.pos <@ cube_enlarge(%(origin{tag})s::cube, %(chord{tag})s, 3)
            AND {alias}.pos <-> %(origin{tag})s::cube <= %(chord{tag})s"""


def _run(statement: str, parameters: dict) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def _in_miles(rows: list[tuple[int, float | None]]) -> Rows:
    return [(practice, None if chord is None else sphere.miles(chord)) for practice, chord in rows]
