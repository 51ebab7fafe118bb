"""The outlines of the country and of each state, as docs/map/draw.py drew them from Census boundaries."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .projection import Sheet

FILE = Path(__file__).with_name("outlines.json")
Position = tuple[float, float]  # x to the right and y down, in units of a drawing


@dataclass(frozen=True, slots=True)
class Drawing:
    """Paper with outlines: `paths` of SVG by the two letters of a state, `sheets` by the name of an inset."""

    width: int
    height: int
    paths: dict[str, str]
    sheets: dict[str, Sheet]
    insets: dict[str, str]
    middles: dict[str, list[int]]  # of the states of the country

    def point(self, state: str, latitude: float, longitude: float) -> Position | None:
        """Where a place in this state lies, in degrees (WGS84); None if it is not on the paper."""
        if state not in self.paths:
            return None
        x, y = self.sheets[self.insets.get(state, "")].point(latitude, longitude)
        return (x, y) if 0 <= x <= self.width and 0 <= y <= self.height else None


@cache
def country() -> Drawing:
    """The states; Alaska, Hawaii, Puerto Rico and the Virgin Islands in corners, at scales of their own."""
    told = _read()["country"]
    sheets = {name: Sheet.read(sheet) for name, sheet in told["sheets"].items()}
    width, height = told["size"]
    return Drawing(width, height, told["paths"], sheets, told["insets"], told["middles"])


@cache
def state(code: str) -> Drawing | None:
    """One state alone, by its two letters; None for those whose outline the Census file lacks."""
    told = _read()["states"].get(code)
    if told is None:
        return None
    width, height = told["size"]
    return Drawing(width, height, {code: told["path"]}, {"": Sheet.read(told["sheet"])}, {}, {})


@cache
def _read() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return read
