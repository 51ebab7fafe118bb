"""A doctor in a list: on a card, with the reason why the card is there."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext

from drez_site.foundation.content_version import once_per_content_version
from drez_site.foundation.united_states.phones import PhoneNumber
from providers.models import Place, Practice
from providers.search import DirectoryQuery, Match

from .facts import (
    Fact,
    LanguageName,
    LocationLine,
    ProcedureFact,
    accepting,
    distance_text,
    joined_names,
    specialty_text,
    video,
)
from .filter_words import operation_text


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
    procedures: tuple[ProcedureFact, ...]
    why: tuple[str, ...]  # empty unless the card answers a search
    is_demonstration: bool

    @staticmethod
    def of(
        practice: Practice,
        *,
        miles: float | None = None,
        place: Place | None = None,
        query: DirectoryQuery | None = None,
        at: date | None = None,
    ) -> "DoctorCard":
        """From a practice of `for_cards()`, `miles` from `place`, as read on the day `at` (today).

        A card that answers a `query` also says why it is there, and takes the place from it.
        """
        card = _without_the_question(practice, at or timezone.localdate())
        place = query.place if query else place
        return replace(
            card,
            miles=miles,
            distance_text=distance_text(miles, place, practice.location),
            why=_why(query, practice, card, miles) if query else (),
        )

    @property
    def why_text(self) -> str:
        """Like "Shown because: performs DREZ lesioning, speaks Spanish, 12 miles away." """
        return gettext("Shown because: %(reasons)s.") % {"reasons": ", ".join(self.why)} if self.why else ""

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
        accepting=accepting(practice.accepting_new_patients, practice.checked_on, at),
        video=video(provider.video_first_visit),
        procedures=ProcedureFact.all_of(practice.does, provider.full_name, at),
        why=(),
        is_demonstration=provider.is_demonstration,
    )


def cards(matches: tuple[Match, ...], query: DirectoryQuery, at: date | None) -> tuple[DoctorCard, ...]:
    """The doctors who answer a search, in its order."""
    return tuple(DoctorCard.of(match.practice, miles=match.miles, query=query, at=at) for match in matches)


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


def _why(
    query: DirectoryQuery,
    practice: Practice,
    card: DoctorCard,
    miles: float | None,
) -> tuple[str, ...]:
    """How the doctor meets each wish of the query, and what to ask because we do not know."""
    reasons = []
    for name in query.filters:
        match name:
            case "procedure" if query.procedure:
                is_confirmed = query.procedure.slug in [
                    each.slug for each in card.procedures if each.is_confirmed
                ]
                if is_confirmed:
                    text = gettext("performs %(operation)s")
                else:
                    text = gettext("listed for %(operation)s: call to check")
                reasons.append(text % {"operation": operation_text(query.procedure)})
            case "specialty" if query.specialty:
                reasons.append(
                    gettext("trained as: %(specialty)s") % {"specialty": gettext(query.specialty.label)}
                )
            case "language" if query.language:
                reasons.append(gettext("speaks %(language)s") % {"language": query.language.translated_name})
            case "accepting":
                known, ask = gettext("accepting new patients"), gettext("new patients: ask the clinic")
                reasons.append(known if card.accepting.state == "yes" else ask)
            case "telehealth":
                known, ask = gettext("first visit by video"), gettext("video visits: ask the clinic")
                reasons.append(known if practice.provider.video_first_visit else ask)
            case "wheelchair":
                known, ask = gettext("wheelchair access"), gettext("wheelchair access: ask the clinic")
                reasons.append(known if practice.location.wheelchair_access else ask)
            case "name":
                reasons.append(gettext("has that name, or one like it"))
    # The card begins with the distance, so that alone is no reason to repeat it.
    if reasons and (distance := distance_text(miles, query.place, practice.location)):
        reasons.append(distance[0].lower() + distance[1:])
    return tuple(reasons)
