"""Single facts about a doctor or a place, in words that say no more than we know."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from drez_site.foundation.languages.in_sentences import in_a_sentence, language_in_a_sentence
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE, pack_of_the_page
from drez_site.foundation.texts_by_language import Said
from drez_site.foundation.united_states.place_names import search_name
from providers.freshness import CHECKED_IS_GOOD_FOR, CheckedWith
from providers.models import Language, Location, Place, Practice, Provider
from providers.models.facts import SpokenLanguage
from providers.search import OffTheMap


def month(day: date) -> str:
    """Like "October 2026"."""
    return formats.date_format(day, "YEAR_MONTH_FORMAT")


@dataclass(frozen=True, slots=True)
class Lines:
    """What staff wrote, line by line; none when it is not known."""

    lines: tuple[str, ...]
    foreign_language: str  # "" when it is that of the page

    @classmethod
    def of(cls, said: Said) -> Self:
        return cls(
            tuple(line.strip() for line in said.words.splitlines() if line.strip()), said.foreign_language
        )

    @classmethod
    def of_hours(cls, text: str) -> Self:
        """Days and times in the language of the page, if it can say all of them; staff write English."""
        page = pack_of_the_page().code
        typed = cls.of(Said(text, "" if page == SOURCE_LANGUAGE else SOURCE_LANGUAGE))
        translated = [pack_of_the_page().hours_from_english(line) for line in typed.lines]
        return cls(tuple(filter(None, translated)), "") if all(translated) else typed


def specialty_text(labels: list[str]) -> str:
    """Like "Neurosurgeon, Pain medicine doctor"; "" when none is known."""
    return ", ".join(gettext(label) for label in labels)


def checked_text(day: date | None, checked_with: str = CheckedWith.OFFICE) -> str:
    """Like "Checked October 2026"; "" when nobody wrote down when."""
    if day is None:
        return ""
    if checked_with == CheckedWith.WEBSITE:
        return from_the_website(day)
    return gettext("Checked %(month)s") % {"month": month(day)}


def from_the_website(day: date) -> str:
    return gettext("From the office’s website, %(month)s") % {"month": month(day)}


def map_url(location: Location) -> str:
    """A map around the place, on openstreetmap.org; "" when we do not know exactly where the place is.

    It holds the place's own position only: nothing of where the reader is, or looked from.
    """
    if not is_exact(location):
        return ""
    point = f"mlat={location.latitude:.5f}&mlon={location.longitude:.5f}"
    return f"https://www.openstreetmap.org/?{point}#map=17/{location.latitude:.5f}/{location.longitude:.5f}"


def directions_url(location: Location) -> str:
    """The way there, from wherever the reader tells openstreetmap.org; "" like `map_url`."""
    if not is_exact(location):
        return ""
    return f"https://www.openstreetmap.org/directions?to={location.latitude:.5f}%2C{location.longitude:.5f}"


def is_exact(location: Location) -> bool:
    """Whether we know where the place is, not only in which ZIP code."""
    return location.latitude is not None and location.located_by != Location.LocatedBy.ZIP_CENTER


def distance_text(miles: float | None, place: Place | None, location: Location) -> str:
    """How far, no more exactly than we know it.

    A ZIP code or a city stands for a home somewhere inside it, so the distance is said in whole miles.
    """
    if place is None:
        return ""
    if miles is None:
        return gettext("Distance unknown")
    is_same_zip = _is_same_zip(place, location)
    if miles < 1:
        return gettext("Same ZIP area") if is_same_zip else gettext("Less than 1 mile away")
    away = _miles_away(miles)
    return gettext("Same ZIP area, about %(distance)s") % _within(away) if is_same_zip else away


def same_area_text(place: Place | None, address: Location | OffTheMap) -> str:
    """What is known of how near an address is that nobody can measure to; "" when it is elsewhere."""
    if place is None:
        return ""
    if place.is_zip_code and place.zip_code == address.zip_code:
        return gettext("in the same ZIP code")
    is_in_a_city = place.kind in (Place.Kind.ZIP, Place.Kind.CITY)
    is_same = (search_name(address.city), address.state) == (search_name(place.name), place.state)
    return gettext("in the same city") if is_in_a_city and is_same else ""


def next_text(near: int, miles: float, far: int, *, is_surely_next: bool = True) -> str:
    """After so many doctors who are nearer than what is `far`, in miles, how far away the next one is."""
    near_ones = ngettext(
        "%(count)s doctor is within %(far)s miles.", "%(count)s doctors are within %(far)s miles.", near
    ) % {"count": near, "far": far}
    next_one = (
        gettext("The next is %(distance)s.")
        if is_surely_next
        else gettext("The next whose distance we know is %(distance)s.")
    )
    return f"{near_ones} {next_one % _within(_miles_away(miles))}"


def nearest_text(miles: float) -> str:
    """How far the first of a list is, when that is far: "near" means one thing in Boston, another in Guam."""
    return gettext("The nearest is %(distance)s.") % _within(_miles_away(miles))


def nearest_known_text(miles: float) -> str:
    """The same where others, whose distance nobody can tell, may be nearer."""
    return gettext("The nearest whose distance we know is %(distance)s.") % _within(_miles_away(miles))


def _is_same_zip(place: Place, location: Location) -> bool:
    """Then a distance from the middle of the ZIP code says little: the patient may live next door."""
    return place.is_zip_code and place.zip_code == location.zip_code


def _within(distance: str) -> dict[str, str]:
    """A distance that does not begin its sentence: "a 5 millas"."""
    return {"distance": in_a_sentence(distance)}


def _miles_away(miles: float) -> str:
    whole = round(miles)
    return ngettext("%(miles)s mile away", "%(miles)s miles away", whole) % {
        "miles": formats.number_format(whole, force_grouping=True)
    }


@dataclass(frozen=True, slots=True)
class Fact:
    """A question that has yes, no, or no known answer; an answer that is too old is not known."""

    state: str  # "yes", "no" or "unknown"
    text: str
    checked_on: date | None = None
    checked_with: str = CheckedWith.OFFICE

    @property
    def checked_text(self) -> str:
        """Like "Checked October 2026"; "" when not known."""
        return "" if self.state == "unknown" else checked_text(self.checked_on, self.checked_with)

    @classmethod
    def of(cls, answer: bool | None, yes: str, no: str, unknown: str, checked_on: date | None = None) -> Self:
        if answer is None:
            return cls("unknown", unknown, checked_on)
        return cls("yes", yes, checked_on) if answer else cls("no", no, checked_on)


def accepting(
    answer: bool | None, checked_on: date | None, at: date, checked_with: str = CheckedWith.OFFICE
) -> Fact:
    """Whether new patients are taken, if the office said so lately enough to count."""
    is_fresh = checked_on is not None and at - checked_on <= CHECKED_IS_GOOD_FOR
    fact = Fact.of(
        answer if is_fresh else None,
        gettext("Accepting new patients"),
        gettext("Not accepting new patients"),
        gettext("New patients: ask the clinic"),
        checked_on,
    )
    return replace(fact, checked_with=checked_with)


def new_patients(practice: Practice, provider: Provider, at: date) -> Fact:
    """Whether the doctor takes new patients there; nobody on leave does, whatever the office said before."""
    if provider.on_leave_until and provider.is_on_leave(at):
        words = {"day": formats.date_format(provider.on_leave_until)}
        return Fact("unknown", gettext("On leave until %(day)s") % words)
    return accepting(practice.accepting_new_patients, practice.checked_on, at, practice.checked_with)


def video(answer: bool | None, checked_on: date | None = None) -> Fact:
    return Fact.of(
        answer,
        gettext("First visit by video is possible"),
        gettext("No first visit by video"),
        gettext("Video visits: ask the clinic"),
        checked_on,
    )


def referral(answer: bool | None, checked_on: date | None = None) -> Fact:
    return Fact.of(
        answer,
        gettext("You need a referral"),
        gettext("No referral needed"),
        gettext("Referral: ask the clinic"),
        checked_on,
    )


def wheelchair(answer: bool | None) -> Fact:
    return Fact.of(
        answer,
        gettext("Wheelchair access from the street to the examination room"),
        gettext("No full wheelchair access: ask the clinic what they can do"),
        gettext("Ask the clinic"),
    )


def wheelchair_in_short(answer: bool | None) -> Fact:
    """For a card, where one line has to do."""
    return Fact.of(
        answer,
        gettext("Wheelchair access"),
        gettext("No full wheelchair access"),
        gettext("Wheelchair access: ask the clinic"),
    )


@dataclass(frozen=True, slots=True)
class LanguageName:
    """A language named in the page's own language, and as its speakers name it."""

    name: str
    endonym: str
    code: str

    @classmethod
    def of(cls, code: str, name: str, endonym: str) -> Self:
        return cls(Language(code=code, name=name).translated_name, endonym, code)

    @classmethod
    def all_of(cls, speaks: list[SpokenLanguage]) -> tuple[Self, ...]:
        """From the annotation `speaks` of `providers.models.facts`."""
        return tuple(cls.of(**fact) for fact in speaks)


def names_in_a_row(languages: tuple[LanguageName, ...]) -> list[str]:
    """As one sentence names them: “English” and “Spanish”, but “Inglés” and “español”."""
    names = [language_in_a_sentence(language.name) for language in languages]
    return [capfirst(names[0]), *names[1:]] if names else []


def joined_names(languages: tuple[LanguageName, ...]) -> str:
    """Like "English, Spanish"; "" when none is known."""
    return ", ".join(names_in_a_row(languages))


@dataclass(frozen=True, slots=True)
class LocationLine:
    """A place of practice in one line."""

    name: str
    city: str
    state: str
    url: str
    is_approximate: bool

    @classmethod
    def of(cls, location: Location) -> Self:
        return cls(
            location.name,
            location.city,
            location.state,
            location.get_absolute_url(),
            location.located_by == Location.LocatedBy.ZIP_CENTER,
        )

    @property
    def city_state(self) -> str:
        """Like "Durham, NC"."""
        return f"{self.city}, {self.state}"


def address_lines(location: Location) -> tuple[str, ...]:
    last = f"{location.city}, {location.state} {location.zip_code}"
    return (location.street, last) if location.street else (last,)
