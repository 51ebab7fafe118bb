"""ZIP codes and cities, from the `zipcodes` package into the table of places. Coordinates are GeoNames'."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from statistics import median
from typing import Any

import zipcodes
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from drez_site.foundation.united_states.place_names import search_name
from providers.models import Place

# Raise it when the rows made from the same data change.
RULES = 2

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

COLUMNS = ("kind", "name", "state", "zip_code", "latitude", "longitude", "search_name", "zip_count")

Record = dict[str, Any]  # of the package: what it knows of one ZIP code
City = tuple[str, str]  # search name and state
Point = tuple[float, float]  # latitude and longitude in WGS84 degrees
Row = tuple[str, str, str, str, float, float, str, int]


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
    """A row for each ZIP code and for each name of a city in a state, in the order of COLUMNS.

    A city is in the middle (median) of the ZIP codes that carry its name. Records without coordinates take
    their city's; those left without, and military post offices, are in no known place and get no row.
    """
    records = [record for record in records if record["state"] not in MILITARY]
    points = {record["zip_code"]: _coordinates(record) for record in records}
    names: defaultdict[City, Counter[str]] = defaultdict(Counter)
    codes: defaultdict[City, set[str]] = defaultdict(set)
    for record in records:
        for rank, name in enumerate([record["city"], *record["acceptable_cities"]]):
            if key := search_name(name):
                # The name that the post office prefers counts most when two spellings are the same place.
                names[key, record["state"]][name] += 1 if rank else 1000
                codes[key, record["state"]].add(record["zip_code"])

    centers = {}
    for city, its_codes in codes.items():
        if known := [point for code in its_codes if (point := points[code])]:
            centers[city] = median(lat for lat, _ in known), median(lon for _, lon in known)

    for (key, state), point in centers.items():
        name = min(names[key, state].items(), key=lambda counted: (-counted[1], counted[0]))[0]
        yield Place.Kind.CITY.value, name, state, "", *point, key, len(codes[key, state])
    for record in records:
        code, state, key = record["zip_code"], record["state"], search_name(record["city"])
        if middle := points[code] or centers.get((key, state)):
            yield Place.Kind.ZIP.value, record["city"], state, code, *middle, key, 1


def _coordinates(record: Record) -> Point | None:
    if corrected := CORRECTIONS.get(record["zip_code"]):
        return corrected
    latitude, longitude = float(record["lat"] or 0), float(record["long"] or 0)
    return (latitude, longitude) if latitude or longitude else None
