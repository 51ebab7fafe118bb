"""The states and territories by their two letters, and as people write them."""

from difflib import get_close_matches

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

TERRITORIES = frozenset({"AS", "FM", "GU", "MH", "MP", "PR", "PW", "VI"})  # and freely associated states


_STATE_CODES = {search_name(name): code for code, name in STATES.items()} | {
    code.lower(): code for code in STATES
}
_STATE_CODES |= {
    search_name(name): code for pack in PACKS.values() for code, name in pack.state_names.items()
}
_STATE_CODES |= {"usvirginislands": "VI", "micronesia": "FM", "tejas": "TX"}
_FULL_NAMES = [name for name in _STATE_CODES if len(name) > 3]

ALMOST = 0.85  # of 1, by difflib: one letter of a short name, two or three of a long one


# As people shorten them in addresses; several are words of other meanings ("ill", "wash", "miss").
# AP Stylebook and GPO Style Manual.
SHORTENED = {
    "AK": "alas",
    "AL": "ala",
    "AR": "ark",
    "AZ": "ariz",
    "CA": "calif cal cali",
    "CO": "colo col",
    "CT": "conn",
    "DE": "del dela",
    "FL": "fla flor",
    "IA": "iow",
    "ID": "ida",
    "IL": "ill ills",
    "IN": "ind",
    "KS": "kan kans",
    "KY": "ken kent",
    "MA": "mass",
    "MI": "mich",
    "MN": "minn",
    "MS": "miss",
    "MT": "mont",
    "NC": "ncar ncarolina nocarolina nocar carolinanorte",
    "ND": "ndak ndakota nodak",
    "NE": "neb nebr",
    "NH": "nhamp nhampshire",
    "NJ": "njersey",
    "NM": "nmex nmexico newmex",
    "NV": "nev",
    "NY": "nyork",
    "OK": "okla",
    "OR": "ore oreg",
    "PA": "penn penna pensil",
    "PR": "ptorico porico",
    "RI": "risland",
    "SC": "scar scarolina socarolina socar",
    "SD": "sdak sdakota sodak",
    "TN": "tenn",
    "TX": "tex",
    "VA": "virg",
    "VI": "virginis islasvirgenes usvi",
    "WA": "wash",
    "WI": "wis wisc",
    "WV": "wva wvirginia wvirg",
    "WY": "wyo",
}
_SHORTENED_CODES = {word: code for code, words in SHORTENED.items() for word in words.split()}


def state_in_an_address(text: str) -> str | None:
    """The same, and of what people shorten where nothing else can stand: "Mass.", "Calif.", "N. Mex."."""
    return state_code(text) or _SHORTENED_CODES.get(plain(text).replace(" ", ""))


def state_misspelled(text: str) -> str | None:
    """The two letters of the state whose name is almost this, as "Massachusets" is; None for short words."""
    found = get_close_matches(search_name(text), _FULL_NAMES, n=1, cutoff=ALMOST)
    return _STATE_CODES[found[0]] if found else None


def state_code(text: str) -> str | None:
    """The two letters of a state written as "NC", "N.C." or "North Carolina"."""
    return _STATE_CODES.get(plain(text).replace(" ", "")) or _STATE_CODES.get(search_name(text))


def state_name(code: str) -> str:
    """The state's name in the page's language; the code itself when it is none."""
    return pack_of_the_page().state_names.get(code) or STATES.get(code, code)
