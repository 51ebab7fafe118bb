"""The names under which the post office knows a place: which are towns, and how people write them."""

import re
from collections.abc import Iterator
from typing import Any

from drez_site.foundation.united_states.place_names import search_name

# The post office keeps names this short, and shortens longer ones: "Shelburne Fls".
LONGEST_POSTAL_NAME = 13

# Mail rooms and offices that have ZIP codes, and that nobody lives in or near to by name.
SCRAPS = frozenset(
    search_name(name)
    for name in (
        "Dhs",
        "Naval Anacost Annex",
        "Naval Sea Systems Command",
        "Navy Annex",
        "Parcel Return Service",
        "Southern Md Facility",
        "Suburb Maryland Fac",
        "Us Marine Corps Barracks",
        "Wilkes Barre Pa S&Dc",
    )
)

# As the towns themselves write what the data write otherwise.
USUAL = {
    "Fuquay Varina": "Fuquay-Varina",
    "Wilkes Barre": "Wilkes-Barre",
    "Winston-salem": "Winston Salem",
    "Truth Or Consequences": "Truth or Consequences",
}
USUAL_ENDS = (
    (re.compile(r"\bMc ?([A-Za-z])"), lambda found: "Mc" + found[1].upper()),
    (re.compile(r"\bO ([A-Z])"), lambda found: "O'" + found[1]),
    (re.compile(r"\bD ([A-Z])"), lambda found: "d'" + found[1]),
    (re.compile(r"\bL ([A-Z])"), lambda found: "L'" + found[1]),
)

Record = dict[str, Any]  # of the package `zipcodes`: what it knows of one ZIP code


def usual_spelling(name: str) -> str:
    """ "Mckinney" as "McKinney", "Coeur D Alene" as "Coeur d'Alene". It is looked up alike."""
    if name in USUAL:
        return USUAL[name]
    for pattern, written in USUAL_ENDS:
        name = pattern.sub(written, name)
    return name


def is_of_one_firm(record: Record) -> bool:
    """Whether the ZIP code is that of one addressee; then other names beside the city's are firms'."""
    return bool(record["zip_code_type"] == "UNIQUE")


def names_of_towns(record: Record) -> Iterator[str]:
    """Of a ZIP code: the name that the post office prefers, then others that it takes."""
    if not record["active"]:
        if not is_of_one_firm(record):
            yield record["city"]
        return
    known = [record["city"], *record["acceptable_cities"]]
    for name in known:
        if search_name(name) not in SCRAPS and not _is_shortened(name, known):
            yield name


def names_of_parts(record: Record) -> Iterator[str]:
    """Of a ZIP code: what people say, though letters should not; and what the post office shortens."""
    if not record["active"] or search_name(record["city"]) in SCRAPS:
        return
    known = [record["city"], *record["acceptable_cities"]]
    yield from (name for name in known if _is_shortened(name, known))
    if not is_of_one_firm(record):
        yield from record["unacceptable_cities"]


def _is_shortened(name: str, known: list[str]) -> bool:
    return len(name) <= LONGEST_POSTAL_NAME and any(
        len(other) > LONGEST_POSTAL_NAME and _shortens(name, other) for other in known
    )


def _shortens(short: str, long: str) -> bool:
    """Whether the letters of one stand in the other in their order, with words cut: "Long Is City"."""
    few, many = short.lower().split(), long.lower().split()
    if set(few) <= set(many) or few[0][0] != many[0][0] or search_name(short) == search_name(long):
        return False
    left = iter("".join(many))
    return all(letter in left for letter in "".join(few))
