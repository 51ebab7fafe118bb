"""One spelling for the many ways to write a place: "St. Louis" and "saint louis" are "saintlouis"."""

import re
import unicodedata

from django.utils.translation import get_language

ABBREVIATIONS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "mtn": "mountain"}
DIRECTIONS = {"n": "north", "s": "south", "e": "east", "w": "west"}

STATES = {
    "AK": "Alaska",
    "AL": "Alabama",
    "AR": "Arkansas",
    "AS": "American Samoa",
    "AZ": "Arizona",
    "CA": "California",
    "CO": "Colorado",
    "CT": "Connecticut",
    "DC": "District of Columbia",
    "DE": "Delaware",
    "FL": "Florida",
    "FM": "Federated States of Micronesia",
    "GA": "Georgia",
    "GU": "Guam",
    "HI": "Hawaii",
    "IA": "Iowa",
    "ID": "Idaho",
    "IL": "Illinois",
    "IN": "Indiana",
    "KS": "Kansas",
    "KY": "Kentucky",
    "LA": "Louisiana",
    "MA": "Massachusetts",
    "MD": "Maryland",
    "ME": "Maine",
    "MH": "Marshall Islands",
    "MI": "Michigan",
    "MN": "Minnesota",
    "MO": "Missouri",
    "MP": "Northern Mariana Islands",
    "MS": "Mississippi",
    "MT": "Montana",
    "NC": "North Carolina",
    "ND": "North Dakota",
    "NE": "Nebraska",
    "NH": "New Hampshire",
    "NJ": "New Jersey",
    "NM": "New Mexico",
    "NV": "Nevada",
    "NY": "New York",
    "OH": "Ohio",
    "OK": "Oklahoma",
    "OR": "Oregon",
    "PA": "Pennsylvania",
    "PR": "Puerto Rico",
    "PW": "Palau",
    "RI": "Rhode Island",
    "SC": "South Carolina",
    "SD": "South Dakota",
    "TN": "Tennessee",
    "TX": "Texas",
    "UT": "Utah",
    "VA": "Virginia",
    "VI": "Virgin Islands",
    "VT": "Vermont",
    "WA": "Washington",
    "WI": "Wisconsin",
    "WV": "West Virginia",
    "WY": "Wyoming",
}

# In Spanish, where the name is another one.
STATES_IN_SPANISH = {
    "DC": "Distrito de Columbia",
    "HI": "Hawái",
    "LA": "Luisiana",
    "MO": "Misuri",
    "MS": "Misisipi",
    "NC": "Carolina del Norte",
    "ND": "Dakota del Norte",
    "NH": "Nuevo Hampshire",
    "NJ": "Nueva Jersey",
    "NM": "Nuevo México",
    "NY": "Nueva York",
    "PA": "Pensilvania",
    "SC": "Carolina del Sur",
    "SD": "Dakota del Sur",
    "TX": "Tejas",
    "WV": "Virginia Occidental",
}


def plain(text: str) -> str:
    """Small letters and digits without accents, words kept apart by one space."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"['’‘`´.]", "", letters)))


def search_name(name: str) -> str:
    """A city's name as it is looked up: plain, written out, without spaces (as in "Mc Lean", "McLean")."""
    words = [ABBREVIATIONS.get(word, word) for word in plain(name).split()]
    if len(words) > 1:
        words[0] = DIRECTIONS.get(words[0], words[0])
    return "".join(words)


_STATE_CODES = {search_name(name): code for code, name in STATES.items()} | {
    code.lower(): code for code in STATES
}
_STATE_CODES |= {search_name(name): code for code, name in STATES_IN_SPANISH.items()}
_STATE_CODES |= {"usvirginislands": "VI", "micronesia": "FM"}


def state_code(text: str) -> str | None:
    """The two letters of a state written as "NC", "N.C." or "North Carolina"."""
    return _STATE_CODES.get(plain(text).replace(" ", "")) or _STATE_CODES.get(search_name(text))


def state_name(code: str) -> str:
    """The state's name in the page's language; the code itself when it is none."""
    in_spanish = STATES_IN_SPANISH.get(code) if get_language() == "es" else None
    return in_spanish or STATES.get(code, code)
