"""Doctors by name, and the finder for who types a place: what of a question is for the list of doctors."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, gettext

from drez_site.foundation.languages.in_sentences import language_in_a_sentence
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from drez_site.foundation.links import Link
from drez_site.foundation.united_states.states import state_code
from providers.models import Language
from providers.places import AmbiguousPlace, PlaceNotFound, find
from providers.presenters import DoctorCard, search_url
from providers.search import DirectoryQuery, Results, Total, called, options_in

from .real_words import is_real
from .words import every_list, folded

ZIP_CODE = re.compile(r"[0-9]{5}(?:-?[0-9]{4})?")
MOST_WORDS_OF_A_NAME = 8  # María de los Ángeles García y Márquez
MOST_WORDS_OF_A_PLACE = 9
ARTICLES = frozenset(("el", "la", "las", "los", "the"))


@dataclass(frozen=True, slots=True)
class People:
    """`doctors` with a name like what was typed, all of them at `all_of_them`, and the finder at a place."""

    doctors: tuple[DoctorCard, ...] = ()
    is_as_typed: bool = True
    all_of_them: Link | None = None
    near: Link | None = None
    speaking: Link | None = None  # the finder, for doctors who speak a language that was asked for

    def __bool__(self) -> bool:
        return bool(self.doctors or self.near or self.speaking)


def zip_code(text: str) -> str:
    """The ZIP code that the text is, or ""."""
    return text if ZIP_CODE.fullmatch(text) else ""


def finder_at(near: str) -> str:
    """The address of the finder at a place as somebody typed it."""
    return f"{reverse('providers:search')}?{urlencode({'near': near})}"


def people_for(text: str, strange: Sequence[str], *, has_places: bool, is_urgent: bool = False) -> People:
    """Of a text with the words that stand nowhere on our pages, and whether any of its others do.

    Who types only words of our pages asks for these, and not for somebody who is called like one; and
    who is in danger asks for nobody but a doctor with a title and exactly this name.
    """
    asks, rest = _without_asking(text)
    speaks = not _of_every_list("speaking").isdisjoint(folded(text))
    spoken = _language_in(text) if rest and (asks or speaks) else None
    is_a_place = spoken is not None and _is_in_the_name_of_a_place(spoken, rest)
    if spoken and not is_a_place:
        speaking, found = _speaking(spoken, rest), called(rest)
        is_a_name = bool(found.matches) and found.total.named_as_typed  # "Dr. French"
        return _named(found, speaking=speaking) if is_a_name else People(speaking=speaking)
    if not asks and _ends_with_a_code_that_is_a_word(rest, strange):
        return People(near=_near(rest, as_it_is=True))
    names_a_state = bool(rest) and state_code(rest.split()[-1]) is not None
    has_digits = any(ZIP_CODE.fullmatch(word) for word in rest.split())
    words = folded(rest)
    begins_so = words[:1] and words[0] in ARTICLES  # left there only where it begins the name of a place
    if not words or not (asks or strange or names_a_state or has_digits or begins_so):
        return People()
    near = None
    if len(words) <= MOST_WORDS_OF_A_PLACE and (
        begins_so or is_a_place or names_a_state or has_digits or not set(words).isdisjoint(strange)
    ):
        near = _near(rest)
    is_title = not set(folded(text)).isdisjoint(_of_every_list("titles"))
    is_where = bool(near) and (asks or names_a_state)
    if len(words) > MOST_WORDS_OF_A_NAME or has_digits or ((is_where or is_urgent) and not is_title):
        return People(near=near)
    found = called(rest)
    is_likely = not is_urgent and (is_title or not (has_places or near))
    if not found.matches or not _is_meant(found.total, is_likely):
        return People(near=near)
    return _named(found, near=near)


def _named(found: Results, near: Link | None = None, speaking: Link | None = None) -> People:
    doctors = tuple(DoctorCard.of(match.practice) for match in found.matches)
    link = Link(gettext("All doctors with this name"), search_url(found.query.on_page(1)))
    return People(doctors, found.total.named_as_typed, link, near, speaking)


def _language_in(text: str) -> Language | None:
    """A language of somebody on the list that these words name, in English or in itself."""
    typed = f" {' '.join(folded(text))} "
    spoken = options_in(get_language() or SOURCE_LANGUAGE).languages.values()
    return next(
        (
            each
            for each in spoken
            if any(f" {' '.join(folded(name))} " in typed for name in (each.name, each.endonym))
        ),
        None,
    )


def _is_in_the_name_of_a_place(language: Language, text: str) -> bool:
    """Whether the text is a place that is called like the language, as Spanish Fork, UT, is."""
    called_so = {*folded(f"{language.name} {language.endonym}")}
    if called_so >= {*folded(text)}:
        return False
    try:
        found = find(text)
    except AmbiguousPlace as several:
        named = several.choices
    except PlaceNotFound:
        return False
    else:
        named = (found.place,) if found and not found.guess else ()
    return any(called_so & {*folded(place.name)} for place in named)


def _speaking(language: Language, asked: str) -> Link:
    """The finder for this language, at the place that is left when the words for the language are gone."""
    spoken = {*folded(f"{language.name} {language.endonym}"), *_of_every_list("speaking")}
    _asks, where = _without_asking(" ".join(word for word in asked.split() if not spoken & {*folded(word)}))
    label = near = ""
    try:
        if found := find(where):
            label, near = found.place.label, found.place.as_typed
    except AmbiguousPlace:
        label, near = f"“{where}”", where
    except PlaceNotFound:
        pass
    words = {"language": language_in_a_sentence(language.translated_name), "place": label}
    text = (
        gettext("Doctors who speak %(language)s near %(place)s")
        if near
        else gettext("Doctors who speak %(language)s")
    )
    return Link(text % words, search_url(DirectoryQuery(language=language), near=near))


def _ends_with_a_code_that_is_a_word(text: str, strange: Sequence[str]) -> bool:
    """ "MS pain" is no place in Mississippi, and "hi" is none in Hawaii."""
    last = text.split()[-1].casefold() if text else ""
    return len(last) == 2 and state_code(last) is not None and is_real(last) and set(strange) <= {last}


def _is_meant(total: Total, is_likely: bool) -> bool:
    return total.named_as_typed or is_likely


def _near(text: str, *, as_it_is: bool = False) -> Link | None:
    """The finder at this place; `as_it_is`: at none that is only guessed, and in no state alone."""
    try:
        found = find(text)
    except AmbiguousPlace as several:
        if as_it_is and several.kind is AmbiguousPlace.Kind.STATE and state_code(text):
            return None
        return Link(gettext("Doctors near “%(place)s”") % {"place": text}, finder_at(text))
    except PlaceNotFound:
        return None
    if not found or (as_it_is and found.guess):
        return None
    place = found.place
    return Link(gettext("Doctors near %(place)s") % {"place": place.label}, finder_at(place.as_typed))


def _without_asking(text: str) -> tuple[bool, str]:
    """Whether the text asks for a doctor, and what is left of it: whom, or where."""
    about_pain = _of_every_list("about_pain")
    asking = _of_every_list("people") | _of_every_list("titles") | about_pain
    small = asking | _of_every_list("fillers")
    typed = text.split()
    asks = not (asking - about_pain).isdisjoint(folded(text))
    left = list(dropwhile(lambda word: set(folded(word)) <= small, typed))
    dropped = typed[: len(typed) - len(left)]
    left = list(dropwhile(lambda word: set(folded(word)) <= asking, reversed(left)))
    rest = " ".join(reversed(left)).strip(" ,.;:?!")
    if rest and dropped and ARTICLES.intersection(folded(dropped[-1])):
        with_article = f"{dropped[-1]} {rest}"
        return asks, with_article if _is_called(with_article) else rest
    return asks, rest


def _is_called(text: str) -> bool:
    """Whether a place is called so, from its article on: "Los Angeles", "El Paso, TX"."""
    try:
        found = find(text)
    except AmbiguousPlace as several:
        named = several.choices
    except PlaceNotFound:
        return False
    else:
        named = (found.place,) if found and not found.guess else ()
    article = folded(text)[0]
    return any(folded(place.name)[0] == article for place in named)


def _of_every_list(name: str) -> frozenset[str]:
    return frozenset().union(*(getattr(each, name) for each in every_list()))
