"""How far a ZIP code reaches from its middle, as far as the data can tell."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import ceil, cos, dist, floor, radians

from providers import sphere
from providers.models.place import FARTHEST_REACH

# An area among others of its kind has six neighbors, hardly ever more than eight: who lives in a ZIP code is
# nearer to its middle than the middle of the farthest of them is.
NEIGHBORS = 8
LEAST = 5.0  # miles
CELL = 0.25  # degrees
MILES_IN_A_DEGREE = 69.0  # of latitude

Point = tuple[float, float]  # latitude and longitude in WGS84 degrees


class Reach:
    """Knows the middles of all ZIP codes of streets."""

    def __init__(self, middles: Iterable[Point]) -> None:
        self._cells: defaultdict[tuple[int, int], list[tuple[float, float, float]]] = defaultdict(list)
        for point in set(middles):
            self._cells[_cell(point)].append(sphere.vector(*point))
        self._known: dict[Point, float] = {}

    def of(self, middle: Point) -> float:
        """In miles: to the eighth nearest other middle, at least 5 and at most 100."""
        if middle not in self._known:
            self._known[middle] = min(max(LEAST, self._to_the_last_neighbor(middle)), FARTHEST_REACH)
        return self._known[middle]

    def _to_the_last_neighbor(self, middle: Point) -> float:
        here, (row, column) = sphere.vector(*middle), _cell(middle)
        width = CELL * MILES_IN_A_DEGREE * cos(radians(min(abs(middle[0]) + 1, 89)))
        chords: list[float] = []
        for ring in range(ceil(FARTHEST_REACH / width) + 2):
            chords += [chord for cell in _ring(row, column, ring) for chord in self._chords(cell, here)]
            chords = sorted(chords)[:NEIGHBORS]
            # Whoever is outside of the ring is farther away than its width.
            if len(chords) == NEIGHBORS and sphere.miles(chords[-1]) <= ring * width:
                break
        return sphere.miles(chords[-1]) if len(chords) == NEIGHBORS else FARTHEST_REACH

    def _chords(self, cell: tuple[int, int], here: tuple[float, float, float]) -> Iterator[float]:
        return (chord for there in self._cells.get(cell, ()) if (chord := dist(here, there)))


def _cell(point: Point) -> tuple[int, int]:
    return floor(point[0] / CELL), floor(point[1] / CELL)


def _ring(row: int, column: int, ring: int) -> Iterator[tuple[int, int]]:
    """The cells at just this distance."""
    if not ring:
        yield row, column
    for step in range(-ring, ring):
        yield row - ring, column + step
        yield row + ring, column - step
        yield row - step, column - ring
        yield row + step, column + ring
