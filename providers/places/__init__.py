"""What patients type, "27710" or "Durham, NC", made into a Place; and the data that this takes."""

from .loading import load
from .naming import state_name
from .nearest import nearest_zip_code
from .resolving import AmbiguousPlace, PlaceNotFound, resolve

__all__ = ["AmbiguousPlace", "PlaceNotFound", "load", "nearest_zip_code", "resolve", "state_name"]
