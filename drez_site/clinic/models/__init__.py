"""What the clinic says about itself."""

from ..notices import LanguageNotice, NoticeTranslation
from .place import ClinicPlace
from .profile import ClinicProfile
from .reason import ClinicReason
from .text import ClinicText, Said

__all__ = [
    "ClinicPlace",
    "ClinicProfile",
    "ClinicReason",
    "ClinicText",
    "LanguageNotice",
    "NoticeTranslation",
    "Said",
]
