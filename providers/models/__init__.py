"""Who does the operations and where, the places that patients name, and the index that joins the two."""

from .calling import Call, CallingRound
from .credentials import BoardCertification, StateLicense
from .location import Location, LocationQuerySet
from .offering import Offering
from .photo import Photo
from .place import Place, PlaceQuerySet
from .practice import Practice, PracticeQuerySet
from .proposal import NppesRelease, Proposal, ProposalQuerySet
from .provider import Provider, ProviderQuerySet
from .report import Report, ReportQuerySet
from .search_entry import SavedMeanwhile, SearchEntry, SearchName
from .vocabulary import Language, Specialty

__all__ = [
    "BoardCertification",
    "Call",
    "CallingRound",
    "Language",
    "Location",
    "LocationQuerySet",
    "NppesRelease",
    "Offering",
    "Photo",
    "Place",
    "PlaceQuerySet",
    "Practice",
    "PracticeQuerySet",
    "Proposal",
    "ProposalQuerySet",
    "Provider",
    "ProviderQuerySet",
    "Report",
    "ReportQuerySet",
    "SavedMeanwhile",
    "SearchEntry",
    "SearchName",
    "Specialty",
    "StateLicense",
]
