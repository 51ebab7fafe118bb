"""The search in SQL, on the composite index. Each doctor counts once, with the nearest practice that matches.

`(pos <-> origin) + 0` keeps the planner from a second nearest-neighbour walk inside the first: the practices
of one doctor come from the btree on provider. Distances are chords in miles (see `providers.sphere`).
"""

from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from providers import sphere

from .question import DirectoryQuery

PAGE_SIZE = 10
MOST_PAGES = 50
COUNTED_UP_TO = 1_000


@dataclass(frozen=True, slots=True)
class Total:
    """How many doctors match: at a known distance, and at places we cannot put on the map."""

    located: int
    unplaced: int

    @property
    def doctors(self) -> int:
        return self.located + self.unplaced


def total(query: DirectoryQuery) -> Total:
    """Doctors who match. Above COUNTED_UP_TO a number means only "more"."""
    first, second = _parts(query)
    one_more = f"LIMIT {COUNTED_UP_TO + 1}"
    count = "(SELECT count(*) FROM ({} {}) part)"
    statement = f"SELECT {count.format(first, one_more)}, "
    statement += count.format(second, one_more) if second else "0"
    ((located, unplaced),) = _run(statement, query)
    return Total(located, unplaced)


def page(query: DirectoryQuery, found: Total, size: int = PAGE_SIZE) -> list[tuple[int, float | None]]:
    """The practices on the query's page with their miles: nearest first, unknown distances last.

    `found` is the query's total.
    """
    offset = (query.page - 1) * size
    first, second = _parts(query)
    rows = []
    if offset < found.located:
        rows = _run(f"{first} {_order(query)} LIMIT {size} OFFSET {offset}", query)
    if found.unplaced and len(rows) < size:
        rest, skipped = size - len(rows), max(0, offset - found.located)
        rows += _run(f"{second} {BY_NAME} LIMIT {rest} OFFSET {skipped}", query)
    return [(practice, None if chord is None else sphere.miles(chord)) for practice, chord in rows]


BY_NAME = "ORDER BY entry.sort_name, entry.provider_id"


def _order(query: DirectoryQuery) -> str:
    if query.place is None:
        return BY_NAME
    return "ORDER BY entry.pos <-> %(origin)s::cube, entry.sort_name, entry.provider_id"


def _parts(query: DirectoryQuery) -> tuple[str, str]:
    """The statements for the doctors to list first and, "" for none, for those to list after them."""
    filtered = bool(query.terms)
    if query.place is None:
        return _alphabetical(filtered), ""
    if query.radius is not None:
        # A place that we cannot find is not known to be within any distance.
        return _located(filtered, True), ""
    return _located(filtered, False), _unplaced(filtered)


@lru_cache
def _located(filtered: bool, limited: bool) -> str:
    within = """AND entry.pos <@ cube_enlarge(%(origin)s::cube, %(chord)s, 3)
            AND entry.pos <-> %(origin)s::cube <= %(chord)s"""
    return f"""
        SELECT entry.practice_id, entry.pos <-> %(origin)s::cube AS chord
        FROM providers_searchentry entry
        WHERE entry.pos IS NOT NULL {_matches("entry", filtered)} {within if limited else ""}
            AND entry.practice_id = (
                SELECT same.practice_id FROM providers_searchentry same
                WHERE same.provider_id = entry.provider_id AND same.pos IS NOT NULL
                    {_matches("same", filtered)}
                ORDER BY (same.pos <-> %(origin)s::cube) + 0, same.practice_id LIMIT 1)"""


@lru_cache
def _unplaced(filtered: bool) -> str:
    """Doctors none of whose matching practices has coordinates, with the first of these practices."""
    return f"""
        SELECT entry.practice_id, NULL::float8 AS chord
        FROM providers_searchentry entry
        WHERE entry.pos IS NULL {_matches("entry", filtered)}
            AND NOT EXISTS (
                SELECT FROM providers_searchentry same
                WHERE same.provider_id = entry.provider_id {_matches("same", filtered)}
                    AND (same.pos IS NOT NULL OR same.practice_id < entry.practice_id))"""


@lru_cache
def _alphabetical(filtered: bool) -> str:
    """Every doctor with the first matching practice."""
    return f"""
        SELECT entry.practice_id, NULL::float8 AS chord
        FROM providers_searchentry entry
        WHERE NOT EXISTS (
            SELECT FROM providers_searchentry same
            WHERE same.provider_id = entry.provider_id {_matches("same", filtered)}
                AND same.practice_id < entry.practice_id) {_matches("entry", filtered)}"""


def _matches(alias: str, filtered: bool) -> str:
    return f"AND {alias}.terms @@ %(terms)s::tsquery" if filtered else ""


def _run(statement: str, query: DirectoryQuery) -> list[tuple]:
    parameters = {"terms": query.terms}
    if query.place is not None:
        parameters["origin"] = sphere.point(query.place.latitude, query.place.longitude)
        parameters["chord"] = sphere.chord(query.radius or 0)
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()
