"""Every word that patients read about doctors and places of practice: the only package that knows them.

Each page is a dataclass with one line for each field that needs it. Every text is ready to print, translated,
and already honest about what is not known; every `..._url` is a path; "" means "print nothing". Nothing here
costs a query when a template reads it.
"""

from datetime import date

from providers.search import NoneMatch, Results

from .addresses import search_url
from .cards import DoctorCard
from .doctor import DoctorPage, doctors_for_page
from .filter_words import operation_text
from .location import LocationPage
from .map import MapPage, state_at
from .none_match import NoneMatchPage
from .office import Office, back_to_results
from .panel import FindPanel
from .results import ResultsPage
from .side_by_side import SideBySide
from .unrecognized import SearchProblem, UnrecognizedPage
from .which_place import WhichPlacePage

__all__ = [
    "DoctorCard",
    "DoctorPage",
    "FindPanel",
    "LocationPage",
    "MapPage",
    "NoneMatchPage",
    "Office",
    "ResultsPage",
    "SearchProblem",
    "SideBySide",
    "UnrecognizedPage",
    "WhichPlacePage",
    "back_to_results",
    "doctors_for_page",
    "operation_text",
    "page_for",
    "search_url",
    "state_at",
]


def page_for(outcome: Results | NoneMatch, at: date | None = None) -> ResultsPage | NoneMatchPage:
    """The page of an outcome. `at` is the day of reading, today if not given."""
    return ResultsPage.of(outcome, at) if isinstance(outcome, Results) else NoneMatchPage.of(outcome, at)
