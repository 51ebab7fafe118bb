"""A doctor on a card, a doctor's page, a place's page."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from providers.models import Location, Place, Practice, Provider

from .facts import (
    Fact,
    LanguageName,
    LocationLine,
    PhoneNumber,
    ProcedureFact,
    accepting,
    address_lines,
    distance_text,
    lines,
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
    is_demonstration: bool

    @classmethod
    def of(
        cls,
        practice: Practice,
        *,
        miles: float | None = None,
        place: Place | None = None,
        at: date | None = None,
    ) -> Self:
        """From a practice of `for_cards()`, `miles` from `place`, as read on the day `at` (today)."""
        at = at or timezone.localdate()
        provider, location = practice.provider, practice.location
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
            accepting=accepting(practice.accepting_new_patients, practice.checked_on, at),
            video=video(provider.video_first_visit),
            procedures=ProcedureFact.all_of(practice.does, provider.full_name, at),
            is_demonstration=provider.is_demonstration,
        )

    @property
    def data_miles(self) -> str:
        """For scripts and tests: always with a point, in every language."""
        return "" if self.miles is None else f"{self.miles:.1f}"

    @property
    def languages_text(self) -> str:
        return _names(self.languages)


@dataclass(frozen=True, slots=True)
class PracticeLines:
    """One of the places where a doctor practises, on the doctor's page."""

    location: LocationLine
    address_lines: tuple[str, ...]
    phone: PhoneNumber | None
    accepting: Fact
    hours: tuple[str, ...]
    wheelchair: Fact

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
            wheelchair=wheelchair(location.wheelchair_access),
        )


@dataclass(frozen=True, slots=True)
class DoctorPage:
    """All that patients may read about a doctor."""

    name: str
    credentials: str
    slug: str
    url: str
    specialty_text: str
    languages: tuple[LanguageName, ...]
    biography: tuple[str, ...]
    procedures: tuple[ProcedureFact, ...]
    video: Fact
    referral: Fact
    practices: tuple[PracticeLines, ...]
    is_demonstration: bool

    @classmethod
    def of(cls, provider: Provider, *, at: date | None = None) -> Self:
        """From a provider of `for_page()`."""
        at = at or timezone.localdate()
        return cls(
            name=provider.full_name,
            credentials=provider.credentials,
            slug=provider.slug,
            url=provider.get_absolute_url(),
            specialty_text=_specialties(provider.trained_in),
            languages=LanguageName.all_of(provider.speaks),
            biography=_paragraphs(provider.biography),
            procedures=ProcedureFact.all_of(provider.does, provider.full_name, at),
            video=video(provider.video_first_visit),
            referral=referral(provider.referral_needed),
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

    @property
    def search_url(self) -> str:
        return reverse("providers:search")


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
            is_approximate=line.is_approximate,
            is_demonstration=location.is_demonstration,
        )

    @property
    def title(self) -> str:
        return f"{self.name}, {self.city_state}"


def _specialties(labels: list[str]) -> str:
    return ", ".join(gettext(label) for label in labels)


def _names(languages: tuple[LanguageName, ...]) -> str:
    return ", ".join(language.name for language in languages)


def _paragraphs(text: str) -> tuple[str, ...]:
    paragraphs = text.replace("\r\n", "\n").split("\n\n")
    return tuple(" ".join(paragraph.split()) for paragraph in paragraphs if paragraph.strip())
