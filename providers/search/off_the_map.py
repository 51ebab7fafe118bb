"""Places of practice without a position that may be as near as any, though nobody can say how far."""

from dataclasses import dataclass
from typing import Any, Self

from providers.sphere import EARTH_RADIUS_MILES

NEAR = 25  # miles around the place asked for, where no limit is asked for


@dataclass(frozen=True, slots=True)
class OffTheMap:
    """A place of practice that we cannot measure to, with the keys of the doctors there who match.

    The middle of its ZIP code, or else of its city, lies within the limit that was asked for; without one,
    within 25 miles, or nearer than the first doctor at a known distance.
    """

    slug: str
    name: str
    city: str
    state: str
    doctors: frozenset[int]

    @classmethod
    def all_of(cls, rows: list[list[Any]] | None) -> tuple[Self, ...]:
        """From the column that `column` selects."""
        return tuple(
            cls(slug, name, city, state, frozenset(doctors))
            for slug, name, city, state, doctors in rows or ()
        )


def column(conditions: str, *, is_limited: bool) -> str:
    """For a statement that has the doctors at known distances in `page`; only for the first page.

    `conditions` say which entries match.
    """
    limit = "%(chord)s" if is_limited else "greatest(%(near)s, (SELECT min(chord) FROM page))"
    return f"""(
        SELECT json_agg(json_build_array(slug, name, city, state, doctors) ORDER BY chord, name, slug)
        FROM (
            SELECT location.slug, location.name, location.city, location.state, middle.chord,
                array_agg(DISTINCT entry.provider_id) AS doctors
            FROM providers_searchentry entry
            JOIN providers_practice practice ON practice.id = entry.practice_id
            JOIN providers_location location ON location.id = practice.location_id
            CROSS JOIN LATERAL (
                SELECT {_position("place")} <-> %(origin)s::cube AS chord FROM providers_place place
                WHERE place.kind = 'zip' AND place.zip_code = location.zip_code
                    OR place.kind = 'city' AND place.state = location.state AND place.search_name
                        = regexp_replace(lower(location.city), '[^a-z]', '', 'g')
                ORDER BY place.kind DESC LIMIT 1) middle
            WHERE %(skip)s = 0 AND entry.pos IS NULL {conditions} AND middle.chord <= {limit}
            GROUP BY location.id, middle.chord) off_the_map)"""


def _position(row: str) -> str:
    phi, lam = f"radians({row}.latitude)", f"radians({row}.longitude)"
    directions = f"cos({phi}) * cos({lam}), cos({phi}) * sin({lam}), sin({phi})".split(", ")
    return f"cube(ARRAY[{', '.join(f'{EARTH_RADIUS_MILES} * {each}' for each in directions)}]::float8[])"
