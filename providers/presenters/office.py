"""The top of the page of a doctor or a place: whom to call, how far it is, and the way back to the list."""

from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext

from drez_site.foundation.languages.in_sentences import with_doctors
from drez_site.foundation.links import Link
from drez_site.foundation.united_states.phones import PhoneNumber
from providers import sphere
from providers.models import Location, Place
from providers.search import DirectoryQuery

from .addresses import asked_words, search_url
from .doctor import DoctorPage, PracticeLines
from .facts import Fact, LocationLine, distance_text, same_area_text


@dataclass(frozen=True, slots=True)
class Office:
    """Where to call about a doctor: the nearest to where the reader is, or else the first by its name."""

    call_text: str  # "Call Dr. Alex Example’s office"
    phone: PhoneNumber | None
    location: LocationLine
    accepting: Fact
    miles: float | None  # None when that is unknown, and when the reader gave no place
    distance_text: str  # "12 miles away", "Distance unknown"; "" when the reader gave no place
    same_area_text: str  # "in the same city", where more is not known; or ""
    directions_url: str  # "" when we do not know exactly where the office is
    is_one_of_several: bool
    wheelchair: Fact

    @classmethod
    def of(cls, doctor: DoctorPage, place: Place | None) -> Self | None:
        """None for a doctor whose places are not known."""
        if not doctor.practices:
            return None
        miles, nearest = min(
            ((_miles(place, practice.place), practice) for practice in doctor.practices), key=_nearest_first
        )
        return cls(
            call_text=with_doctors(gettext("Call %(doctor)s’s office") % {"doctor": doctor.name}),
            phone=nearest.getting_there.phone,
            location=nearest.location,
            accepting=nearest.accepting,
            miles=miles,
            distance_text=distance_text(miles, place, nearest.place),
            same_area_text="" if miles is not None else same_area_text(place, nearest.place),
            directions_url=nearest.getting_there.directions_url,
            is_one_of_several=len(doctor.practices) > 1,
            wheelchair=nearest.getting_there.wheelchair,
        )


def back_to_results(asked: DirectoryQuery) -> Link:
    """To the search that led here, as the address of this page has it, or else to the empty one."""
    is_known = bool(asked_words(asked))
    return Link(gettext("Back to results") if is_known else gettext("Find a doctor"), search_url(asked))


def _miles(place: Place | None, location: Location) -> float | None:
    if place is None or location.latitude is None or location.longitude is None:
        return None
    return sphere.miles_between((place.latitude, place.longitude), (location.latitude, location.longitude))


def _nearest_first(found: tuple[float | None, PracticeLines]) -> float:
    """Those of unknown distance last; of two that are the same, the first stays."""
    return float("inf") if found[0] is None else found[0]
