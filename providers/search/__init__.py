"""The question a patient asks of the directory, and the honest answers to it."""

from .answer import MOST_RANKS, answer, nearest
from .outcomes import Match, NoneMatch, NoSuchPage, Relaxed, Results, WhichPlace
from .question import LARGEST_PAGE, PAGE_SIZE, DirectoryQuery
from .statements import COUNTED_UP_TO, Total, total

MOST_PAGES = MOST_RANKS // PAGE_SIZE

__all__ = [
    "COUNTED_UP_TO",
    "LARGEST_PAGE",
    "MOST_PAGES",
    "MOST_RANKS",
    "PAGE_SIZE",
    "DirectoryQuery",
    "Match",
    "NoSuchPage",
    "NoneMatch",
    "Relaxed",
    "Results",
    "Total",
    "WhichPlace",
    "answer",
    "nearest",
    "total",
]
