"""Places of practice that may be near, though nobody can say how far."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from drez_site.foundation.links import Link
from providers.search import DirectoryQuery, OffTheMap

from .addresses import search_url
from .numbers import doctors_text, number_text

MOST_NAMED = 10  # a region whose places have no positions yet may have hundreds


@dataclass(frozen=True, slots=True)
class MaybeNear:
    """providers/_maybe_near.html: with a link to each place; false when there is none."""

    doctors_text: str  # "2 doctors"
    text: str  # "2 doctors may be near New Orleans, LA. How far away, we do not know. Call to ask:"
    links: tuple[Link, ...]  # the nearest by the middle of their ZIP codes, then the list with all others

    @classmethod
    def of(cls, places: Sequence[OffTheMap], query: DirectoryQuery) -> Self:
        everybody = doctors_text(len(frozenset[int]().union(*(each.doctors for each in places))))
        words = {"doctors": everybody, "place": query.place.label if query.place else ""}
        text = (
            gettext("%(doctors)s may be near %(place)s. How far away, we do not know. Call to ask:") % words
        )
        links = tuple(map(_link, places[:MOST_NAMED]))
        if more := len(places) - len(links):
            said = ngettext("%(count)s more place", "%(count)s more places", more)
            links += (Link(said % {"count": number_text(more)}, search_url(query.at_any_distance())),)
        return cls(everybody, text, links)

    def __bool__(self) -> bool:
        return bool(self.links)


def _link(place: OffTheMap) -> Link:
    address = reverse("providers:location", args=[place.slug])
    detail = f"{place.city}, {place.state}: {doctors_text(len(place.doctors))}"
    return Link(place.name, address, detail)
