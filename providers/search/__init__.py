"""The question a patient asks of the directory, and the honest answers to it."""

from .answer import answer, nearest
from .outcomes import Match, NoneMatch, NoSuchPage, Relaxed, Results, WhichPlace
from .question import DirectoryQuery
from .statements import COUNTED_UP_TO, MOST_PAGES, PAGE_SIZE, total

__all__ = [
    "COUNTED_UP_TO",
    "MOST_PAGES",
    "PAGE_SIZE",
    "DirectoryQuery",
    "Match",
    "NoSuchPage",
    "NoneMatch",
    "Relaxed",
    "Results",
    "WhichPlace",
    "answer",
    "nearest",
    "total",
]
