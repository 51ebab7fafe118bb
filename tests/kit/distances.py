"""Distances by another formula than the search uses."""

from math import asin, cos, radians, sin, sqrt

EARTH = 3958.7613  # its mean radius in miles


def haversine(one, other) -> float:
    """Miles between (latitude, longitude) pairs in WGS84 degrees."""
    (lat1, lon1), (lat2, lon2) = ([radians(degrees) for degrees in point] for point in (one, other))
    root = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH * asin(min(1, sqrt(root)))
