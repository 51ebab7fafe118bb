"""Words that name a place outside the United States, so that we can say that our list ends at the border."""

import re
from collections.abc import Iterable

from drez_site.foundation.languages.packs import PACKS
from drez_site.foundation.united_states.place_names import plain
from drez_site.foundation.united_states.states import state_in_an_address

# Postal codes that cannot be mistaken for a ZIP code: Canada's and the United Kingdom's.
POSTAL_CODE = re.compile(
    r"(?:^|[\s,])(?:[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2})$", re.IGNORECASE
)

ORDINAL = re.compile(r"[0-9](?:st|nd|rd|th)$", re.IGNORECASE)

# Provinces as the post office writes them. None of the codes is a state's.
PROVINCES = ("AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT")

LONGEST_NAME = 5  # words, as in "Santa Cruz de la Sierra"


def _plain(names: Iterable[str]) -> frozenset[str]:
    return frozenset(plain(name) for name in names)


_SPOKEN = [pack.abroad for pack in PACKS.values()]
_PROVINCES = _plain(name for abroad in _SPOKEN for name in abroad.provinces)
_COUNTRIES_AND_CITIES = _plain(name for abroad in _SPOKEN for name in (*abroad.countries, *abroad.cities))
_NAMES = _COUNTRIES_AND_CITIES | _PROVINCES
_AT_THE_END = _NAMES | _plain(PROVINCES)


def may_be_meant(name: str) -> bool:
    """Whether these words alone are a country, or a city abroad that outshines its namesakes in the US."""
    return plain(name) in _COUNTRIES_AND_CITIES


def is_meant_in_a_sentence(text: str) -> bool:
    """The same behind other words: “L4 5th” is no postal code there, but a part of a spine."""
    code = POSTAL_CODE.search(text)
    return is_meant(text) and not (code and ORDINAL.search(code[0]))


def is_meant(text: str) -> bool:
    """Whether words that are no place in the US end in a country, a province or a foreign postal code."""
    if plain(text) in _NAMES or POSTAL_CODE.search(text):
        return True
    words = plain(text).split()
    for length in range(min(LONGEST_NAME, len(words) - 1), 0, -1):
        end = " ".join(words[-length:])
        if state_in_an_address(end):
            return False  # "Albuqerque, New Mexico"; but Baja California is longer than California
        if end in _AT_THE_END:
            return True
    return False
