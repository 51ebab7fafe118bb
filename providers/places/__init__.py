"""What patients type, "27710" or "Durham, NC", made into a Place; and the data that this takes."""

from drez_site.foundation.united_states.states import state_name

from .abroad import is_meant as is_abroad
from .abroad import is_meant_in_a_sentence as is_abroad_in_a_sentence
from .inside import named_among
from .known_names import ARTICLES
from .loading import load
from .nearest import nearest_zip_code
from .resolving import AmbiguousPlace, PlaceNotFound, Resolved, find, resolve

__all__ = [
    "ARTICLES",
    "AmbiguousPlace",
    "PlaceNotFound",
    "Resolved",
    "find",
    "is_abroad",
    "is_abroad_in_a_sentence",
    "load",
    "named_among",
    "nearest_zip_code",
    "resolve",
    "state_name",
]
