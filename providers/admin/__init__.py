"""Where staff keep the directory true."""

from .doctors import LanguageAdmin, ProviderAdmin, SpecialtyAdmin
from .locations import LocationAdmin
from .places import PlaceAdmin
from .proposals import ProposalAdmin
from .reports import ReportAdmin

__all__ = [
    "LanguageAdmin",
    "LocationAdmin",
    "PlaceAdmin",
    "ProposalAdmin",
    "ProviderAdmin",
    "ReportAdmin",
    "SpecialtyAdmin",
]
