"""Places of practice that may be near, though nobody can say how far."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from drez_site.foundation.united_states.phones import PhoneNumber
from providers.search import DirectoryQuery, OffTheMap

from .facts import same_area_text
from .numbers import doctors_text, miles_text, number_text

MOST_NAMED = 10  # at once
MOST_LISTED = 100  # behind a fold; a region whose places have no positions yet may have hundreds


@dataclass(frozen=True, slots=True)
class PlaceToCall:
    """One of the places, with its page, what is known of where it is, and its number."""

    text: str
    url: str
    detail: str  # "New Orleans, LA: 2 doctors, in the same ZIP code"
    phone: PhoneNumber | None


@dataclass(frozen=True, slots=True)
class MaybeNear:
    """One list of providers/_maybe_near.html: with a link to each place."""

    is_near: bool  # within the limit that was asked for, as far as anybody can tell
    doctors_text: str  # "2 doctors"
    text: str  # "2 doctors may be near New Orleans, LA. How far away, we do not know. Call to ask:"
    links: tuple[PlaceToCall, ...]  # the nearest by the middle of their ZIP codes
    more_text: str  # "12 more places", or ""
    more: tuple[PlaceToCall, ...]
    elsewhere: str  # the address of the page that has them, where this one has none of them

    @classmethod
    def all_of(
        cls, places: Sequence[OffTheMap], query: DirectoryQuery, *, elsewhere: str = ""
    ) -> tuple[Self, ...]:
        """First those that may be near, then those that may only be nearer than any known one.

        `elsewhere` is the address of the search for this query, for a page that has no room for all.
        """
        lists = ((near, [each for each in places if each.is_near is near]) for near in (True, False))
        return tuple(cls._of(near, listed, query, elsewhere) for near, listed in lists if listed)

    @classmethod
    def _of(cls, near: bool, places: Sequence[OffTheMap], query: DirectoryQuery, elsewhere: str) -> Self:
        everybody = doctors_text(len(frozenset[int]().union(*(each.doctors for each in places))))
        named, rest = places[:MOST_NAMED], places[MOST_NAMED:]
        more = () if elsewhere else tuple(_to_call(each, query) for each in rest[:MOST_LISTED])
        return cls(
            is_near=near,
            doctors_text=everybody,
            text=_text(near, everybody, query),
            links=tuple(_to_call(each, query) for each in named),
            more_text=_more_text(len(rest)),
            more=more,
            elsewhere=elsewhere,
        )


def _text(near: bool, everybody: str, query: DirectoryQuery) -> str:
    words = {
        "doctors": everybody,
        "place": query.place.label if query.place else "",
        "miles": miles_text(query.radius) if query.radius else "",
    }
    if not near:
        text = gettext(
            "%(doctors)s may be nearer to %(place)s than any doctor whose distance we know. Call to ask:"
        )
    elif query.radius:
        text = gettext(
            "%(doctors)s may be within %(miles)s of %(place)s. How far away, we do not know. Call to ask:"
        )
    else:
        text = gettext("%(doctors)s may be near %(place)s. How far away, we do not know. Call to ask:")
    return text % words


def _more_text(more: int) -> str:
    if not more:
        return ""
    if more > MOST_LISTED:
        said = gettext("The nearest %(listed)s of %(count)s more places")
        return said % {"listed": number_text(MOST_LISTED), "count": number_text(more)}
    return ngettext("%(count)s more place", "%(count)s more places", more) % {"count": number_text(more)}


def _to_call(place: OffTheMap, query: DirectoryQuery) -> PlaceToCall:
    known = f"{place.city}, {place.state}: {doctors_text(len(place.doctors))}"
    area = same_area_text(query.place, place)
    return PlaceToCall(
        text=place.name,
        url=reverse("providers:location", args=[place.slug]),
        detail=f"{known}, {area}" if area else known,
        phone=PhoneNumber.of(place.phone, place.name),
    )
