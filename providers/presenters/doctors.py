"""A doctor on a card, a doctor's page, a place's page."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext

from drez_site.foundation.united_states.phones import PhoneNumber
from drez_site.foundation.united_states.states import state_name
from procedures.models import Publication
from providers.models import Location, Photo, Place, Practice, Provider, ProviderQuerySet
from providers.search import DirectoryQuery

from .facts import (
    Fact,
    LanguageName,
    LocationLine,
    ProcedureFact,
    accepting,
    address_lines,
    checked_text,
    distance_text,
    lines,
    map_url,
    referral,
    video,
    wheelchair,
)


@dataclass(frozen=True, slots=True)
class DoctorCard:
    """One doctor at one place of practice, in a list."""

    name: str
    credentials: str
    slug: str
    url: str
    specialty_text: str
    miles: float | None
    distance_text: str
    location: LocationLine
    phone: PhoneNumber | None
    languages: tuple[LanguageName, ...]
    accepting: Fact
    video: Fact
    procedures: tuple[ProcedureFact, ...]
    why: tuple[str, ...]
    is_demonstration: bool

    @classmethod
    def of(
        cls,
        practice: Practice,
        *,
        miles: float | None = None,
        place: Place | None = None,
        query: DirectoryQuery | None = None,
        at: date | None = None,
    ) -> Self:
        """From a practice of `for_cards()`, `miles` from `place`, as read on the day `at` (today).

        A card that answers a `query` also says why it is there, and takes the place from it.
        """
        at = at or timezone.localdate()
        place = query.place if query else place
        provider, location = practice.provider, practice.location
        new_patients = accepting(practice.accepting_new_patients, practice.checked_on, at)
        procedures = ProcedureFact.all_of(practice.does, provider.full_name, at)
        return cls(
            name=provider.full_name,
            credentials=provider.credentials,
            slug=provider.slug,
            url=provider.get_absolute_url(),
            specialty_text=_specialties(practice.trained_in),
            miles=miles,
            distance_text=distance_text(miles, place, location),
            location=LocationLine.of(location),
            phone=PhoneNumber.of(practice.phone or location.phone, provider.full_name),
            languages=LanguageName.all_of(practice.speaks),
            accepting=new_patients,
            video=video(provider.video_first_visit),
            procedures=procedures,
            why=_why(query, practice, procedures, new_patients, miles) if query else (),
            is_demonstration=provider.is_demonstration,
        )

    @property
    def why_text(self) -> str:
        """Like "Shown because: performs DREZ lesioning, speaks Spanish, 12 miles away." """
        return gettext("Shown because: %(reasons)s.") % {"reasons": ", ".join(self.why)} if self.why else ""

    @property
    def data_miles(self) -> str:
        """For scripts and tests: always with a point, in every language."""
        return "" if self.miles is None else f"{self.miles:.1f}"

    @property
    def languages_text(self) -> str:
        return _names(self.languages)


def _why(
    query: DirectoryQuery,
    practice: Practice,
    procedures: tuple[ProcedureFact, ...],
    new_patients: Fact,
    miles: float | None,
) -> tuple[str, ...]:
    """How the doctor meets each wish of the query, and what to ask because we do not know."""
    reasons = []
    for name in query.filters:
        match name:
            case "procedure":
                title = gettext(getattr(query.procedure, "title", query.procedure.name))
                is_confirmed = query.procedure.slug in [each.slug for each in procedures if each.is_confirmed]
                known, ask = (
                    gettext("performs %(operation)s"),
                    gettext("listed for %(operation)s: call to check"),
                )
                reasons.append((known if is_confirmed else ask) % {"operation": title})
            case "specialty":
                reasons.append(
                    gettext("trained as: %(specialty)s") % {"specialty": gettext(query.specialty.label)}
                )
            case "language":
                reasons.append(gettext("speaks %(language)s") % {"language": query.language.translated_name})
            case "accepting":
                known, ask = gettext("accepting new patients"), gettext("new patients: ask the clinic")
                reasons.append(known if new_patients.state == "yes" else ask)
            case "telehealth":
                known, ask = gettext("first visit by video"), gettext("video visits: ask the clinic")
                reasons.append(known if practice.provider.video_first_visit else ask)
            case "wheelchair":
                known, ask = gettext("wheelchair access"), gettext("wheelchair access: ask the clinic")
                reasons.append(known if practice.location.wheelchair_access else ask)
            case "name":
                reasons.append(gettext("has that name, or one like it"))
    if distance := distance_text(miles, query.place, practice.location):
        reasons.append(distance[0].lower() + distance[1:])
    return tuple(reasons)


@dataclass(frozen=True, slots=True)
class PracticeLines:
    """One of the places where a doctor practises, on the doctor's page."""

    location: LocationLine
    address_lines: tuple[str, ...]
    phone: PhoneNumber | None
    accepting: Fact
    hours: tuple[str, ...]
    getting_in: tuple[str, ...]
    parking: tuple[str, ...]
    wheelchair: Fact
    checked_text: str

    @classmethod
    def of(cls, practice: Practice, provider: Provider, at: date) -> Self:
        location = practice.location
        who = gettext("%(doctor)s at %(place)s") % {"doctor": provider.full_name, "place": location.name}
        return cls(
            location=LocationLine.of(location),
            address_lines=address_lines(location),
            phone=PhoneNumber.of(practice.phone or location.phone, who),
            accepting=accepting(practice.accepting_new_patients, practice.checked_on, at),
            hours=lines(location.hours),
            getting_in=lines(location.getting_in),
            parking=lines(location.parking),
            wheelchair=wheelchair(location.wheelchair_access),
            checked_text=checked_text(location.checked_on),
        )


@dataclass(frozen=True, slots=True)
class SpecialtyLine:
    """A specialty in plain words, and as the NUCC taxonomy has it."""

    name: str
    official_name: str
    code: str


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """A fact that somebody looked up, and when."""

    text: str
    checked_text: str


@dataclass(frozen=True, slots=True)
class PublicationLine:
    """A publication that the doctor wrote and this site cites."""

    title: str
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class DoctorPage:
    """All that patients may read about a doctor."""

    name: str
    credentials: str
    slug: str
    url: str
    initials: str
    photo: Photo | None
    specialty_text: str
    specialties: tuple[SpecialtyLine, ...]
    languages: tuple[LanguageName, ...]
    languages_checked_text: str
    biography: tuple[str, ...]
    education: tuple[str, ...]
    education_checked_text: str
    boards: tuple[CheckedLine, ...]
    licensed_in: tuple[CheckedLine, ...]
    publications: tuple[PublicationLine, ...]
    procedures: tuple[ProcedureFact, ...]
    video: Fact
    referral: Fact
    practices: tuple[PracticeLines, ...]
    is_demonstration: bool

    @classmethod
    def of(cls, provider: Provider, *, at: date | None = None) -> Self:
        """From a provider of `doctors_for_page()`."""
        at = at or timezone.localdate()
        return cls(
            name=provider.full_name,
            credentials=provider.credentials,
            slug=provider.slug,
            url=provider.get_absolute_url(),
            initials=provider.given_name[:1] + provider.family_name[:1],
            photo=getattr(provider, "photo", None),
            specialty_text=_specialties(provider.trained_in),
            specialties=tuple(
                SpecialtyLine(gettext(each.label), each.official_name, each.code)
                for each in provider.specialties.all()
            ),
            languages=LanguageName.all_of(provider.speaks),
            languages_checked_text=checked_text(provider.languages_checked_on) if provider.speaks else "",
            biography=_paragraphs(provider.biography),
            education=lines(provider.education),
            education_checked_text=checked_text(provider.education_checked_on) if provider.education else "",
            boards=tuple(
                CheckedLine(each.board, checked_text(each.checked_on))
                for each in provider.board_certifications.all()
            ),
            licensed_in=tuple(
                CheckedLine(state_name(each.state), checked_text(each.checked_on))
                for each in provider.state_licenses.all()
            ),
            publications=tuple(_publication(each) for each in provider.publications.all()),
            procedures=ProcedureFact.all_of(provider.does, provider.full_name, at),
            video=video(provider.video_first_visit, provider.video_checked_on),
            referral=referral(provider.referral_needed, provider.referral_checked_on),
            practices=tuple(
                PracticeLines.of(practice, provider, at) for practice in provider.practices.all()
            ),
            is_demonstration=provider.is_demonstration,
        )

    @property
    def name_with_credentials(self) -> str:
        return f"{self.name}, {self.credentials}" if self.credentials else self.name

    @property
    def languages_text(self) -> str:
        return _names(self.languages)


def doctors_for_page(doctors: ProviderQuerySet) -> ProviderQuerySet:
    """Doctors with everything that `DoctorPage.of` reads: no query is left for later."""
    practices = Practice.objects.public().select_related("location").order_by("location__name", "pk")
    return (
        doctors.with_facts()
        .select_related("photo")
        .defer("photo__content")
        .prefetch_related(
            Prefetch("practices", practices),
            Prefetch("publications", Publication.objects.order_by("-year", "key")),
            "specialties",
            "board_certifications",
            "state_licenses",
        )
    )


@dataclass(frozen=True, slots=True)
class LocationPage:
    """All that patients may read about a place of practice."""

    name: str
    slug: str
    url: str
    kind: str
    kind_text: str
    city_state: str
    address_lines: tuple[str, ...]
    phone: PhoneNumber | None
    hours: tuple[str, ...]
    getting_in: tuple[str, ...]
    parking: tuple[str, ...]
    wheelchair: Fact
    checked_text: str
    map_url: str
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
            address_lines=address_lines(location),
            phone=PhoneNumber.of(location.phone, location.name),
            hours=lines(location.hours),
            getting_in=lines(location.getting_in),
            parking=lines(location.parking),
            wheelchair=wheelchair(location.wheelchair_access),
            checked_text=checked_text(location.checked_on),
            map_url=map_url(location),
            is_approximate=line.is_approximate,
            is_demonstration=location.is_demonstration,
        )

    @property
    def title(self) -> str:
        return f"{self.name}, {self.city_state}"


def _publication(publication: Publication) -> PublicationLine:
    retracted = gettext("retracted") if publication.retracted_on else ""
    source = ", ".join(str(part) for part in (publication.journal, publication.year, retracted) if part)
    title = publication.title or publication.key  # its description is public only where it is signed
    return PublicationLine(title, source, publication.get_absolute_url())


def _specialties(labels: list[str]) -> str:
    return ", ".join(gettext(label) for label in labels)


def _names(languages: tuple[LanguageName, ...]) -> str:
    return ", ".join(language.name for language in languages)


def _paragraphs(text: str) -> tuple[str, ...]:
    paragraphs = text.replace("\r\n", "\n").split("\n\n")
    return tuple(" ".join(paragraph.split()) for paragraph in paragraphs if paragraph.strip())
