"""Places of practice that may be near, though nobody can say how far."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from drez_site.foundation.links import Link
from providers.search import DirectoryQuery, OffTheMap

from .numbers import doctors_text, number_text

MOST_NAMED = 10  # at once
MOST_LISTED = 100  # behind a fold; a region whose places have no positions yet may have hundreds


@dataclass(frozen=True, slots=True)
class MaybeNear:
    """providers/_maybe_near.html: with a link to each place; false when there is none."""

    doctors_text: str  # "2 doctors"
    text: str  # "2 doctors may be near New Orleans, LA. How far away, we do not know. Call to ask:"
    links: tuple[Link, ...]  # the nearest by the middle of their ZIP codes
    more_text: str  # "12 more places", or ""
    more: tuple[Link, ...]
    elsewhere: str  # the address of the page that has them, where this one has none of them

    @classmethod
    def of(cls, places: Sequence[OffTheMap], query: DirectoryQuery, *, elsewhere: str = "") -> Self:
        """`elsewhere` is the address of the search for this query, for a page that has no room for all."""
        everybody = doctors_text(len(frozenset[int]().union(*(each.doctors for each in places))))
        words = {"doctors": everybody, "place": query.place.label if query.place else ""}
        text = (
            gettext("%(doctors)s may be near %(place)s. How far away, we do not know. Call to ask:") % words
        )
        named, rest = places[:MOST_NAMED], places[MOST_NAMED:]
        more = () if elsewhere else tuple(map(_link, rest[:MOST_LISTED]))
        return cls(everybody, text, tuple(map(_link, named)), _more_text(len(rest)), more, elsewhere)

    def __bool__(self) -> bool:
        return bool(self.links)


def _more_text(more: int) -> str:
    if not more:
        return ""
    if more > MOST_LISTED:
        said = gettext("The nearest %(listed)s of %(count)s more places")
        return said % {"listed": number_text(MOST_LISTED), "count": number_text(more)}
    return ngettext("%(count)s more place", "%(count)s more places", more) % {"count": number_text(more)}


def _link(place: OffTheMap) -> Link:
    address = reverse("providers:location", args=[place.slug])
    detail = f"{place.city}, {place.state}: {doctors_text(len(place.doctors))}"
    return Link(place.name, address, detail)
