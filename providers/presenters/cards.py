"""A doctor in a list: on a card that says each thing once."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext

from drez_site.foundation.content_version import once_per_content_version
from drez_site.foundation.united_states.phones import PhoneNumber
from providers.models import Place, Practice
from providers.search import DirectoryQuery, Match

from .addresses import asked_words
from .facts import (
    Fact,
    LanguageName,
    LocationLine,
    distance_text,
    joined_names,
    new_patients,
    specialty_text,
    video,
    wheelchair_in_short,
)
from .operations import Operations, ProcedureFact


@dataclass(frozen=True, slots=True)
class DoctorCard:
    """One doctor at one place of practice, in a list: what `components/doctor_card.html` prints."""

    name: str
    credentials: str  # "MD, PhD" or ""
    slug: str
    url: str
    specialty_text: str  # "Neurosurgeon, Pain medicine doctor" or ""
    miles: float | None
    distance_text: str  # "12 miles away", "Distance unknown"; "" when the patient gave no place
    location: LocationLine
    phone: PhoneNumber | None  # the practice's own, or else the place's
    languages: tuple[LanguageName, ...]
    accepting: Fact
    video: Fact
    wheelchair: Fact
    procedures: tuple[ProcedureFact, ...]
    note: str  # why the doctor is here, where no other line of the card says so
    asked: str  # what the search asked, like "?near=27710": the doctor's page leads back with it
    is_demonstration: bool
    is_chosen: bool = False  # the reader checked the doctor, to compare

    @staticmethod
    def of(
        practice: Practice,
        *,
        miles: float | None = None,
        place: Place | None = None,
        note: str = "",
        asked: str = "",
        is_chosen: bool = False,
        at: date | None = None,
    ) -> "DoctorCard":
        """From a practice of `for_cards()`, `miles` from `place`, as read on the day `at` (today)."""
        return replace(
            _without_the_question(practice, at or timezone.localdate()),
            miles=miles,
            distance_text=distance_text(miles, place, practice.location),
            note=note,
            asked=asked,
            is_chosen=is_chosen,
        )

    @property
    def operations(self) -> tuple[Operations, ...]:
        return Operations.alike(self.procedures)

    @property
    def data_miles(self) -> str:
        """For scripts and tests: "12.3", with a point in every language; "" when not known."""
        return "" if self.miles is None else f"{self.miles:.1f}"

    @property
    def languages_text(self) -> str:
        return joined_names(self.languages)


@once_per_content_version
def _without_the_question(practice: Practice, at: date) -> DoctorCard:
    """What the card says whoever asks, from wherever."""
    provider, location = practice.provider, practice.location
    return DoctorCard(
        name=provider.full_name,
        credentials=provider.credentials,
        slug=provider.slug,
        url=provider.get_absolute_url(),
        specialty_text=specialty_text(practice.trained_in),
        miles=None,
        distance_text="",
        location=LocationLine.of(location),
        phone=PhoneNumber.of(practice.phone or location.phone, provider.full_name),
        languages=LanguageName.all_of(practice.speaks),
        accepting=new_patients(practice, provider, at),
        video=video(provider.video_first_visit),
        wheelchair=wheelchair_in_short(location.wheelchair_access),
        procedures=ProcedureFact.all_of(practice.does, provider.full_name, at),
        note="",
        asked="",
        is_demonstration=provider.is_demonstration,
    )


def cards(
    matches: tuple[Match, ...],
    query: DirectoryQuery,
    at: date | None,
    asked: DirectoryQuery | None = None,
) -> tuple[DoctorCard, ...]:
    """The doctors who answer a search, in its order. `asked` is what they lead back to, if not the query."""
    words = asked_words(asked or query)
    note = gettext("Has that name, or one like it.") if "name" in query.filters else ""
    return tuple(
        DoctorCard.of(
            match.practice,
            miles=match.miles,
            place=query.place,
            note=note,
            asked=words,
            is_chosen=match.practice.provider.slug in query.chosen,
            at=at,
        )
        for match in matches
    )


def order_text(place: Place | None) -> str:
    """The order of the list and what a distance means: always said, never for sale."""
    if place is None:
        return gettext("In the order of their family names. Enter a ZIP code or city to see who is nearest.")
    if place.is_zip_code:
        return gettext(
            "Nearest first. Distances are in a straight line from the middle of ZIP code %(zip_code)s."
        ) % {"zip_code": place.zip_code}
    return gettext("Nearest first. Distances are in a straight line from the middle of %(city)s.") % {
        "city": place.name
    }
