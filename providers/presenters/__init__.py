"""Every word that patients read about doctors and places of practice: the only package that knows them."""

from .doctors import DoctorCard, DoctorPage, LocationPage, doctors_for_page
from .pages import NoneMatchPage, ResultsPage, UnrecognisedPage, WhichPlacePage, page_for
from .panel import FindPanel

__all__ = [
    "DoctorCard",
    "DoctorPage",
    "FindPanel",
    "LocationPage",
    "NoneMatchPage",
    "ResultsPage",
    "UnrecognisedPage",
    "WhichPlacePage",
    "doctors_for_page",
    "page_for",
]
