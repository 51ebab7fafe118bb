"""The map of doctors: the country and one state, drawn, and the list that says the same."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import hypot, log10
from typing import Self

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from drez_site.foundation.accents import in_order_of
from drez_site.foundation.content_version import once_per_content_version
from drez_site.foundation.links import Link
from drez_site.foundation.united_states.states import STATES, state_name
from providers.atlas import listed, outlines
from providers.atlas.listed import Town
from providers.atlas.outlines import Drawing

from .numbers import number_text

SMALLEST, GROWTH = (
    0.011,
    0.006,
)  # radius of a dot for one doctor, and more for ten times as many, as parts of the width


@dataclass(frozen=True, slots=True)
class Shape:
    """A state; `url` leads to its map, and is "" on that map."""

    name: str
    url: str
    path: str


@dataclass(frozen=True, slots=True)
class Dot:
    """Towns, or a state, at a point of the drawing; `text` says what `url` leads to."""

    x: int
    y: int
    radius: int
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class StateInList:
    name: str
    url: str
    text: str  # how many doctors, or places
    towns: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MapPage:
    """providers/map.html. `note` says what the drawing leaves out, or ""."""

    title: str
    lead: str
    state: str  # two letters, or "" for the country
    url: str
    width: int
    height: int
    shapes: tuple[Shape, ...]
    dots: tuple[Dot, ...]
    states: tuple[StateInList, ...]
    towns: tuple[Link, ...]
    note: str
    operation: str  # the slug of the only one whose doctors are shown, or ""

    @classmethod
    @once_per_content_version
    def of_the_country(cls, operation: str = "") -> Self:
        """Towns of at most `MOST_PLACES` places; of more, how many each state has.

        `operation` is the slug of the only one whose doctors are shown.
        """
        drawing, places = outlines.country(), listed.places_by_state(operation)
        is_short = sum(places.values()) <= listed.MOST_PLACES
        towns = listed.towns(operation=operation) if is_short else ()
        if is_short:
            said = {code: people(doctors) for code, doctors in listed.doctors_by_state(operation).items()}
        else:
            said = {code: _places(count) for code, count in places.items()}
        states = [
            StateInList(
                state_name(code), state_url(code, operation), text, _town_links(towns, code, operation)
            )
            for code, text in said.items()
        ]
        return cls(
            title=gettext("Doctors on a map"),
            lead=_lead(is_short),
            state="",
            url=reverse("providers:map") + _of(operation, "?"),
            width=drawing.width,
            height=drawing.height,
            shapes=tuple(
                Shape(state_name(code), state_url(code, operation), path)
                for code, path in drawing.paths.items()
            ),
            dots=_dots(drawing, towns, operation, is_country=True)
            if is_short
            else _state_dots(drawing, places, operation),
            states=tuple(sorted(states, key=lambda state: in_order_of(state.name))),
            towns=(),
            note=_left_out(drawing, towns, said.keys()),
            operation=operation,
        )

    @classmethod
    @once_per_content_version
    def of_a_state(cls, code: str, operation: str = "") -> Self:
        """`code` is the two capital letters of one of `STATES`, `operation` as of the country."""
        drawing, found = outlines.state(code), listed.towns(code, operation)
        towns, has_more = found[: listed.MOST_TOWNS], len(found) > listed.MOST_TOWNS
        name = state_name(code)
        return cls(
            title=gettext("Doctors in %(state)s, on a map") % {"state": name},
            lead=_lead_of_a_state(name, towns, has_more),
            state=code,
            url=state_url(code, operation),
            width=drawing.width if drawing else 0,
            height=drawing.height if drawing else 0,
            shapes=tuple(Shape(name, "", path) for path in drawing.paths.values()) if drawing else (),
            dots=_dots(drawing, towns, operation) if drawing else (),
            states=(),
            towns=_town_links(towns, code, operation),
            note=_left_out(drawing, towns, ()) if drawing else "",
            operation=operation,
        )

    @property
    def path(self) -> str:
        """Without the operation."""
        return state_url(self.state) if self.state else reverse("providers:map")


def state_url(code: str, operation: str = "") -> str:
    return reverse("providers:map-of-a-state", args=[code.lower()]) + _of(operation, "?")


def _of(operation: str, joiner: str) -> str:
    """What an address says of the operation, after what stands before it."""
    return f"{joiner}procedure={operation}" if operation else ""


def state_at(address: str) -> str | None:
    """The state whose map is at the last part of an address, "nc"."""
    code = address.upper()
    return code if code in STATES and address == code.lower() else None


def people(doctors: int) -> str:
    """Like "1 doctor", "12,345 doctors"."""
    return ngettext("%(count)s doctor", "%(count)s doctors", doctors) % {"count": number_text(doctors)}


def _places(places: int) -> str:
    return ngettext("%(count)s place", "%(count)s places", places) % {"count": number_text(places)}


def _town_text(town: Town) -> str:
    words = {
        "town": f"{town.city}, {town.state}",
        "doctors": people(town.doctors),
        "places": _places(town.places),
    }
    if town.places == 1:
        return gettext("%(town)s: %(doctors)s") % words
    return gettext("%(town)s: %(doctors)s at %(places)s") % words


def _town_url(town: Town, operation: str) -> str:
    """The page of its only place, or else the doctors nearest to it."""
    return reverse("providers:location", args=[town.slug]) if town.slug else _nearest(town, operation)


def _nearest(town: Town, operation: str) -> str:
    return f"{reverse('providers:search')}?near={town.zip_code}{_of(operation, '&')}"


def _town_links(towns: Iterable[Town], state: str, operation: str) -> tuple[Link, ...]:
    inside = sorted((town for town in towns if town.state == state), key=lambda town: town.city)
    return tuple(Link(_town_text(town), _town_url(town, operation)) for town in inside)


def _radius(doctors: int, width: int) -> int:
    return round(width * (SMALLEST + GROWTH * log10(doctors)))


@dataclass(slots=True)
class _Cluster:
    x: float
    y: float
    towns: list[Town]


def _clusters(drawing: Drawing, towns: Iterable[Town]) -> list[_Cluster]:
    """Towns whose dots would lie on each other, together with the largest of them."""
    reach, clusters = 2.2 * _radius(1, drawing.width), list[_Cluster]()
    for town in towns:
        if town.latitude is None or town.longitude is None:
            continue
        point = drawing.point(town.state, town.latitude, town.longitude)
        if point is None:
            continue
        x, y = point
        near = next((one for one in clusters if hypot(one.x - x, one.y - y) < reach), None)
        if near:
            near.towns.append(town)
        else:
            clusters.append(_Cluster(x, y, [town]))
    return clusters


def _dots(
    drawing: Drawing, towns: Iterable[Town], operation: str, *, is_country: bool = False
) -> tuple[Dot, ...]:
    """From west to east, as the keyboard goes through them."""
    clusters = sorted(_clusters(drawing, towns), key=lambda cluster: cluster.x)
    return tuple(_dot(cluster, drawing.width, operation, is_country) for cluster in clusters)


def _dot(cluster: _Cluster, width: int, operation: str, is_country: bool) -> Dot:
    first, *others = cluster.towns
    text, url = _town_text(first), _town_url(first, operation)
    if others:
        more = ngettext("and %(count)s town near it", "and %(count)s towns near it", len(others))
        text = f"{text}; {more % {'count': len(others)}}"
        url = state_url(first.state, operation) if is_country else _nearest(first, operation)
    doctors = sum(town.doctors for town in cluster.towns)
    return Dot(round(cluster.x), round(cluster.y), _radius(doctors, width), text, url)


def _state_dots(drawing: Drawing, places: Mapping[str, int], operation: str) -> tuple[Dot, ...]:
    dots = []
    for code in drawing.middles.keys() & places.keys():
        x, y = drawing.middles[code]
        text = f"{state_name(code)}: {_places(places[code])}"
        dots.append(Dot(x, y, _radius(places[code], drawing.width), text, state_url(code, operation)))
    return tuple(sorted(dots, key=lambda dot: dot.x))


def _lead(is_short: bool) -> str:
    if is_short:
        return gettext(
            "The list below the map says it all in words. On the map, each dot is a town where somebody on "
            "our list works: press a dot or a state."
        )
    return gettext(
        "The list below the map says it all in words. On the map, each dot is a state, and grows with the "
        "number of places on our list: press one."
    )


def _lead_of_a_state(name: str, towns: tuple[Town, ...], has_more: bool) -> str:
    if not towns:
        return gettext(
            "Nobody on our list works in %(state)s. Give your ZIP code: the nearest may be across the border."
        ) % {"state": name}
    if has_more:
        return gettext(
            "Each dot is a town. These are the %(count)s towns with the most doctors on our list. Give your "
            "ZIP code to find the others, nearest first."
        ) % {"count": len(towns)}
    return gettext(
        "The list below the map says it all in words. On the map, each dot is a town where somebody on our "
        "list works."
    )


def _left_out(drawing: Drawing, towns: Iterable[Town], states: Collection[str]) -> str:
    """What stands in the list alone."""
    without = [town.city for town in towns if town.latitude is None and town.state in drawing.paths]
    missing = sorted((state_name(code) for code in states if code not in drawing.paths), key=in_order_of)
    names = ", ".join([*missing, *without])
    return gettext("Only in the list, not on the drawing: %(names)s.") % {"names": names} if names else ""
