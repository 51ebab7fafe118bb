"""The doctors who match a search, one page of them."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from django.utils.translation import gettext, ngettext

from drez_site.foundation.languages.in_sentences import in_a_sentence
from drez_site.foundation.paging import Pager
from providers.models import Place
from providers.search import LARGEST_PAGE, PAGE_SIZE, DirectoryQuery, Results

from .addresses import asked_of_all, search_url
from .cards import DoctorCard, cards, order_text
from .facts import nearest_known_text, nearest_text, next_text
from .filter_words import ActiveFilters, filter_text, operation_text
from .namesakes import Namesakes
from .numbers import doctors_text, number_text
from .off_the_map import MaybeNear

FAR = 100  # miles in a straight line: hours on the road


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """providers/results.html: somebody matches."""

    template = "providers/results.html"

    query: DirectoryQuery
    heading: str  # "Doctors, nearest to Durham, NC 27710 first", "All doctors"
    title: str  # the heading with all that narrows it: unlike that of any other state of the search
    status: str  # "Showing 10 of 12 doctors."
    status_with_earlier_pages: str  # the same when the pages before this one are shown above it
    order_text: str
    cards: tuple[DoctorCard, ...]  # the distance is known, or the patient gave no place
    unplaced: tuple[DoctorCard, ...]  # after them: the distance is not known
    filters: ActiveFilters
    pager: Pager
    namesakes: Namesakes | None
    name_note: str  # that nobody has the name that was asked for; "" when somebody has
    maybe_near: tuple[MaybeNear, ...]

    @classmethod
    def of(cls, results: Results, at: date | None = None) -> Self:
        query, doctors = results.query, results.total.doctors
        shown = cards(results.matches, query, at)
        heading = _heading(query)
        return cls(
            query=query,
            heading=heading,
            title=_with_page(_title_of(query, heading), query.page),
            status=_status(results, len(shown)),
            status_with_earlier_pages=_shown_of((query.page - 1) * query.size + len(shown), doctors),
            order_text=order_text(query.place),
            cards=tuple(card for card in shown if card.miles is not None or query.place is None),
            unplaced=tuple(card for card in shown if card.miles is None and query.place is not None),
            filters=ActiveFilters.of(query),
            pager=_pager(results),
            namesakes=Namesakes.of(query),
            name_note="" if results.total.named_as_typed else _no_such_name(query),
            maybe_near=MaybeNear.all_of(results.off_the_map, query),
        )

    @property
    def place(self) -> Place | None:
        return self.query.place

    @property
    def asked(self) -> str:
        """What was asked, as the heading of the page; "" when that is only for doctors."""
        return self.heading if self.query.place or self.query.procedure else ""

    @property
    def fields(self) -> list[tuple[str, str]]:
        """What the form of the checked doctors says besides them: the search that leads back here."""
        return asked_of_all(self.query)

    @property
    def chosen_elsewhere(self) -> list[str]:
        """The slugs of doctors whom she checked on other pages of the list."""
        here = {card.slug for card in (*self.cards, *self.unplaced)}
        return [slug for slug in self.query.chosen if slug not in here]

    @property
    def card_level(self) -> int:
        """Of the headings of the cards: right below that of the page, or of the list."""
        return 2 if self.asked else 3

    @property
    def is_placed(self) -> bool:
        """Whether it is known from where to measure: then the doctors come before the form for the place."""
        return self.query.place is not None

    @property
    def unplaced_heading(self) -> str:
        return gettext("Distance unknown")

    @property
    def unplaced_text(self) -> str:
        return gettext("We do not know exactly where these doctors see patients. Call to ask.")


def _heading(query: DirectoryQuery) -> str:
    words = {
        "procedure": in_a_sentence(operation_text(query.procedure)) if query.procedure else "",
        "place": query.place.label if query.place else "",
    }
    if query.place and query.procedure:
        return gettext("Doctors for %(procedure)s, nearest to %(place)s first") % words
    if query.place:
        return gettext("Doctors, nearest to %(place)s first") % words
    return gettext("Doctors for %(procedure)s") % words if query.procedure else gettext("All doctors")


def _no_such_name(query: DirectoryQuery) -> str:
    return gettext("No doctor is listed as “%(name)s”. Showing similar names.") % {"name": query.name}


def _status(results: Results, shown: int) -> str:
    """The count, as a sentence for everyone and for screen readers first of all."""
    query, doctors = results.query, results.total.doctors
    if query.page == 1:
        return f"{_shown_of(shown, doctors)} {_how_far(results)}".strip()
    first = (query.page - 1) * query.size + 1
    return gettext("Showing %(first)s to %(last)s of %(doctors)s.") % {
        "first": number_text(first),
        "last": number_text(first + shown - 1),
        "doctors": doctors_text(doctors),
    }


def _how_far(results: Results) -> str:
    """How far away the first doctor is who is far, and what to ask; "" when none on this page is."""
    known = [match.miles for match in results.matches if match.miles is not None]
    near = sum(miles < FAR for miles in known)
    if near == len(known) or results.query.telehealth:
        return ""
    by_video = gettext("Ask if the first visit can be by video.")
    if results.off_the_map:  # one of these may be the next
        return "" if near else f"{nearest_known_text(known[0])} {by_video}"
    if not near:
        return f"{nearest_text(known[0])} {by_video}"
    is_surely_next = not results.total.unplaced
    return f"{next_text(near, known[near], FAR, is_surely_next=is_surely_next)} {by_video}"


def _shown_of(shown: int, doctors: int) -> str:
    """When all doctors before these are on the page, too."""
    words = {"shown": number_text(shown), "doctors": doctors_text(doctors)}
    if shown >= doctors:
        return gettext("%(doctors)s.") % words
    return gettext("Showing %(shown)s of %(doctors)s.") % words


def _pager(results: Results) -> Pager:
    query, doctors = results.query, results.total.doctors
    is_last = query.page == results.pages
    more = min(query.size, doctors - query.page * query.size)
    more_text = ngettext("Show %(count)s more doctor", "Show %(count)s more doctors", more) % {"count": more}
    all_text = (
        gettext("Show all %(doctors)s on one page") % {"doctors": doctors_text(doctors)}
        if doctors <= LARGEST_PAGE
        else gettext("Show %(count)s doctors on one page") % {"count": LARGEST_PAGE}
    )
    has_longer = not is_last and query.size != LARGEST_PAGE
    return Pager.of(
        query.page,
        results.pages,
        lambda number: search_url(query.on_page(number)),
        more_text="" if is_last else more_text,
        all_url=search_url(replace(query, size=LARGEST_PAGE, page=1)) if has_longer else "",
        all_text=all_text if has_longer else "",
    )


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
