"""ZIP codes, cities, their parts, and counties: from the `zipcodes` package into the table of places.

Coordinates are GeoNames'.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterator
from importlib.metadata import version
from statistics import median

import zipcodes
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.functional import cached_property

from drez_site.foundation.united_states.place_names import search_name
from providers.models import Place

from . import known_names
from .names import SCRAPS, Record, names_of_parts, names_of_towns, usual_spelling
from .reach import Reach

# Raise it when the rows made from the same data change.
RULES = 3

# Post offices of the armed forces: their addresses may be anywhere in the world, their coordinates are noise.
MILITARY = {"AA", "AE", "AP"}

# Islands that the data leave without coordinates or, Majuro, put on the wrong side of the 180th meridian.
CORRECTIONS = {
    "96917": (13.27, 144.75),
    "96939": (7.50, 134.62),
    "96941": (6.96, 158.21),
    "96942": (7.45, 151.84),
    "96943": (9.51, 138.13),
    "96944": (5.32, 163.00),
    "96960": (7.09, 171.38),
    "96970": (8.78, 167.74),
}

COLUMNS = ("kind", "name", "state", "zip_code", "latitude", "longitude", "search_name") + (
    "zip_count",
    "county",
    "reach",
)

Named = tuple[str, str]  # search name and state
Point = tuple[float, float]  # latitude and longitude in WGS84 degrees
Points = dict[str, Point]  # by ZIP code
Row = tuple[str, str, str, str, float, float, str, int, str, float]


def load(*, force: bool = False) -> bool:
    """Fill the table of places unless it holds these very data; say whether it was filled.

    Readers see the old places until the new ones are complete; a second loader waits, then has nothing to do.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE providers_place IN SHARE ROW EXCLUSIVE MODE")
        if not force and _is_loaded(cursor):
            return False
        Place.objects.all().delete()
        columns = ", ".join(COLUMNS)
        with cursor.copy(f"COPY providers_place ({columns}) FROM STDIN") as copy:
            for row in rows(_records()):
                copy.write_row(row)
        cursor.execute("SELECT count(*) FROM providers_place")
        cursor.execute(f"COMMENT ON TABLE providers_place IS '{_description(cursor.fetchone()[0])}'")
        cursor.execute("ANALYZE providers_place")
    return True


def _records() -> list[Record]:
    return list(zipcodes.list_all())  # type: ignore[no-untyped-call]  # zipcodes has no types


def _description(count: int) -> str:
    return f"zipcodes {version('zipcodes')}, rules {RULES}, {count} places"


def _is_loaded(cursor: CursorWrapper) -> bool:
    """The table's comment says what was loaded; the count says whether it is still there."""
    cursor.execute(
        "SELECT obj_description('providers_place'::regclass, 'pg_class'), count(*) FROM providers_place"
    )
    comment, count = cursor.fetchone()
    return bool(count and comment == _description(count))


def rows(records: list[Record]) -> Iterator[Row]:
    """A row for each ZIP code, and for each name of a city, a part of one, or a county, as in COLUMNS.

    A city is in the middle (median) of the ZIP codes that carry its name. Records without coordinates of
    their own take their city's; those left without, and military post offices, are in no known place and
    get no row.
    """
    records = [
        record
        for record in records
        if record["state"] not in MILITARY and search_name(record["city"]) not in SCRAPS
    ]
    points = _own_points(records)
    cities, parts, counties = _Names(points), _Names(points), _Names(points)
    for record in records:
        for rank, name in enumerate(names_of_towns(record)):
            # The name that the post office prefers counts most when two spellings are the same place.
            cities.add(name, record, weight=1 if rank else 1000)
        for name in names_of_parts(record):
            if not known_names.called(name, record["state"]):
                parts.add(name, record)
        counties.add(record["county"], record)

    yield from cities.rows(Place.Kind.CITY)
    yield from parts.rows(Place.Kind.PART, but=cities.middles)
    yield from counties.rows(Place.Kind.COUNTY)
    streets = (record["zip_code"] for record in records if record["zip_code_type"] == "STANDARD")
    reach = Reach(points[code] for code in streets if code in points)
    for record in records:
        code, state, key = record["zip_code"], record["state"], search_name(record["city"])
        if middle := points.get(code) or cities.middles.get((key, state)):
            name = usual_spelling(record["city"])
            yield Place.Kind.ZIP.value, name, state, code, *middle, key, 1, record["county"], reach.of(middle)


class _Names:
    """What is known of each name in a state: its spellings, its ZIP codes, and their middle."""

    def __init__(self, points: Points) -> None:
        self._points = points
        self._spellings: defaultdict[Named, Counter[str]] = defaultdict(Counter)
        self._codes: defaultdict[Named, set[str]] = defaultdict(set)

    def add(self, name: str, record: Record, weight: int = 1) -> None:
        if key := search_name(name):
            self._spellings[key, record["state"]][name] += weight
            self._codes[key, record["state"]].add(record["zip_code"])

    @cached_property
    def middles(self) -> dict[Named, Point]:
        """Of those names with a ZIP code whose point is known."""
        found = {}
        for named, codes in self._codes.items():
            if known := [self._points[code] for code in codes if code in self._points]:
                found[named] = median(lat for lat, _ in known), median(lon for _, lon in known)
        return found

    def rows(self, kind: Place.Kind, but: Container[Named] = ()) -> Iterator[Row]:
        for (key, state), middle in self.middles.items():
            if (key, state) in but:
                continue
            spellings = self._spellings[key, state].items()
            name = usual_spelling(min(spellings, key=lambda counted: (-counted[1], counted[0]))[0])
            yield kind.value, name, state, "", *middle, key, len(self._codes[key, state]), "", 0.0


def _own_points(records: list[Record]) -> Points:
    """Where each ZIP code is, of those that the data place by themselves.

    Post office boxes and single addressees often stand together at one point, the middle of a county. They
    are left out where their city has ZIP codes of streets elsewhere: these are nearer to them.
    """
    points = {record["zip_code"]: point for record in records if (point := _coordinates(record))}
    at = Counter(points.values())
    of_streets: defaultdict[Named, set[Point]] = defaultdict(set)
    for record in records:
        if record["zip_code_type"] == "STANDARD" and record["zip_code"] in points:
            of_streets[record["city"], record["state"]].add(points[record["zip_code"]])
    for record in records:
        point = points.get(record["zip_code"])
        elsewhere = of_streets[record["city"], record["state"]] - {point}
        if point and at[point] > 1 and record["zip_code_type"] != "STANDARD" and elsewhere:
            del points[record["zip_code"]]
    return points


def _coordinates(record: Record) -> Point | None:
    if corrected := CORRECTIONS.get(record["zip_code"]):
        return corrected
    latitude, longitude = float(record["lat"] or 0), float(record["long"] or 0)
    return (latitude, longitude) if latitude or longitude else None
