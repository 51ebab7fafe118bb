"""The parts of the search in SQL, on the composite index.

Each doctor counts once, with the nearest practice that matches.

`(pos <-> origin) + 0` keeps the planner from a second nearest-neighbor walk inside the first: the practices
of one doctor come from the btree on provider. A name leads the other way round: first to the few doctors who
are called so, then to their distances.
"""

from typing import NamedTuple

from . import names
from .shapes import Name, Shape

COUNTED_UP_TO = 500  # doctors; there are no pages past them


class Parts(NamedTuple):
    """What the statements of a shape are made of.

    `first` selects the doctors to list first and `second` those to list after them, one row for each doctor:
    practice_id, chord, sort_name, provider_id. `begin` begins a WITH, or is empty. `few` does too, with
    the doctors of `first`, or one more of them than COUNTED_UP_TO; only the counts need it. `gave_up` tells
    whether these are too many or too few, so that the question has to be asked in the thorough way.
    """

    first: str
    second: str
    few: str
    begin: str = ""
    gave_up: str = "false"

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


NOBODY = """
    SELECT 0::bigint AS practice_id, 0::float8 AS chord, '' AS sort_name, 0::bigint AS provider_id
    WHERE false"""


def parts_of(shape: Shape, tag: str = "") -> Parts:
    # A place that we cannot find is not known to be within any distance.
    lists_unplaced = shape.is_placed and not shape.is_limited
    is_called, enough = _is_called(tag), COUNTED_UP_TO + 1
    if shape.name is Name.OF_ALL:
        few = f"few AS MATERIALIZED (SELECT FROM named LIMIT {enough}),"
        return Parts("SELECT * FROM named", NOBODY, few, _named_anywhere(shape, tag))
    if shape.name is Name.OF_FEW:
        first, second = (f"SELECT * FROM named WHERE chord IS {known} NULL" for known in ("NOT", ""))
        few = f"few AS MATERIALIZED (SELECT FROM named WHERE chord IS NOT NULL LIMIT {enough}),"
        are_many = f"(SELECT count(*) > {names.MOST_CALLED} FROM called)"
        return Parts(first, second if lists_unplaced else NOBODY, few, _named(shape, tag), are_many)
    if shape.name is Name.OF_A_CROWD:
        first = f"{_located(shape, tag)} AND {is_called}"
        second = _unplaced(shape, tag, is_called) if lists_unplaced else NOBODY
        return Parts(first, second, _few(shape, tag, is_called))
    if shape.is_placed:
        second = _unplaced(shape, tag) if lists_unplaced else NOBODY
        if shape.is_deep:
            not_far_enough = "(SELECT NOT enough FROM far)"
            return Parts(
                "SELECT * FROM passed", second, _few(shape, tag), _passed(shape, tag), not_far_enough
            )
        return Parts(_located(shape, tag), second, _few(shape, tag))
    return Parts(_alphabetical(shape, tag), NOBODY, "", _few(shape, tag))


def _few(shape: Shape, tag: str, where: str = "true") -> str:
    """The doctors of `_located` or `_alphabetical`, or one more of them than COUNTED_UP_TO.

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
                  FROM {first_met} practices
                  GROUP BY provider_id) each),
        few AS MATERIALIZED (
            SELECT unnest(doctors) AS provider_id FROM met WHERE is_told UNION ALL
            ({matching} AND NOT (SELECT is_told FROM met) GROUP BY provider_id LIMIT {enough})),"""


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
                    {_other_practice_matches(shape, tag)}
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
                        {_other_practice_matches(shape, tag)}
                    LIMIT 1), true)
            ORDER BY sort_name, provider_id LIMIT %(size{tag})s + %(skip{tag})s"""

    all_of_them = "entry.provider_id = ANY(ARRAY(SELECT provider_id FROM few))"
    return f"""
        SELECT * FROM (
            ({doctors(f"(SELECT count(*) FROM few) > {COUNTED_UP_TO}")}) UNION ALL
            ({doctors(f"(SELECT count(*) FROM few) <= {COUNTED_UP_TO} AND {all_of_them}")})) either"""


def matches(shape: Shape) -> str:
    """What a row called `entry` must fulfill besides its distance, beginning with AND."""
    called = "" if shape.name is Name.NONE else f"AND {_is_called('')}"
    return f"{_matches('entry', shape, '')} {called}"


def _is_called(tag: str) -> str:
    return f"entry.names @@ %(meant{tag})s::tsquery"


def _named_anywhere(shape: Shape, tag: str) -> str:
    """Everybody who is called so and matches, with the first practice that does."""
    return f"""
        named AS MATERIALIZED (
            SELECT DISTINCT ON (entry.provider_id)
                entry.practice_id, NULL::float8 AS chord, entry.sort_name, entry.provider_id
            FROM providers_searchentry entry WHERE {_is_called(tag)} {_matches("entry", shape, tag)}
            ORDER BY entry.provider_id, entry.practice_id),"""


def _named(shape: Shape, tag: str) -> str:
    """Everybody who is called so, then of them who matches, each with the nearest practice.

    Of a crowd it is a part, and means nothing.
    """
    return f"""
        called AS MATERIALIZED (
            SELECT entry.practice_id, entry.pos <-> %(origin{tag})s::cube AS chord, entry.sort_name,
                entry.provider_id, true {_matches("entry", shape, tag)} {_within("entry", shape, tag)} AS fits
            FROM (SELECT * FROM providers_searchentry entry WHERE {_is_called(tag)}
                  LIMIT {names.MOST_CALLED + 1}) entry),
        named AS MATERIALIZED (
            SELECT DISTINCT ON (provider_id) practice_id, chord, sort_name, provider_id FROM called
            WHERE fits ORDER BY provider_id, chord, practice_id),"""


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


def _other_practice_matches(shape: Shape, tag: str) -> str:
    """Written so that no index knows of it: the few practices of one doctor come from that on provider."""
    return f"""AND coalesce(true {_matches("same", shape, tag)}, false)"""


def _within(alias: str, shape: Shape, tag: str) -> str:
    if not shape.is_limited:
        return ""
    return f"""AND {alias}.pos <@ cube_enlarge(%(origin{tag})s::cube, %(chord{tag})s, 3)
            AND {alias}.pos <-> %(origin{tag})s::cube <= %(chord{tag})s"""
