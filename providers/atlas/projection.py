"""From the earth to paper: Lambert's azimuthal equal-area projection, so that no state looks too large."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin, sqrt
from typing import Self


@dataclass(frozen=True, slots=True)
class Sheet:
    """Paper around `center`, (latitude, longitude) in WGS84 degrees; `scale` in units of the drawing.

    One unit of `scale` is one radius of the earth; `shift` is where the center comes to lie, x to the right
    and y down.
    """

    center: tuple[float, float]
    scale: float
    shift: tuple[float, float]

    @classmethod
    def read(cls, told: Sequence[float]) -> Self:
        latitude, longitude, scale, x, y = told
        return cls((latitude, longitude), scale, (x, y))

    def told(self) -> list[float]:
        """As `read` takes it."""
        return [*self.center, self.scale, *self.shift]

    def point(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a position in WGS84 degrees lies on the drawing; not for the antipode of the center."""
        phi, phi_0 = radians(latitude), radians(self.center[0])
        turn = radians(longitude - self.center[1])
        near = 1 + sin(phi_0) * sin(phi) + cos(phi_0) * cos(phi) * cos(turn)
        k = self.scale * sqrt(2 / near)
        x = k * cos(phi) * sin(turn)
        y = k * (cos(phi_0) * sin(phi) - sin(phi_0) * cos(phi) * cos(turn))
        return self.shift[0] + x, self.shift[1] - y
