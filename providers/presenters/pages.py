"""The answers to a search, as pages: what was found, what to try instead, which place was meant."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Self
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext, ngettext

from drez_site.foundation.paging import PageLink
from drez_site.foundation.united_states.states import state_name
from providers.models import Place
from providers.places import AmbiguousPlace
from providers.search import (
    COUNTED_UP_TO,
    LARGEST_PAGE,
    PAGE_SIZE,
    DirectoryQuery,
    Match,
    NoneMatch,
    Relaxed,
    Results,
)

from .doctors import DoctorCard

MOST_NAMESAKES = 5


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str
    detail: str = ""


def search_url(query: DirectoryQuery) -> str:
    """The address of a search: it names a ZIP code or a city, never a point."""
    parts = {
        "near": query.place.as_typed if query.place else "",
        "procedure": query.procedure.slug if query.procedure else "",
        "within": query.within or "",
        "accepting": query.accepting,
        "specialty": query.specialty.code if query.specialty else "",
        "language": query.language.code if query.language else "",
        "telehealth": "yes" if query.telehealth else "",
        "wheelchair": "yes" if query.wheelchair else "",
        "q": query.name,
        "size": query.size if query.size != PAGE_SIZE else "",
        "page": query.page if query.page > 1 else "",
    }
    words = urlencode({name: value for name, value in parts.items() if value})
    return reverse("providers:search") + (f"?{words}" if words else "")


def doctors_text(count: int) -> str:
    """Like "1 doctor", "12 doctors", "1,000+ doctors"."""
    number = f"{_number(COUNTED_UP_TO)}+" if count > COUNTED_UP_TO else _number(count)
    return ngettext("%(count)s doctor", "%(count)s doctors", count) % {"count": number}


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


def cards(matches: tuple[Match, ...], query: DirectoryQuery, at: date | None) -> tuple[DoctorCard, ...]:
    return tuple(DoctorCard.of(match.practice, miles=match.miles, query=query, at=at) for match in matches)


def filter_text(query: DirectoryQuery, name: str) -> str:
    """What a filter that is on asks for, like "Speaks Spanish"."""
    match name:
        case "procedure":
            return _title(query.procedure)
        case "within":
            return gettext("Within %(miles)s") % {"miles": miles_text(query.within)}
        case "specialty":
            return gettext(query.specialty.label)
        case "language":
            return gettext("Speaks %(language)s") % {"language": query.language.translated_name}
        case "accepting" if query.accepting == "confirmed":
            return gettext("New patients: yes")
        case "accepting":
            return gettext("New patients: yes, or not known")
        case "telehealth":
            return gettext("First visit by video")
        case "wheelchair":
            return gettext("Wheelchair access")
        case "name":
            return gettext("Name like “%(name)s”") % {"name": query.name}
    raise ValueError(name)


def filters(query: DirectoryQuery) -> tuple[Link, ...]:
    """The filters that are on, each with the address of the same search without it."""
    return tuple(Link(filter_text(query, name), search_url(query.without(name))) for name in query.filters)


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
    status_in_place: str
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
    all_url: str
    all_text: str
    not_this_place: str
    namesakes: tuple[Link, ...]
    name_note: str

    @classmethod
    def of(cls, results: Results, at: date | None = None) -> Self:
        query, page, doctors = results.query, results.query.page, results.total.doctors
        is_last = page == results.pages
        all_cards = cards(results.matches, query, at)
        heading = _heading(query)
        more = min(query.size, doctors - page * query.size)
        return cls(
            query=query,
            heading=heading,
            title=_with_page(_title_of(query, heading), page),
            status=_status(results, len(all_cards)),
            status_in_place=_shown_of(query, page * query.size - query.size + len(all_cards), doctors),
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
            all_url="" if is_last or query.size == LARGEST_PAGE else search_url(_all_of(query)),
            all_text=gettext("Show all %(doctors)s on one page") % {"doctors": doctors_text(doctors)}
            if doctors <= LARGEST_PAGE
            else gettext("Show %(count)s doctors on one page") % {"count": LARGEST_PAGE},
            not_this_place=_not_this_place(query),
            namesakes=place_links(query.place.namesakes[:MOST_NAMESAKES], query) if query.place else (),
            name_note="" if results.total.named_as_typed else _no_such_name(query),
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


def _all_of(query: DirectoryQuery) -> DirectoryQuery:
    return replace(query, size=LARGEST_PAGE, page=1)


def _not_this_place(query: DirectoryQuery) -> str:
    if not query.place or not query.place.namesakes:
        return ""
    return gettext("Not this %(city)s? Choose yours:") % {"city": query.place.name}


def _no_such_name(query: DirectoryQuery) -> str:
    return gettext("We list nobody called “%(name)s”. These doctors have a name like it.") % {
        "name": query.name
    }


def _status(results: Results, shown: int) -> str:
    """The count, as a sentence for everyone and for screen readers first of all."""
    query, doctors = results.query, results.total.doctors
    if query.page == 1:
        return _shown_of(query, shown, doctors)
    first = (query.page - 1) * query.size + 1
    words = {
        "first": _number(first),
        "last": _number(first + shown - 1),
        "doctors": doctors_text(doctors),
        "place": query.place.label if query.place else "",
    }
    if query.place:
        return gettext("Showing %(first)s to %(last)s of %(doctors)s near %(place)s.") % words
    return gettext("Showing %(first)s to %(last)s of %(doctors)s.") % words


def _shown_of(query: DirectoryQuery, shown: int, doctors: int) -> str:
    """When all doctors before these are on the page, too."""
    words = {
        "shown": _number(shown),
        "doctors": doctors_text(doctors),
        "place": query.place.label if query.place else "",
    }
    if shown >= doctors:
        return (gettext("%(doctors)s near %(place)s.") if query.place else gettext("%(doctors)s.")) % words
    if query.place:
        return gettext("Showing %(shown)s of %(doctors)s near %(place)s.") % words
    return gettext("Showing %(shown)s of %(doctors)s.") % words


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


def _title_of(query: DirectoryQuery, heading: str) -> str:
    """No two states of the search have the same title in a browser's tabs and history."""
    narrowed = [filter_text(query, name) for name in query.filters if name != "procedure"]
    if query.size != PAGE_SIZE:
        narrowed.append(gettext("up to %(count)s on a page") % {"count": query.size})
    return f"{heading}: {', '.join(narrowed)}" if narrowed else heading


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
            nearest=cards(outcome.nearest, outcome.nearest_query or query, at),
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
    if set(query.filters) - {"within", "procedure"}:
        # The filters stand below the heading, one by one.
        if query.radius:
            return gettext("No doctors with all of these filters within %(miles)s of %(place)s") % words
        return gettext("No doctors with all of these filters")
    if query.radius and query.procedure:
        return gettext("No doctors for %(procedure)s within %(miles)s of %(place)s") % words
    if query.radius:
        return gettext("No doctors within %(miles)s of %(place)s") % words
    return gettext("No doctors for %(procedure)s") % words


def _way(query: DirectoryQuery, way: Relaxed) -> Link:
    found, doctors = way.query, doctors_text(way.doctors)
    if found.radius:
        doctors = gettext("%(doctors)s within %(miles)s") % {
            "doctors": doctors,
            "miles": miles_text(found.radius),
        }
    if way.dropped == "within":
        return Link(gettext("Look at any distance"), search_url(found), doctors)
    if not way.dropped:
        return Link(gettext("Take off all filters"), search_url(found), doctors)
    text = gettext("Take off “%(filter)s”") % {"filter": filter_text(query, way.dropped)}
    return Link(text, search_url(found), doctors)


def _nearest_heading(query: DirectoryQuery, found: DirectoryQuery | None) -> str:
    """Says which of the wishes these doctors do not meet."""
    if found is None:
        return ""
    given_up = [name for name in query.filters if name != "within" and name not in found.filters]
    if not given_up and query.procedure and query.filters in (("procedure",), ("procedure", "within")):
        return gettext("The nearest doctors for %(procedure)s") % {"procedure": _title(query.procedure)}
    if not given_up and found.filters:
        return gettext("The nearest doctors who match your other filters")
    if not given_up:
        return gettext("The nearest doctors")
    if given_up == ["procedure"]:
        return (
            gettext("The nearest doctors for any operation")
            if query.place
            else gettext("Doctors for any operation")
        )
    without = ", ".join(f"“{filter_text(query, name)}”" for name in given_up)
    if query.place:
        return gettext("The nearest doctors without %(filters)s") % {"filters": without}
    return gettext("Doctors without %(filters)s") % {"filters": without}


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
