"""Counts and distances, grouped as the page's language does it."""

from django.utils import formats
from django.utils.translation import ngettext

from providers.search import COUNTED_UP_TO


def number_text(number: int) -> str:
    """Like "1,000"."""
    return formats.number_format(number, force_grouping=True)


def doctors_text(count: int) -> str:
    """Like "1 doctor", "12 doctors", "1,000+ doctors"."""
    number = f"{number_text(COUNTED_UP_TO)}+" if count > COUNTED_UP_TO else number_text(count)
    return ngettext("%(count)s doctor", "%(count)s doctors", count) % {"count": number}


def miles_text(miles: int) -> str:
    """Like "1 mile", "50 miles"."""
    return ngettext("%(miles)s mile", "%(miles)s miles", miles) % {"miles": number_text(miles)}
