"""The answers to a search, as pages: what was found, what to try instead, which place was meant."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Self
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext, ngettext

from providers.models import Place
from providers.places import AmbiguousPlace, state_name
from providers.search import (
    COUNTED_UP_TO,
    PAGE_SIZE,
    DirectoryQuery,
    Match,
    NoneMatch,
    Relaxed,
    Results,
)

from .doctors import DoctorCard


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PageLink:
    """The way to a page of results; a gap leads nowhere and stands for the pages left out."""

    number: int | None
    url: str = ""
    is_current: bool = False

    @property
    def is_gap(self) -> bool:
        return self.number is None


def search_url(query: DirectoryQuery) -> str:
    """The address of a search: it names a ZIP code or a city, never a point."""
    parts = {
        "near": query.place.as_typed if query.place else "",
        "procedure": query.procedure.slug if query.procedure else "",
        "within": query.within or "",
        "page": query.page if query.page > 1 else "",
    }
    words = urlencode({name: value for name, value in parts.items() if value})
    return reverse("providers:search") + (f"?{words}" if words else "")


def doctors_text(count: int) -> str:
    """Like "1 doctor", "12 doctors", "More than 1,000 doctors"."""
    if count > COUNTED_UP_TO:
        return gettext("More than %(count)s doctors") % {"count": _number(COUNTED_UP_TO)}
    return ngettext("%(count)s doctor", "%(count)s doctors", count) % {"count": _number(count)}


def _in_sentence(count: int) -> str:
    if count > COUNTED_UP_TO:
        return gettext("more than %(count)s doctors") % {"count": _number(COUNTED_UP_TO)}
    return doctors_text(count)


def miles_text(miles: int) -> str:
    return ngettext("%(miles)s mile", "%(miles)s miles", miles) % {"miles": _number(miles)}


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


def cards(matches: tuple[Match, ...], place: Place | None, at: date | None) -> tuple[DoctorCard, ...]:
    return tuple(DoctorCard.of(match.practice, miles=match.miles, place=place, at=at) for match in matches)


def filters(query: DirectoryQuery) -> tuple[Link, ...]:
    """The filters that are on, each with the address of the same search without it."""
    on = []
    if query.procedure:
        on.append(Link(_title(query.procedure), search_url(query.for_any_procedure())))
    if query.radius:
        text = gettext("Within %(miles)s") % {"miles": miles_text(query.within)}
        on.append(Link(text, search_url(query.at_any_distance())))
    return tuple(on)


def clear_url(query: DirectoryQuery) -> str:
    return search_url(query.without_filters()) if query.is_filtered else ""


def _title(procedure) -> str:
    return getattr(procedure, "title", procedure.name)


def _number(number: int) -> str:
    return formats.number_format(number, force_grouping=True)


def _heading(query: DirectoryQuery) -> str:
    words = {
        "procedure": _title(query.procedure) if query.procedure else "",
        "place": query.place.label if query.place else "",
    }
    if query.place and query.procedure:
        return gettext("Doctors for %(procedure)s near %(place)s") % words
    if query.place:
        return gettext("Doctors near %(place)s") % words
    return gettext("Doctors for %(procedure)s") % words if query.procedure else gettext("All doctors")


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """providers/results.html"""

    template = "providers/results.html"

    query: DirectoryQuery
    heading: str
    title: str
    status: str
    total_text: str
    order_text: str
    cards: tuple[DoctorCard, ...]
    unplaced: tuple[DoctorCard, ...]
    filters: tuple[Link, ...]
    clear_url: str
    pages: tuple[PageLink, ...]
    previous_url: str
    next_url: str
    more_text: str

    @classmethod
    def of(cls, results: Results, at: date | None = None) -> Self:
        query, page, doctors = results.query, results.query.page, results.total.doctors
        is_last = page == results.pages
        all_cards = cards(results.matches, query.place, at)
        heading = _heading(query)
        more = min(PAGE_SIZE, doctors - page * PAGE_SIZE)
        return cls(
            query=query,
            heading=heading,
            title=_with_page(heading, page),
            status=_status(results, len(all_cards)),
            total_text=doctors_text(doctors),
            order_text=order_text(query.place),
            cards=tuple(card for card in all_cards if card.miles is not None or query.place is None),
            unplaced=tuple(card for card in all_cards if card.miles is None and query.place is not None),
            filters=filters(query),
            clear_url=clear_url(query),
            pages=_pages(query, results.pages),
            previous_url=search_url(query.on_page(page - 1)) if page > 1 else "",
            next_url="" if is_last else search_url(query.on_page(page + 1)),
            more_text=""
            if is_last
            else ngettext("Show %(count)s more doctor", "Show %(count)s more doctors", more)
            % {"count": more},
        )

    @property
    def place(self) -> Place | None:
        return self.query.place

    @property
    def unplaced_heading(self) -> str:
        return gettext("Distance unknown")

    @property
    def unplaced_text(self) -> str:
        return gettext("We do not know exactly where these doctors see patients. Call to ask.")


def _status(results: Results, shown: int) -> str:
    """The count, as a sentence for everyone and for screen readers first of all."""
    query, doctors = results.query, results.total.doctors
    first = (query.page - 1) * PAGE_SIZE + 1
    words = {
        "first": _number(first),
        "last": _number(first + shown - 1),
        "doctors": doctors_text(doctors) if results.pages == 1 else _in_sentence(doctors),
        "place": query.place.label if query.place else "",
    }
    if results.pages == 1 and query.place:
        return gettext("%(doctors)s near %(place)s.") % words
    if results.pages == 1:
        return gettext("%(doctors)s.") % words
    if query.place:
        return gettext("Showing %(first)s to %(last)s of %(doctors)s near %(place)s.") % words
    return gettext("Showing %(first)s to %(last)s of %(doctors)s.") % words


def _pages(query: DirectoryQuery, last: int) -> tuple[PageLink, ...]:
    """The first, the last, and those around the current page."""
    if last < 2:
        return ()
    shown = sorted({1, last, *range(max(1, query.page - 2), min(last, query.page + 2) + 1)})
    links = []
    for before, number in pairwise([0, *shown]):
        if number - before > 1:
            links.append(PageLink(None))
        links.append(PageLink(number, search_url(query.on_page(number)), number == query.page))
    return tuple(links)


def _with_page(heading: str, page: int) -> str:
    if page == 1:
        return heading
    return gettext("%(heading)s, page %(page)s") % {"heading": heading, "page": page}


@dataclass(frozen=True, slots=True)
class NoneMatchPage:
    """providers/none_match.html"""

    template = "providers/none_match.html"

    query: DirectoryQuery
    heading: str
    ways: tuple[Link, ...]
    nearest: tuple[DoctorCard, ...]
    nearest_heading: str
    order_text: str
    filters: tuple[Link, ...]
    clear_url: str

    @classmethod
    def of(cls, outcome: NoneMatch, at: date | None = None) -> Self:
        query = outcome.query
        return cls(
            query=query,
            heading=_nobody(query) if outcome.nearest_query else gettext("We list no doctors yet"),
            ways=tuple(_way(query, way) for way in outcome.ways),
            nearest=cards(outcome.nearest, query.place, at),
            nearest_heading=_nearest_heading(query, outcome.nearest_query),
            order_text=order_text(query.place),
            filters=filters(query),
            clear_url=clear_url(query),
        )

    @property
    def title(self) -> str:
        return self.heading

    @property
    def status(self) -> str:
        return f"{self.heading}."

    @property
    def place(self) -> Place | None:
        return self.query.place

    @property
    def directory_is_empty(self) -> bool:
        return not self.nearest


def _nobody(query: DirectoryQuery) -> str:
    words = {
        "procedure": _title(query.procedure) if query.procedure else "",
        "miles": miles_text(query.radius) if query.radius else "",
        "place": query.place.label if query.place else "",
    }
    if query.radius and query.procedure:
        return gettext("No doctors for %(procedure)s within %(miles)s of %(place)s") % words
    if query.radius:
        return gettext("No doctors within %(miles)s of %(place)s") % words
    return gettext("No doctors for %(procedure)s") % words


def _way(query: DirectoryQuery, way: Relaxed) -> Link:
    found, doctors = way.query, doctors_text(way.doctors)
    if found.procedure == query.procedure:
        return Link(gettext("Look at any distance"), search_url(found), doctors)
    take_off = gettext("Take off “%(procedure)s”") % {"procedure": _title(query.procedure)}
    if found.radius:
        detail = gettext("%(doctors)s within %(miles)s") % {
            "doctors": doctors,
            "miles": miles_text(found.radius),
        }
        return Link(take_off, search_url(found), detail)
    if query.radius:
        both = gettext("Take off “%(procedure)s” and look at any distance") % {
            "procedure": _title(query.procedure)
        }
        return Link(both, search_url(found), doctors)
    return Link(take_off, search_url(found), doctors)


def _nearest_heading(query: DirectoryQuery, found: DirectoryQuery | None) -> str:
    if found is None:
        return ""
    if found.procedure == query.procedure:
        if query.procedure is None:
            return gettext("The nearest doctors")
        return gettext("The nearest doctors for %(procedure)s") % {"procedure": _title(query.procedure)}
    if query.place:
        return gettext("The nearest doctors for any operation")
    return gettext("Doctors for any operation")


@dataclass(frozen=True, slots=True)
class WhichPlacePage:
    """providers/which_place.html"""

    template = "providers/which_place.html"

    heading: str
    status: str
    note: str
    choices: tuple[Link, ...]

    @classmethod
    def of(cls, asked: AmbiguousPlace, query: DirectoryQuery) -> Self:
        """`query` has the filters that the patient chose; each choice keeps them."""
        kinds, first, count = AmbiguousPlace.Kind, asked.choices[0], len(asked.choices)
        heading = gettext("Which %(name)s do you mean?") % {"name": first.name}
        status = ngettext(
            "%(count)s place matches “%(name)s”.", "%(count)s places match “%(name)s”.", count
        ) % {
            "count": count,
            "name": first.name,
        }
        note = gettext("Not in the list? Type the ZIP code above.")
        if asked.kind is kinds.STATE:
            heading = gettext("Where in %(state)s are you?") % {"state": state_name(first.state)}
            status = gettext("A state is too large to measure from. Choose a city, or type yours above.")
        elif asked.kind is kinds.ADDRESS:
            heading = gettext("Which place do you mean?")
            status = gettext("The ZIP code and the state that you typed do not belong together.")
        elif asked.kind is kinds.ABROAD:
            note = gettext(
                "Is your place in another country? Our list has doctors in the United States only. "
                "Type a US ZIP code or city that you could travel to."
            )
        return cls(heading, status, note, place_links(asked.choices, query))

    @property
    def title(self) -> str:
        return self.heading


def place_links(places: tuple[Place, ...], query: DirectoryQuery) -> tuple[Link, ...]:
    return tuple(Link(place.label, search_url(query.near(place))) for place in places)


@dataclass(frozen=True, slots=True)
class UnrecognisedPage:
    """providers/unrecognised_place.html, for every field that could not be read."""

    template = "providers/unrecognised_place.html"

    heading: str
    errors: tuple[Link, ...]
    suggestions: tuple[Link, ...]

    @classmethod
    def of(cls, form) -> Self:
        """From a form with errors; what could be read of it goes into the suggestions."""
        errors = tuple(Link(str(errors[0]), f"#{form[name].auto_id}") for name, errors in form.errors.items())
        heading = (
            gettext("We could not find that place")
            if list(form.errors) == ["near"]
            else gettext("There is a problem with your search")
        )
        return cls(heading, errors, place_links(form.suggestions, form.query()))

    @property
    def title(self) -> str:
        return gettext("Error: %(heading)s") % {"heading": self.heading}

    @property
    def suggestions_heading(self) -> str:
        return gettext("Did you mean one of these?") if self.suggestions else ""


def page_for(outcome: Results | NoneMatch, at: date | None = None) -> ResultsPage | NoneMatchPage:
    """The page of an outcome. `at` is the day of reading, today if not given."""
    return ResultsPage.of(outcome, at) if isinstance(outcome, Results) else NoneMatchPage.of(outcome, at)
