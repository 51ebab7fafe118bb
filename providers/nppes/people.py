"""What a row of the main file says of a person, as facts to propose."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from drez_site.foundation.united_states import phones
from drez_site.foundation.united_states.place_names import plain
from drez_site.foundation.united_states.states import STATES
from drez_site.foundation.united_states.validators import POST_OFFICE_BOX
from providers.models import Proposal

from .reading import Row
from .wording import address_line, degrees, person_name, said

PLACE = "Provider Business Practice Location Address"
MAIN = (
    "NPI",
    "Entity Type Code",
    "Provider Organization Name (Legal Business Name)",
    "Provider Last Name (Legal Name)",
    "Provider First Name",
    "Provider Credential Text",
    "Provider First Line Business Practice Location Address",
    f"{PLACE} City Name",
    f"{PLACE} State Name",
    f"{PLACE} Postal Code",
    f"{PLACE} Country Code (If outside U.S.)",
    f"{PLACE} Telephone Number",
    "NPI Deactivation Date",
    "NPI Reactivation Date",
    "Healthcare Provider Taxonomy Code_1",
)
SECOND = "Provider Secondary Practice Location Address"
FURTHER_PLACES = (
    "NPI",
    f"{SECOND}- Address Line 1",
    f"{SECOND} - City Name",
    f"{SECOND} - State Name",
    f"{SECOND} - Postal Code",
    f"{SECOND} - Country Code (If outside U.S.)",
    f"{SECOND} - Telephone Number",
)
SAYS_NOTHING = "174400000X"  # “Specialist”
Fact = tuple[str, str]  # which fact, and its value in one line


@dataclass(slots=True)
class Said:
    """The facts of one NPI from one file: each with its value. Sets: the register shuffles its groups."""

    npi: str
    facts: dict[Fact, Any] = field(default_factory=dict)

    def add(self, fact: str, key: str, value: Any) -> None:
        if key:
            self.facts[fact, key[:300]] = value


def taxonomies(row: Row, columns: Iterable[str]) -> frozenset[str]:
    """All codes of the fifteen slots; the primary one can stand in any."""
    return frozenset(filter(None, (row[name] for name in columns)))


def person(row: Row, codes: frozenset[str], known_codes: Iterable[str]) -> Said:
    """Of a row of entity type 1. A specialty that our list lacks has no word for patients."""
    found = Said(row["NPI"])
    given = person_name(row["Provider First Name"])
    family = person_name(row["Provider Last Name (Legal Name)"])
    found.add(Proposal.Fact.DOCTOR, f"{given} {family}".strip(), {"given_name": given, "family_name": family})
    written = degrees(row["Provider Credential Text"])
    found.add(Proposal.Fact.CREDENTIALS, written, written)
    for code in sorted(codes & set(known_codes) - {SAYS_NOTHING}):
        found.add(Proposal.Fact.SPECIALTY, code, code)
    add_place(
        found,
        street=row["Provider First Line Business Practice Location Address"],
        city=row[f"{PLACE} City Name"],
        state=row[f"{PLACE} State Name"],
        zip_code=row[f"{PLACE} Postal Code"],
        country=row[f"{PLACE} Country Code (If outside U.S.)"],
        phone=row[f"{PLACE} Telephone Number"],
    )
    return found


def further_place(found: Said, row: Row) -> None:
    add_place(
        found,
        street=row[f"{SECOND}- Address Line 1"],
        city=row[f"{SECOND} - City Name"],
        state=row[f"{SECOND} - State Name"],
        zip_code=row[f"{SECOND} - Postal Code"],
        country=row[f"{SECOND} - Country Code (If outside U.S.)"],
        phone=row[f"{SECOND} - Telephone Number"],
    )


def add_place(
    found: Said, *, street: str, city: str, state: str, zip_code: str, country: str, phone: str
) -> None:
    """Not a box at a post office, nothing abroad, and nothing without a whole address."""
    if country not in ("", "US") or state not in STATES or POST_OFFICE_BOX.search(street):
        return
    if not (street and city and re.fullmatch(r"\d{5}(?:-?\d{4})?", zip_code, re.ASCII)):
        return
    street, city, zip_code = address_line(street), address_line(city), zip_code[:5]
    try:
        number = phones.read(phone) if phone else ""
    except ValidationError:
        number = ""
    value = {"street": street, "city": city, "state": state, "zip_code": zip_code, "phone": number}
    found.add(Proposal.Fact.PLACE, f"{plain(street)} {zip_code}", value)


def place_key(street: str, zip_code: str) -> str:
    """How the same address is found again, however it is spelled."""
    return f"{plain(said(street))} {zip_code}"
