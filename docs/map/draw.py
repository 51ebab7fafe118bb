"""Draw the outlines of the map of doctors from the boundaries of the US Census Bureau.

    .venv/bin/python docs/map/draw.py states-10m.json

The file is that of the npm package us-atlas (README.md beside this says where it comes from). The result,
`providers/atlas/outlines.json`, is committed; draw again only for other boundaries, sizes or details.
"""

import json
import sys
from dataclasses import dataclass
from itertools import pairwise
from math import dist, hypot, inf
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from providers.atlas.projection import Sheet

OUTLINES = Path(__file__).resolve().parents[2] / "providers/atlas/outlines.json"
# By their FIPS numbers, as the Census Bureau writes them.
NUMBERS = """
    01AL 02AK 04AZ 05AR 06CA 08CO 09CT 10DE 11DC 12FL 13GA 15HI 16ID 17IL 18IN 19IA 20KS 21KY 22LA 23ME 24MD
    25MA 26MI 27MN 28MS 29MO 30MT 31NE 32NV 33NH 34NJ 35NM 36NY 37NC 38ND 39OH 40OK 41OR 42PA 44RI 45SC 46SD
    47TN 48TX 49UT 50VT 51VA 53WA 54WV 55WI 56WY 60AS 66GU 69MP 72PR 78VI
"""
CODES = {each[:2]: each[2:] for each in NUMBERS.split()}
FAR = {"AS", "GU", "MP"}  # too far away to stand on the sheet of the country

# The sheet of the country, in units of its own. Of an inset: its center, (latitude, longitude), and the box
# that it fills: left, top, width, height. That of Alaska begins left of the sheet: its last islands are not
# drawn.
WIDTH, HEIGHT = 1600, 1010
INSETS = {
    "AK": ((63.5, -152.0), (-70, 735, 470, 265)),
    "HI": ((20.6, -157.4), (415, 835, 200, 140)),
    "PR": ((18.2, -66.2), (1330, 900, 250, 90)),
}
INSETS_OF = {"AK": "AK", "HI": "HI", "PR": "PR", "VI": "PR"}
MIDDLE = (38.5, -96.5)
MAIN = (10, 10, 1580, 960)
LONGEST_SIDE = 800  # of the sheet of one state
MARGIN = 12
DETAIL = {"country": 1.0, "state": 1.0}  # units that a simplified line may lie beside the true one
SMALLEST_ISLAND = {"country": 30.0, "state": 24.0}  # square units; the largest part of a state always stays

Point = tuple[float, float]
Ring = list[Point]


@dataclass
class Boundaries:
    """The arcs in degrees, (longitude, latitude), and the rings of each state as numbers of arcs."""

    arcs: list[list[Point]]
    rings: dict[str, list[list[int]]]

    @classmethod
    def read(cls, path: Path) -> "Boundaries":
        topology = json.loads(path.read_text())
        (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
        arcs = []
        for steps in topology["arcs"]:
            x = y = 0
            arc = []
            for dx, dy in steps:
                x, y = x + dx, y + dy
                arc.append((x * sx + tx, y * sy + ty))
            arcs.append(arc)
        rings = {}
        for state in topology["objects"]["states"]["geometries"]:
            polygons = [state["arcs"]] if state["type"] == "Polygon" else state["arcs"]
            rings[CODES[state["id"]]] = [ring for polygon in polygons for ring in polygon]
        return cls(arcs, rings)

    def of(self, code: str, arcs: list[list[Point]]) -> list[Ring]:
        """The rings of a state, from arcs that were put on a sheet."""
        found = []
        for ring in self.rings[code]:
            points: Ring = []
            for number in ring:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                points += arc if not points else arc[1:]
            found.append(points)
        return found


def simplified(line: list[Point], tolerance: float) -> list[Point]:
    """After Douglas and Peucker: both ends stay, so neighbors still share their border."""
    if len(line) < 3:
        return line
    (ax, ay), (bx, by) = line[0], line[-1]
    length = dist(line[0], line[-1])

    def away(point: Point) -> float:
        x, y = point
        if not length:
            return hypot(x - ax, y - ay)
        return abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length

    far, index = max((away(point), number) for number, point in enumerate(line[1:-1], start=1))
    if far <= tolerance:
        return [line[0], line[-1]]
    return simplified(line[: index + 1], tolerance)[:-1] + simplified(line[index:], tolerance)


def area(ring: Ring) -> float:
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring))) / 2


def centroid(ring: Ring) -> Point:
    weights = [(ax * by - bx * ay, ax + bx, ay + by) for (ax, ay), (bx, by) in pairwise(ring)]
    total = 3 * sum(weight for weight, _, _ in weights)
    return sum(w * x for w, x, _ in weights) / total, sum(w * y for w, _, y in weights) / total


def path(rings: list[Ring], smallest: float) -> str:
    """What SVG draws, in whole units: relative lines, without islands that nobody would see."""
    largest = max(rings, key=area)
    drawn = []
    for ring in rings:
        if ring is not largest and area(ring) < smallest:
            continue
        points = [(round(x), round(y)) for x, y in ring]
        steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(points)]
        steps = [step for step in steps[:-1] if step != (0, 0)]
        if len(steps) > 1:
            drawn.append(f"M{pair(points[0])}l" + joined(steps) + "z")
    return "".join(drawn)


def pair(point: tuple[int, int]) -> str:
    x, y = point
    return f"{x}{y}" if y < 0 else f"{x} {y}"


def joined(steps: list[tuple[int, int]]) -> str:
    text = ""
    for step in steps:
        said = pair(step)
        text += said if not text or said.startswith("-") else f" {said}"
    return text


def fitted(center: Point, points: list[Point], box: tuple[float, float, float, float]) -> Sheet:
    """The sheet around (latitude, longitude) on which the points, in degrees, fill the box."""
    plain = Sheet(center, 1.0, (0.0, 0.0))
    left = top = inf
    right = bottom = -inf
    for longitude, latitude in points:
        x, y = plain.point(latitude, longitude)
        left, right, top, bottom = min(left, x), max(right, x), min(top, y), max(bottom, y)
    x, y, width, height = box
    scale = min(width / (right - left), height / (bottom - top))
    shift_x = x + (width - scale * (right - left)) / 2 - scale * left
    shift_y = y + (height - scale * (bottom - top)) / 2 - scale * top
    return Sheet(center, round(scale, 2), (round(shift_x, 2), round(shift_y, 2)))


def on(sheet: Sheet, arc: list[Point]) -> list[Point]:
    return [sheet.point(latitude, longitude) for longitude, latitude in arc]


def points_of(boundaries: Boundaries, codes: list[str]) -> list[Point]:
    return [point for code in codes for ring in boundaries.of(code, boundaries.arcs) for point in ring]


def country(boundaries: Boundaries) -> dict:
    codes = sorted(set(boundaries.rings) - FAR)
    main = [code for code in codes if code not in INSETS_OF]
    sheets = {"": fitted(MIDDLE, points_of(boundaries, main), MAIN)}
    for name, (center, box) in INSETS.items():
        inside = [code for code in codes if INSETS_OF.get(code) == name]
        sheets[name] = fitted(center, points_of(boundaries, inside), box)
    paths, middles = {}, {}
    for code in codes:
        sheet = sheets[INSETS_OF.get(code, "")]
        arcs = {max(number, ~number) for ring in boundaries.rings[code] for number in ring}
        put = [
            simplified(on(sheet, arc), DETAIL["country"]) if number in arcs else []
            for number, arc in enumerate(boundaries.arcs)
        ]
        rings = boundaries.of(code, put)
        paths[code] = path(rings, SMALLEST_ISLAND["country"])
        middles[code] = [round(value) for value in centroid(max(rings, key=area))]
    return {
        "size": [WIDTH, HEIGHT],
        "sheets": {name: sheet.told() for name, sheet in sheets.items()},
        "insets": INSETS_OF,
        "paths": paths,
        "middles": middles,
    }


def state(boundaries: Boundaries, code: str) -> dict:
    points = points_of(boundaries, [code])
    latitudes = [y for _, y in points]
    # Alaska reaches over the 180th meridian: its middle is that of its larger part.
    longitudes = [x for x, _ in points if x < 0] or [x for x, _ in points]
    center = (middle(latitudes), middle(longitudes))
    inside = LONGEST_SIDE - 2 * MARGIN
    sheet = fitted(center, points, (MARGIN, MARGIN, inside, inside))
    drawn = [
        point for ring in boundaries.of(code, [on(sheet, arc) for arc in boundaries.arcs]) for point in ring
    ]
    left, top = (min(point[axis] for point in drawn) - MARGIN for axis in (0, 1))
    right, bottom = (max(point[axis] for point in drawn) + MARGIN for axis in (0, 1))
    sheet = Sheet(center, sheet.scale, (round(sheet.shift[0] - left, 2), round(sheet.shift[1] - top, 2)))
    put = [simplified(on(sheet, arc), DETAIL["state"]) for arc in boundaries.arcs]
    return {
        "size": [round(right - left), round(bottom - top)],
        "sheet": sheet.told(),
        "path": path(boundaries.of(code, put), SMALLEST_ISLAND["state"]),
    }


def middle(values: list[float]) -> float:
    return round((min(values) + max(values)) / 2, 2)


def main(source: str) -> None:
    boundaries = Boundaries.read(Path(source))
    drawn = {
        "country": country(boundaries),
        "states": {code: state(boundaries, code) for code in sorted(boundaries.rings)},
    }
    OUTLINES.write_text(json.dumps(drawn, indent=0, separators=(",", ":"), sort_keys=True) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
