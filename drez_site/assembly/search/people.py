"""Doctors by name, and the finder for who types a place: what of a question is for the list of doctors."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from drez_site.foundation.links import Link
from drez_site.foundation.united_states.states import state_code
from providers.places import AmbiguousPlace, PlaceNotFound, resolve
from providers.presenters import DoctorCard, search_url
from providers.search import Total, called

from .words import every_list, folded

ZIP_CODE = re.compile(r"[0-9]{5}(?:-?[0-9]{4})?")
MOST_WORDS_OF_A_NAME = 8  # María de los Ángeles García y Márquez
MOST_WORDS_OF_A_PLACE = 9


@dataclass(frozen=True, slots=True)
class People:
    """`doctors` with a name like what was typed, all of them at `all_of_them`, and the finder at a place."""

    doctors: tuple[DoctorCard, ...] = ()
    is_as_typed: bool = True
    all_of_them: Link | None = None
    near: Link | None = None

    def __bool__(self) -> bool:
        return bool(self.doctors or self.near)


def zip_code(text: str) -> str:
    """The ZIP code that the text is, or ""."""
    return text if ZIP_CODE.fullmatch(text) else ""


def finder_at(near: str) -> str:
    """The address of the finder at a place as somebody typed it."""
    return f"{reverse('providers:search')}?{urlencode({'near': near})}"


def people_for(text: str, strange: Sequence[str], *, has_places: bool) -> People:
    """Of a text with the words that stand nowhere on our pages, and whether any of its others do.

    Who types only words of our pages asks for these, and not for somebody who is called like one.
    """
    asks, rest = _without_asking(text)
    names_a_state = bool(rest) and state_code(rest.split()[-1]) is not None
    has_digits = any(ZIP_CODE.fullmatch(word) for word in rest.split())
    words = folded(rest)
    if not words or not (asks or strange or names_a_state or has_digits):
        return People()
    near = None
    if len(words) <= MOST_WORDS_OF_A_PLACE and (
        names_a_state or has_digits or not set(words).isdisjoint(strange)
    ):
        near = _near(rest)
    is_title = not set(folded(text)).isdisjoint(_of_every_list("titles"))
    if len(words) > MOST_WORDS_OF_A_NAME or has_digits or (near and not is_title):
        return People(near=near)
    found = called(rest)
    if not found.matches or not _is_meant(found.total, is_title or not has_places):
        return People(near=near)
    doctors = tuple(DoctorCard.of(match.practice) for match in found.matches)
    link = Link(gettext("All doctors with this name"), search_url(found.query.on_page(1)))
    return People(doctors, found.total.named_as_typed, link, near)


def _is_meant(total: Total, is_likely: bool) -> bool:
    return total.named_as_typed or is_likely


def _near(text: str) -> Link | None:
    try:
        place = resolve(text).place
    except AmbiguousPlace:
        return Link(gettext("Doctors near “%(place)s”") % {"place": text}, finder_at(text))
    except PlaceNotFound:
        return None
    return Link(gettext("Doctors near %(place)s") % {"place": place.label}, finder_at(place.as_typed))


def _without_asking(text: str) -> tuple[bool, str]:
    """Whether the text asks for a doctor, and what is left of it: whom, or where."""
    asking = _of_every_list("people") | _of_every_list("titles")
    small = asking | _of_every_list("fillers")
    typed = text.split()
    asks = any(not asking.isdisjoint(folded(word)) for word in typed)
    left = list(dropwhile(lambda word: set(folded(word)) <= small, typed))
    left = list(dropwhile(lambda word: set(folded(word)) <= asking, reversed(left)))
    return asks, " ".join(reversed(left)).strip(" ,.;:?!")


def _of_every_list(name: str) -> frozenset[str]:
    return frozenset().union(*(getattr(each, name) for each in every_list()))
