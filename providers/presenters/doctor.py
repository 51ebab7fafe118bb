"""A doctor's own page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db.models import Exists, F, OuterRef, Prefetch
from django.utils import formats, timezone
from django.utils.translation import get_language, gettext

from drez_site.foundation.approved_words import approved_words, with_approved_words
from drez_site.foundation.languages.packs import pack_of_the_page
from drez_site.foundation.line_ends import with_plain_line_ends
from drez_site.foundation.links import Link
from drez_site.foundation.texts_by_language import Said
from drez_site.foundation.united_states.states import state_name
from procedures.models import Publication, public_sources
from providers.models import Location, Photo, Practice, Proposal, Provider, ProviderQuerySet

from .facts import (
    Fact,
    LanguageName,
    Lines,
    LocationLine,
    checked_text,
    joined_names,
    new_patients,
    referral,
    specialty_text,
    video,
)
from .location import GettingThere
from .operations import ProcedureFact


@dataclass(frozen=True, slots=True)
class CheckedCredential:
    """A fact that somebody looked up, and when."""

    text: str
    checked_text: str


@dataclass(frozen=True, slots=True)
class PracticeLines:
    """One of the places where the doctor practices."""

    location: LocationLine
    accepting: Fact
    getting_there: GettingThere
    place: Location  # for its position
    until_text: str  # "Sees patients here until March 31, 2027", or ""

    @classmethod
    def of(cls, practice: Practice, provider: Provider, at: date) -> Self:
        location = practice.location
        location.approved_words = practice.words_of_place
        who = gettext("%(doctor)s at %(place)s") % {"doctor": provider.full_name, "place": location.name}
        return cls(
            location=LocationLine.of(location),
            accepting=new_patients(practice, provider, at),
            getting_there=GettingThere.of(location, who, practice),
            place=location,
            until_text=_until(practice.ends_on),
        )


@dataclass(frozen=True, slots=True)
class FirstVisit:
    """What decides whether a patient can come."""

    referral: Fact
    video: Fact
    licensed_in: tuple[CheckedCredential, ...]  # the states from where a patient may be seen by video

    @classmethod
    def of(cls, provider: Provider) -> Self:
        return cls(
            referral=referral(provider.referral_needed, provider.referral_checked_on),
            video=video(provider.video_first_visit, provider.video_checked_on),
            licensed_in=tuple(
                CheckedCredential(state_name(license.state), checked_text(license.checked_on))
                for license in provider.state_licenses.all()
            ),
        )


@dataclass(frozen=True, slots=True)
class SpecialtyLine:
    """A specialty in plain words, and as the NUCC taxonomy names it."""

    name: str
    official_name: str


@dataclass(frozen=True, slots=True)
class Training:
    """What the doctor learned, and who says so."""

    specialties: tuple[SpecialtyLine, ...]
    education: Lines
    education_checked_text: str
    boards: tuple[CheckedCredential, ...]

    @classmethod
    def of(cls, provider: Provider) -> Self:
        education = Lines.of(provider.said("education", pack_of_the_page().code))
        return cls(
            specialties=tuple(
                SpecialtyLine(gettext(specialty.label), specialty.official_name)
                for specialty in provider.specialties.all()
            ),
            education=education,
            education_checked_text=checked_text(provider.education_checked_on) if education.lines else "",
            boards=tuple(
                CheckedCredential(certification.board, checked_text(certification.checked_on))
                for certification in provider.board_certifications.all()
            ),
        )


@dataclass(frozen=True, slots=True)
class PublicationLine:
    """A publication that the doctor wrote and this site cites."""

    title: str
    source: str  # journal and year, and whether it was retracted; "" when nothing is known
    url: str

    @classmethod
    def of(cls, publication: Publication) -> Self:
        parts = (publication.journal, publication.year, _retracted(publication))
        return cls(
            title=publication.title or publication.key,  # its description is public only where it is signed
            source=", ".join(str(part) for part in parts if part),
            url=publication.get_absolute_url(),
        )


def _retracted(publication: Publication) -> str:
    if not (mark := publication.retraction):
        return ""
    return gettext("retracted") if mark.is_confirmed else gettext("may have been retracted; we are checking")


@dataclass(frozen=True, slots=True)
class Leaving:
    """A doctor whose last day is known, and who takes over."""

    text: str
    successor: Link | None

    @classmethod
    def of(cls, provider: Provider, at: date) -> Self | None:
        if provider.left_on is None:
            return None
        text = gettext("Sees patients until %(day)s.") % {"day": formats.date_format(provider.left_on)}
        heir = provider.successor
        follows = heir and Provider.objects.public(at).contains(heir)
        return cls(text, Link(str(heir), heir.get_absolute_url()) if heir and follows else None)


def _first_capital(family_name: str) -> str:
    """C of “de la Cruz”."""
    return next((letter for letter in family_name if letter.isupper()), family_name[:1])


def _approved_photo(provider: Provider) -> Photo | None:
    photo = getattr(provider, "photo", None)
    if photo is None:
        return None
    photo.approved_words = provider.words_of_photo
    return photo if photo.is_approved else None


def _until(day: date | None) -> str:
    if day is None:
        return ""
    return gettext("Sees patients here until %(day)s") % {"day": formats.date_format(day)}


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """What staff wrote, with an empty line between paragraphs; none when nothing was approved."""

    paragraphs: tuple[str, ...]
    foreign_language: str  # "" when it is that of the page

    @classmethod
    def of(cls, said: Said) -> Self:
        parts = with_plain_line_ends(said.words).split("\n\n")
        return cls(tuple(" ".join(part.split()) for part in parts if part.strip()), said.foreign_language)


@dataclass(frozen=True, slots=True)
class DoctorPage:
    """All that patients may read about a doctor: providers/doctor.html."""

    name: str
    credentials: str  # "MD, PhD" or ""
    url: str
    slug: str
    initials: str  # stand for the photo
    photo: Photo | None  # as a reviewer approved it
    must_confirm: bool  # the national register has ended the doctor's number
    former_names: str
    leaving: Leaving | None
    specialty_text: str
    languages: tuple[LanguageName, ...]
    languages_checked_text: str
    procedures: tuple[ProcedureFact, ...]
    first_visit: FirstVisit
    practices: tuple[PracticeLines, ...]
    training: Training
    biography: Paragraphs
    publications: tuple[PublicationLine, ...]

    @classmethod
    def of(cls, provider: Provider, *, articles: Collection[str] = (), at: date | None = None) -> Self:
        """From a provider of `doctors_for_page()`, as read on the day `at` (today).

        `articles` are the addresses of the operations that patients can read about.
        """
        at = at or timezone.localdate()
        return cls(
            name=provider.full_name,
            credentials=provider.credentials,
            url=provider.get_absolute_url(),
            slug=provider.slug,
            initials=provider.given_name[:1] + _first_capital(provider.family_name),
            photo=_approved_photo(provider),
            must_confirm=provider.is_deactivated,
            former_names=provider.former_names,
            leaving=Leaving.of(provider, at),
            specialty_text=specialty_text(provider.trained_in),
            languages=LanguageName.all_of(provider.speaks),
            languages_checked_text=checked_text(provider.languages_checked_on) if provider.speaks else "",
            procedures=ProcedureFact.all_of(provider.does, provider.full_name, at, articles),
            first_visit=FirstVisit.of(provider),
            practices=tuple(
                PracticeLines.of(practice, provider, at) for practice in provider.practices.all()
            ),
            training=Training.of(provider),
            biography=Paragraphs.of(provider.said("biography", pack_of_the_page().code)),
            publications=tuple(
                PublicationLine.of(each.for_readers()) for each in provider.publications.all()
            ),
        )

    @property
    def name_with_credentials(self) -> str:
        """Like "Dr. Alex Example, MD"."""
        return f"{self.name}, {self.credentials}" if self.credentials else self.name

    @property
    def languages_text(self) -> str:
        return joined_names(self.languages)


def doctors_for_page(doctors: ProviderQuerySet) -> ProviderQuerySet:
    """Doctors with everything that `DoctorPage.of` reads: no query is left for later."""
    practices = (
        Practice.objects.public()
        .select_related("location")
        .annotate(**{"words_of_place": approved_words(Location, "location_id")})
        .order_by("location__name", "pk")
    )
    return (
        with_approved_words(doctors.with_facts(get_language()))
        .annotate(**{"is_deactivated": Exists(Proposal.objects.deactivated().filter(npi=OuterRef("npi")))})
        .annotate(**{"words_of_photo": approved_words(Photo, "photo")})
        .select_related("photo", "successor")
        .defer("photo__content")
        .prefetch_related(
            Prefetch("practices", practices),
            Prefetch(
                "publications", public_sources().order_by(F("facts__year").desc(nulls_last=True), "key")
            ),
            "specialties",
            "board_certifications",
            "state_licenses",
        )
    )
