"""A place of practice: how to get there, and its own page."""

from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext

from drez_site.foundation.languages.packs import pack_of_the_page
from drez_site.foundation.united_states.phones import PhoneNumber
from providers.models import Location, Practice

from .facts import (
    Fact,
    Lines,
    LocationLine,
    address_lines,
    checked_text,
    directions_url,
    map_url,
    wheelchair,
)


@dataclass(frozen=True, slots=True)
class GettingThere:
    """How to reach a place and get in: what `providers/_getting_there.html` prints."""

    address_lines: tuple[str, ...]
    address_checked_text: str  # when it alone was checked, like "Checked October 2026", or ""
    phone: PhoneNumber | None
    phone_checked_text: str  # the same
    hours: Lines
    getting_in: Lines
    parking: Lines
    wheelchair: Fact
    directions_url: str  # on a map; "" when we do not know exactly where it is
    checked_text: str  # when all of it was checked: "Checked October 2026" or ""

    @classmethod
    def of(cls, location: Location, who: str, practice: Practice | None = None) -> Self:
        """The phone, the practice's own or the place's, reaches `who`: a name for the button that calls."""
        answers = practice if practice and practice.phone else location
        language = pack_of_the_page().code
        return cls(
            address_lines=address_lines(location),
            address_checked_text=checked_text(location.address_checked_on, location.address_checked_with),
            phone=PhoneNumber.of(answers.phone, who),
            phone_checked_text=checked_text(answers.phone_checked_on, answers.phone_checked_with),
            hours=Lines.of_hours(location.hours),
            getting_in=Lines.of(location.said("getting_in", language)),
            parking=Lines.of(location.said("parking", language)),
            wheelchair=wheelchair(location.wheelchair_access),
            directions_url=directions_url(location),
            checked_text=checked_text(location.checked_on, location.checked_with),
        )


@dataclass(frozen=True, slots=True)
class LocationPage:
    """All that patients may read about a place of practice: providers/location.html."""

    name: str
    slug: str
    url: str
    kind: str  # "hospital" or "clinic"
    kind_text: str  # the same in the page's language
    city_state: str
    getting_there: GettingThere
    map_url: str  # "" when we know only the ZIP code
    is_approximate: bool
    is_demonstration: bool

    @classmethod
    def of(cls, location: Location) -> Self:
        line = LocationLine.of(location)
        return cls(
            name=location.name,
            slug=location.slug,
            url=line.url,
            kind=location.kind,
            kind_text=gettext("Hospital") if location.kind == Location.Kind.HOSPITAL else gettext("Clinic"),
            city_state=line.city_state,
            getting_there=GettingThere.of(location, location.name),
            map_url=map_url(location),
            is_approximate=line.is_approximate,
            is_demonstration=location.is_demonstration,
        )

    @property
    def title(self) -> str:
        """Like "Sample Nerve Clinic, Durham, NC"."""
        return f"{self.name}, {self.city_state}"
