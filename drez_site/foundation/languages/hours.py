"""Opening hours: days and times, in the words that every language has for them, and nothing else."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..accents import without_accents
from .packs import PACKS

PARTS = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
SIGNS = set(".,:;-–—/&()+'’·~*")
WORDS = frozenset(word for pack in PACKS.values() for word in pack.hours)


def opening_hours(text: str) -> None:
    """Raise ValidationError with the first part of `text` that is no day, no time and nothing between."""
    for part in PARTS.findall(unicodedata.normalize("NFKC", text)):
        if not (part in SIGNS or _is_number(part) or without_accents(part.casefold()) in WORDS):
            raise ValidationError(
                _(
                    "Write days and times alone, like “Monday to Friday, 8 am to 5 pm”, “By appointment” or "
                    "“Closed on holidays”. “%(part)s” belongs elsewhere: what patients should know or do, "
                    "into a page that a clinician signs."
                ),
                code="hours",
                params={"part": part},
            )


def _is_number(part: str) -> bool:
    """An hour, a minute, a day of the month, or a year; never a phone number."""
    return part.isdecimal() and (len(part) <= 2 or (len(part) == 4 and part.startswith("20")))
