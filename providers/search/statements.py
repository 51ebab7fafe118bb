"""The search in SQL, on the composite index. Each doctor counts once, with the nearest practice that matches.

A statement depends only on the shape of the question: which parts it has, not what is in them. So it is
written once for each shape. Distances are chords in miles (see `providers.sphere`).

`(pos <-> origin) + 0` keeps the planner from a second nearest-neighbor walk inside the first: the practices
of one doctor come from the btree on provider. A name leads the other way round: first to the few doctors who
are called so, then to their distances.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, Self

from django.utils import timezone

from drez_site.foundation.reading_database import reading_connection
from providers import sphere
from providers.freshness import CHECKED_IS_GOOD_FOR

from .question import DirectoryQuery

COUNTED_UP_TO = 500  # doctors; there are no pages past them
MOST_LOOKED_UP = 50  # doctors to pass one by one, with a look at the other practices of each
MOST_CALLED = 4_000  # practices of people of one name to read and sort; of more the nearest are met on a walk

Rows = list[tuple[int, float | None]]
Parameters = dict[str, str | int | float | date]


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
    parameters: Parameters = {}
    statements = []
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
    has_ruled_out: bool
    accepting: str
    is_named: bool
    is_deep: bool

    @classmethod
    def of(cls, query: DirectoryQuery) -> Self:
        on = query.filters
        return cls(
            query.place is not None,
            query.radius is not None,
            not {"procedure", "specialty", "language"}.isdisjoint(on) or query.accepting == "confirmed",
            not {"telehealth", "wheelchair"}.isdisjoint(on),
            query.accepting,
            "name" in on,
            query.page * query.size > MOST_LOOKED_UP,
        )

    @property
    def order(self) -> str:
        return "chord, sort_name, provider_id" if self.is_placed else "sort_name, provider_id"


def _parameters(query: DirectoryQuery) -> Parameters:
    today = timezone.localdate()
    fresh_since = today - CHECKED_IS_GOOD_FOR
    parameters: Parameters = {
        "terms": query.terms(fresh_since, today),
        "ruled_out": query.ruled_out,
        "fresh_since": fresh_since,
        "today": today,
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
    return f"""
        WITH {parts.begin} page AS ({parts.first} ORDER BY {shape.order} LIMIT %(size)s OFFSET %(skip)s)
        SELECT practice_id, chord FROM page ORDER BY {shape.order}"""


@lru_cache
def _total(shape: Shape, tag: str = "") -> str:
    parts = _parts(shape, tag)
    return f"WITH {parts.begin} {parts.counts} SELECT located, unplaced, {parts.named_as_typed} FROM counts"


@lru_cache
def _page_and_total(shape: Shape) -> str:
    parts = _parts(shape)
    return f"""
        WITH {parts.begin} {parts.counts},
        page AS MATERIALIZED ({parts.first} ORDER BY {shape.order} LIMIT %(size)s OFFSET %(skip)s),
        rest AS MATERIALIZED (
            {parts.second} ORDER BY sort_name, provider_id
            LIMIT %(size)s - (SELECT count(*) FROM page)
            OFFSET greatest(0, %(skip)s - (SELECT located FROM counts)))
        SELECT located, unplaced, {parts.named_as_typed}, practice_id, chord
        FROM counts LEFT JOIN (TABLE page UNION ALL TABLE rest) found ON true
        ORDER BY {shape.order}"""


class Parts(NamedTuple):
    """What the statements of a shape are made of.

    `first` selects the doctors to list first and `second` those to list after them, one row for each doctor:
    practice_id, chord, sort_name, provider_id. `begin` begins a WITH, or is empty. `few` does too, with
    the doctors of `first`, or one more of them than COUNTED_UP_TO; only the counts need it.
    """

    first: str
    second: str
    few: str
    begin: str = ""
    named_as_typed: str = "true"

    @property
    def counts(self) -> str:
        """Once there are more than COUNTED_UP_TO, who comes after them does not matter any more."""
        enough = COUNTED_UP_TO + 1
        return f"""{self.few}
            first_count AS MATERIALIZED (SELECT least(count(*), {enough}) AS located FROM few),
            counts AS MATERIALIZED (
                SELECT located, CASE WHEN located < {enough}
                    THEN (SELECT count(*) FROM ({self.second} LIMIT {enough}) second) ELSE 0 END AS unplaced
                FROM first_count)"""


NAMED_AS_TYPED = "coalesce((SELECT is_as_typed FROM meant), true)"
IN_A_CROWD = "(SELECT is_crowd FROM crowd) AND entry.names @@ (SELECT meant FROM meant)"
FAR_ENOUGH = "(SELECT enough FROM far)"
NOBODY = """
    SELECT 0::bigint AS practice_id, 0::float8 AS chord, '' AS sort_name, 0::bigint AS provider_id
    WHERE false"""


def _parts(shape: Shape, tag: str = "") -> Parts:
    # A place that we cannot find is not known to be within any distance.
    lists_unplaced = shape.is_placed and not shape.is_limited
    if shape.is_named and not shape.is_placed:
        first = "SELECT * FROM named"
        few = f"few AS MATERIALIZED (SELECT provider_id FROM named LIMIT {COUNTED_UP_TO + 1}),"
        return Parts(first, NOBODY, few, _named(shape, tag), NAMED_AS_TYPED)
    if shape.is_named:
        first = f"SELECT * FROM named WHERE chord IS NOT NULL UNION ALL {_soonest(shape, tag, IN_A_CROWD)}"
        second = f"SELECT * FROM named WHERE chord IS NULL UNION ALL {_unplaced(shape, tag, IN_A_CROWD)}"
        few = _few(shape, tag, "SELECT provider_id FROM named WHERE chord IS NOT NULL", IN_A_CROWD)
        return Parts(first, second if lists_unplaced else NOBODY, few, _named(shape, tag), NAMED_AS_TYPED)
    if shape.is_placed:
        second = _unplaced(shape, tag) if lists_unplaced else NOBODY
        if shape.is_deep:
            rest = _soonest(shape, tag, f"NOT {FAR_ENOUGH}")
            first = f"SELECT * FROM passed WHERE {FAR_ENOUGH} UNION ALL {rest}"
            return Parts(first, second, _few(shape, tag), _passed(shape, tag))
        return Parts(_located(shape, tag), second, _few(shape, tag))
    return Parts(_alphabetical(shape, tag), NOBODY, "", _few(shape, tag))


def _few(shape: Shape, tag: str, others: str = "", where: str = "true") -> str:
    """The doctors of `_located` or `_alphabetical` and `others`, or one more of them than COUNTED_UP_TO.

    Twice as many practices tell of almost every question that there are more, whichever come first. Where
    the same doctors come again and again, they do not, and all are read.

    The composite index is good at what is near, not at what is rare everywhere. It holds only rows with a
    position; asked for a latitude instead, the planner leaves it alone and takes the index on terms.
    """
    if shape.is_placed:
        where += f" AND {'entry.pos' if shape.is_limited else 'entry.latitude'} IS NOT NULL"
    matching = f"""
        SELECT entry.provider_id FROM providers_searchentry entry
        WHERE {where} {_matches("entry", shape, tag)} {_within("entry", shape, tag)}"""
    enough = COUNTED_UP_TO + 1
    first_met = f"({matching} LIMIT {2 * enough})"
    return f"""
        met AS MATERIALIZED (
            SELECT coalesce(sum(times), 0) < {2 * enough} OR count(*) >= {enough} AS is_told,
                array_agg(provider_id) AS doctors
            FROM (SELECT provider_id, count(*) AS times
                  FROM ({others + " UNION ALL " if others else ""} {first_met}) practices
                  GROUP BY provider_id) each),
        few AS MATERIALIZED (
            SELECT unnest(doctors) AS provider_id FROM met WHERE is_told UNION ALL
            ({matching} AND NOT (SELECT is_told FROM met) GROUP BY provider_id LIMIT {enough})),"""


def _soonest(shape: Shape, tag: str, where: str) -> str:
    """`_located`, as far as the page goes."""
    return f"""
        ({_located(shape, tag)} AND {where}
            ORDER BY chord, sort_name, provider_id LIMIT %(size{tag})s + %(skip{tag})s)"""


def _passed(shape: Shape, tag: str) -> str:
    """Walked past without a look at other practices: who is met again has a nearer one.

    Half as many practices again as doctors are needed are enough where most doctors have one or two. Of the
    practices at the same distance as the last of them there may be more, so these do not count.
    """
    doctors = f"(%(size{tag})s + %(skip{tag})s)"
    practices = f"({doctors} * 3 / 2)"
    return f"""
        walked AS MATERIALIZED (
            SELECT entry.practice_id, entry.pos <-> %(origin{tag})s::cube AS chord, entry.sort_name,
                entry.provider_id
            FROM providers_searchentry entry
            WHERE entry.pos IS NOT NULL {_matches("entry", shape, tag)} {_within("entry", shape, tag)}
            ORDER BY entry.pos <-> %(origin{tag})s::cube LIMIT {practices}),
        reach AS MATERIALIZED (
            SELECT count(*) < {practices} AS is_all, max(chord) AS chord FROM walked),
        passed AS MATERIALIZED (
            SELECT DISTINCT ON (provider_id) walked.* FROM walked, reach
            WHERE is_all OR walked.chord < reach.chord
            ORDER BY provider_id, chord, practice_id),
        far AS MATERIALIZED (
            SELECT (SELECT is_all FROM reach) OR count(*) >= {doctors} AS enough FROM passed),"""


def _located(shape: Shape, tag: str) -> str:
    return f"""
        SELECT entry.practice_id, entry.pos <-> %(origin{tag})s::cube AS chord, entry.sort_name,
            entry.provider_id
        FROM providers_searchentry entry
        WHERE entry.pos IS NOT NULL {_matches("entry", shape, tag)} {_within("entry", shape, tag)}
            AND coalesce((
                SELECT false FROM providers_searchentry same
                WHERE same.provider_id = entry.provider_id AND same.practice_id <> entry.practice_id
                    AND same.pos IS NOT NULL
                    AND (same.pos <-> %(origin{tag})s::cube, same.practice_id)
                        < (entry.pos <-> %(origin{tag})s::cube, entry.practice_id)
                    {_matches("same", shape, tag)}
                LIMIT 1), true)"""


def _unplaced(shape: Shape, tag: str, where: str = "true") -> str:
    """Doctors none of whose matching practices has coordinates, with the first of these practices."""
    return f"""
        SELECT entry.practice_id, NULL::float8 AS chord, entry.sort_name, entry.provider_id
        FROM providers_searchentry entry
        WHERE {where} AND entry.pos IS NULL {_matches("entry", shape, tag)}
            AND NOT EXISTS (
                SELECT FROM providers_searchentry same
                WHERE same.provider_id = entry.provider_id {_matches("same", shape, tag)}
                    AND (same.pos IS NOT NULL OR same.practice_id < entry.practice_id))"""


def _alphabetical(shape: Shape, tag: str) -> str:
    """Every doctor with the first matching practice.

    Many are met soon on a walk along the names. A few would not be, and are looked up and sorted.
    """

    def doctors(where: str) -> str:
        return f"""
            SELECT entry.practice_id, NULL::float8 AS chord, entry.sort_name, entry.provider_id
            FROM providers_searchentry entry
            WHERE {where} {_matches("entry", shape, tag)}
                AND coalesce((
                    SELECT false FROM providers_searchentry same
                    WHERE same.provider_id = entry.provider_id AND same.practice_id < entry.practice_id
                        {_matches("same", shape, tag)}
                    LIMIT 1), true)
            ORDER BY sort_name, provider_id LIMIT %(size{tag})s + %(skip{tag})s"""

    all_of_them = "entry.provider_id = ANY(ARRAY(SELECT provider_id FROM few))"
    return f"""
        SELECT * FROM (
            ({doctors(f"(SELECT count(*) FROM few) > {COUNTED_UP_TO}")}) UNION ALL
            ({doctors(f"(SELECT count(*) FROM few) <= {COUNTED_UP_TO} AND {all_of_them}")})) either"""


def _named(shape: Shape, tag: str) -> str:
    """Everybody who is meant by the name, then of them who matches, each with the nearest practice.

    Of a crowd nobody is in `named` when there is a place: the nearest of them are met on a walk.
    """
    everybody = "SELECT * FROM providers_searchentry WHERE names @@ (SELECT meant FROM meant)"
    called, chord, are_few = f"called AS MATERIALIZED ({everybody}),", "NULL::float8", "true"
    if shape.is_placed:
        called = _called(tag)
        chord, are_few = f"entry.pos <-> %(origin{tag})s::cube", "NOT (SELECT is_crowd FROM crowd)"
    return f"""
        meant AS MATERIALIZED (SELECT * FROM names_meant(%(name{tag})s)),
        {called}
        named AS MATERIALIZED (
            SELECT DISTINCT ON (entry.provider_id)
                entry.practice_id, {chord} AS chord, entry.sort_name, entry.provider_id
            FROM called entry
            WHERE {are_few} {_matches("entry", shape, tag)} {_within("entry", shape, tag)}
            ORDER BY entry.provider_id, chord, entry.practice_id),"""


def _called(tag: str) -> str:
    """Everybody who is meant by the name, unless they are a crowd.

    Of a family name its own index tells that soonest.
    """
    most = MOST_CALLED + 1
    return f"""
        family AS MATERIALIZED (
            SELECT count(*) AS practices FROM (
                SELECT FROM providers_searchentry, folded_name(%(name{tag})s) name
                WHERE sort_name >= name || E'\\t' AND sort_name < name || E'\\n' LIMIT {most}) first_met),
        called AS MATERIALIZED (
            SELECT * FROM providers_searchentry
            WHERE names @@ (SELECT meant FROM meant) AND (SELECT practices FROM family) < {most}
            LIMIT {most}),
        crowd AS MATERIALIZED (
            SELECT {most} IN (count(*), (SELECT practices FROM family)) AS is_crowd FROM called),"""


def _matches(alias: str, shape: Shape, tag: str) -> str:
    # Written so that the planner knows how few it leaves out.
    terms = f"""AND ({alias}.seen_from IS NULL OR {alias}.seen_from <= %(today{tag})s)
            AND ({alias}.seen_until IS NULL OR {alias}.seen_until >= %(today{tag})s)"""
    if shape.has_terms:
        terms += f" AND {alias}.terms @@ %(terms{tag})s::tsquery"
    if shape.has_ruled_out:
        terms += f" AND NOT {alias}.terms @@ %(ruled_out{tag})s::tsquery"
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


def _run(statement: str, parameters: Parameters) -> list[tuple[Any, ...]]:
    with reading_connection().cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _in_miles(rows: list[tuple[int, float | None]]) -> Rows:
    return [(practice, None if chord is None else sphere.miles(chord)) for practice, chord in rows]
