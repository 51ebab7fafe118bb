"""From a coarse position to the nearest ZIP code, without letting the position go anywhere."""

from math import cos, floor, radians

from providers import sphere
from providers.models import Place

GRID = 0.02  # degrees; the browser rounds to it, and so do we, should a browser not
FARTHEST = 100  # miles; who is farther from every ZIP code is not in the United States
MILES_IN_A_DEGREE = 69.0  # of latitude


def nearest_zip_code(latitude: float, longitude: float) -> Place | None:
    """The ZIP code whose middle is nearest to these WGS84 degrees; None when all are over 100 miles away.

    Databases write down what they are asked, in logs and statistics. So ours is only asked for the ZIP codes
    in a box of whole degrees, and the nearest of them is found here.
    """
    here = (round(latitude / GRID) * GRID, round(longitude / GRID) * GRID)
    north_south = FARTHEST / MILES_IN_A_DEGREE
    # At the pole a degree of longitude has no width at all.
    east_west = min(180.0, north_south / max(cos(radians(min(abs(latitude) + north_south, 89.0))), 0.01))
    found = Place.objects.zip_codes().in_box(
        south=floor(here[0] - north_south),
        north=floor(here[0] + north_south) + 1,
        west=floor(here[1] - east_west),
        east=floor(here[1] + east_west) + 1,
    )
    near = [(sphere.miles_between(here, (place.latitude, place.longitude)), place) for place in found]
    miles, place = min(near, key=lambda each: (each[0], each[1].zip_code), default=(FARTHEST + 1, None))
    return place if miles <= FARTHEST else None
