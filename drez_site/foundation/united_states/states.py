"""The states and territories by their two letters, and as people write them."""

from drez_site.foundation.languages.packs import PACKS, pack_of_the_page

from .place_names import plain, search_name

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


_STATE_CODES = {search_name(name): code for code, name in STATES.items()} | {
    code.lower(): code for code in STATES
}
_STATE_CODES |= {
    search_name(name): code for pack in PACKS.values() for code, name in pack.state_names.items()
}
_STATE_CODES |= {"usvirginislands": "VI", "micronesia": "FM"}


def state_code(text: str) -> str | None:
    """The two letters of a state written as "NC", "N.C." or "North Carolina"."""
    return _STATE_CODES.get(plain(text).replace(" ", "")) or _STATE_CODES.get(search_name(text))


def state_name(code: str) -> str:
    """The state's name in the page's language; the code itself when it is none."""
    return pack_of_the_page().state_names.get(code) or STATES.get(code, code)
