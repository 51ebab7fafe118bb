"""The addresses of searches: every state of the search is a link that can be shared."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.urls import reverse

from drez_site.foundation.content_version import once_per_content_version
from drez_site.foundation.links import Link
from drez_site.foundation.united_states.states import STATES
from providers.models import Place
from providers.search import PAGE_SIZE, DirectoryQuery


def search_url(query: DirectoryQuery, near: str = "") -> str:
    """The address of a search: it names a ZIP code or a city, never a point.

    `near` are other words than those of its place.
    """
    return _search() + asked_words(query, near)


UrlOf = Callable[[str], str]  # from words for a place to the address of a page that is asked near it


def search_elsewhere(query: DirectoryQuery) -> UrlOf:
    """The same search near the place that other words mean, from its first page."""
    first_page = query.on_page(1)
    return lambda words: search_url(first_page, near=words)


def state_as_typed(state: str) -> str:
    """Words that ask where in this state: its code, like "WA", is read as "Washington State"."""
    return f"{STATES[state]} State"


def asked_words(query: DirectoryQuery, near: str = "") -> str:
    """What a search asks, as the end of an address: "?near=27710&within=50"; "" when it asks nothing.

    `near` are other words than those of its place.
    """
    page = [("page", query.page)] if query.page > 1 else []
    words = urlencode([*asked_of_all(query, near), *page, *(("d", slug) for slug in query.chosen)])
    return f"?{words}" if words else ""


def asked_of_all(query: DirectoryQuery, near: str = "") -> list[tuple[str, str]]:
    """The fields of an address that are the same for all pages of its list, each with its value."""
    parts: dict[str, str | int] = {
        "near": near or (query.place.as_typed if query.place else ""),
        "procedure": query.procedure.slug if query.procedure else "",
        "within": query.within or "",
        "accepting": query.accepting,
        "specialty": query.specialty.code if query.specialty else "",
        "language": query.language.code if query.language else "",
        "telehealth": "yes" if query.telehealth else "",
        "wheelchair": "yes" if query.wheelchair else "",
        "q": query.name,
        "size": query.size if query.size != PAGE_SIZE else "",
    }
    return [(name, str(value)) for name, value in parts.items() if value]


@once_per_content_version
def _search() -> str:
    """Looking up an address by its name takes longer than all the rest."""
    return reverse("providers:search")


def place_links(places: tuple[Place, ...], url_of: UrlOf) -> tuple[Link, ...]:
    """The same page near each of the places: "Springfield, IL"."""
    return tuple(Link(place.label, url_of(place.as_typed)) for place in places)
