"""Where staff keep the directory true."""

from .doctors import LanguageAdmin, ProviderAdmin, SpecialtyAdmin
from .locations import LocationAdmin
from .places import PlaceAdmin

__all__ = ["LanguageAdmin", "LocationAdmin", "PlaceAdmin", "ProviderAdmin", "SpecialtyAdmin"]
