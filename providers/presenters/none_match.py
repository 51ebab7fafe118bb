"""When nobody matches: what to ask instead, and the nearest doctors anyway."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from django.utils.translation import gettext

from drez_site.foundation.languages.in_sentences import in_a_sentence
from drez_site.foundation.links import Link
from providers.models import Place
from providers.search import DirectoryQuery, NoneMatch, Relaxed, farther_than

from .addresses import search_url
from .cards import DoctorCard, cards, order_text
from .facts import nearest_known_text, nearest_text
from .filter_words import ActiveFilters, filter_text, operation_text
from .namesakes import Namesakes
from .numbers import doctors_text, miles_text
from .off_the_map import MaybeNear


@dataclass(frozen=True, slots=True)
class NoneMatchPage:
    """providers/none_match.html: nobody matches, and yet it is no dead end."""

    template = "providers/none_match.html"

    query: DirectoryQuery
    heading: str  # "No doctors within 50 miles of Asheville, NC 28801", "We list no doctors yet"
    ways: tuple[Link, ...]  # wider searches that find somebody, each with whom
    nearest: tuple[DoctorCard, ...]  # up to three, at any distance; none only if nobody at all is listed
    nearest_heading: str
    order_text: str
    filters: ActiveFilters
    namesakes: Namesakes | None
    maybe_near: tuple[MaybeNear, ...]

    @classmethod
    def of(cls, outcome: NoneMatch, at: date | None = None) -> Self:
        query = outcome.query
        maybe_near = MaybeNear.all_of(outcome.off_the_map, query)
        return cls(
            query=query,
            heading=_heading(query, outcome, maybe_near),
            ways=tuple(_way(outcome, way) for way in outcome.ways),
            nearest=cards(outcome.nearest, outcome.nearest_query or query, at, asked=query),
            nearest_heading=_nearest_heading(query, outcome.nearest_query),
            order_text=order_text(query.place),
            filters=ActiveFilters.of(query),
            namesakes=Namesakes.of(query),
            maybe_near=maybe_near,
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
    def asked(self) -> str:
        return self.heading

    @property
    def is_placed(self) -> bool:
        return self.query.place is not None

    @property
    def directory_is_empty(self) -> bool:
        return not self.nearest


def _heading(query: DirectoryQuery, outcome: NoneMatch, maybe_near: tuple[MaybeNear, ...]) -> str:
    within = next((each for each in maybe_near if each.is_near), None)
    if within and query.place and query.radius:
        return gettext("%(doctors)s may be within %(miles)s of %(place)s") % {
            "doctors": within.doctors_text,
            "miles": miles_text(query.radius),
            "place": query.place.label,
        }
    return _nobody(query) if outcome.nearest_query else gettext("We list no doctors yet")


def _nobody(query: DirectoryQuery) -> str:
    words = {
        "procedure": in_a_sentence(operation_text(query.procedure)) if query.procedure else "",
        "miles": miles_text(query.radius) if query.radius else "",
        "place": query.place.label if query.place else "",
    }
    if set(query.filters) - {"within", "procedure"}:
        # The filters stand below the heading, one by one.
        if len(set(query.filters) - {"within"}) == 1:
            if query.radius:
                return gettext("No doctors with this filter within %(miles)s of %(place)s") % words
            return gettext("No doctors with this filter")
        if query.radius:
            return gettext("No doctors with all of these filters within %(miles)s of %(place)s") % words
        return gettext("No doctors with all of these filters")
    if query.radius and query.procedure:
        return gettext("No doctors for %(procedure)s within %(miles)s of %(place)s") % words
    if query.radius:
        return gettext("No doctors within %(miles)s of %(place)s") % words
    return gettext("No doctors for %(procedure)s") % words


def _way(outcome: NoneMatch, way: Relaxed) -> Link:
    """The nearest are the first of those whom the way leads to, if it leads farther away."""
    query, nearest = outcome.query, outcome.nearest
    if way.dropped == "within" and nearest and nearest[0].miles is not None:
        miles = farther_than(nearest[0].miles)
        text = gettext("Search within %(miles)s") % {"miles": miles_text(miles)}
        how_far = nearest_known_text if outcome.off_the_map else nearest_text
        return Link(text, search_url(replace(way.query, within=miles)), how_far(nearest[0].miles))
    found, doctors = way.query, doctors_text(way.doctors)
    if found.radius:
        doctors = gettext("%(doctors)s within %(miles)s") % {
            "doctors": doctors,
            "miles": miles_text(found.radius),
        }
    if way.dropped == "within":
        return Link(gettext("Search at any distance"), search_url(found), doctors)
    if not way.dropped:
        return Link(gettext("Remove all filters"), search_url(found), doctors)
    text = gettext("Remove “%(filter)s”") % {"filter": filter_text(query, way.dropped)}
    return Link(text, search_url(found), doctors)


def _nearest_heading(query: DirectoryQuery, found: DirectoryQuery | None) -> str:
    """Says which of the wishes these doctors do not meet."""
    if found is None:
        return ""
    given_up = [name for name in query.filters if name != "within" and name not in found.filters]
    if not given_up and query.procedure and query.filters in (("procedure",), ("procedure", "within")):
        return gettext("The nearest doctors for %(procedure)s") % {
            "procedure": in_a_sentence(operation_text(query.procedure))
        }
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
