"""The question a patient asks of the directory, and the honest answers to it."""

from .answer import MOST_RANKS, answer, called, nearest
from .listed import OnTheList, on_the_list
from .off_the_map import OffTheMap, maybe_near
from .options import options_in
from .outcomes import Match, NoneMatch, Relaxed, Results
from .parts import COUNTED_UP_TO
from .question import DISTANCES, FARTHER, LARGEST_PAGE, PAGE_SIZE, DirectoryQuery, farther_than
from .statements import Total, total

__all__ = [
    "COUNTED_UP_TO",
    "DISTANCES",
    "FARTHER",
    "LARGEST_PAGE",
    "MOST_RANKS",
    "PAGE_SIZE",
    "DirectoryQuery",
    "Match",
    "NoneMatch",
    "OffTheMap",
    "OnTheList",
    "Relaxed",
    "Results",
    "Total",
    "answer",
    "called",
    "farther_than",
    "maybe_near",
    "nearest",
    "on_the_list",
    "options_in",
    "total",
]
