"""What the clinic says about itself."""

from drez_site.foundation.texts_by_language import Said

from ..notices import LanguageNotice, NoticeTranslation
from .announcement import Announcement, HolidayHours
from .place import ClinicPlace
from .profile import ClinicProfile
from .reason import ClinicReason
from .text import ClinicText

__all__ = [
    "Announcement",
    "ClinicPlace",
    "ClinicProfile",
    "ClinicReason",
    "ClinicText",
    "HolidayHours",
    "LanguageNotice",
    "NoticeTranslation",
    "Said",
]
