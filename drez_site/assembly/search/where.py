"""Where somebody looks for a doctor: the place that a question is, or that stands among its words."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Self
from urllib.parse import urlencode

from django.urls import reverse

from drez_site.foundation.united_states.states import state_code
from providers.models import Place
from providers.places import (
    AmbiguousPlace,
    PlaceNotFound,
    find,
    is_abroad,
    is_abroad_in_a_sentence,
    named_among,
    resolve,
)

from .real_words import is_real
from .slips import distance, nearest
from .words import folded, of_every_list

ZIP_CODE = re.compile(r"[0-9]{5}(?:-?[0-9]{4})?")
ENDS = " ,.;:?!"
LONGEST = 6  # words of a place and its state: "Truth or Consequences, New Mexico"
MOST_TRIED = 5  # places of one question, each of which takes a few statements
SHORT_ZIP_CODE = re.compile(r"(?!(?:19|20)[0-9]{2})[0-9]{3,4}")  # and no year
LONGEST_COUNTRY = 3  # words
MANY_ZIP_CODES = 10  # a city with so many is meant by its name alone, as Boston is


@dataclass(frozen=True, slots=True)
class Where:
    """A place of a question."""

    label: str  # "Durham, NC"; in quotation marks when the finder asks which
    typed: str  # what the finder is asked
    words: frozenset[str]  # that name it, folded
    before: str | None = None  # what stands before it, among other words

    @property
    def is_all(self) -> bool:
        """Whether nothing else was asked."""
        return self.before is None


def zip_code(text: str) -> str:
    """The ZIP code that the text is, or ""."""
    return text if ZIP_CODE.fullmatch(text) else ""


def finder_at(near: str) -> str:
    """The address of the finder at a place as somebody typed it."""
    return f"{reverse('providers:search')}?{urlencode({'near': near})}"


def places_spelled(text: str) -> tuple[Place, ...]:
    """The places that the text may mean, as it is spelled."""
    try:
        found = find(text)
    except AmbiguousPlace as several:
        return several.choices
    except PlaceNotFound:
        return ()
    return (found.place,) if found and not found.guess else ()


def places_called(text: str) -> tuple[Place, ...]:
    """The same of a text with nothing around the place; one statement where no place is called so."""
    return places_spelled(text) if named_among({text}) else ()


def whole(text: str, *, as_it_is: bool = False) -> Where | None:
    """The place that the text is; `as_it_is`: none that is only guessed, and no state alone."""
    try:
        found = find(text)
    except AmbiguousPlace as several:
        if as_it_is and several.kind is AmbiguousPlace.Kind.STATE and state_code(text):
            return None
        return _which(text)
    except PlaceNotFound:
        return None
    if not found or (as_it_is and found.guess):
        return None
    return _at(found.place, text)


def is_only_a_word(code: str, text: str) -> bool:
    """Whether it is two letters of the text that are a word, as in "doctor for ms" and not "doctor in MS"."""
    is_word = _is_a_code(code) and is_real(code.casefold())
    return is_word and not (_is_in_capitals(code, text) or is_pointed_at(code, text))


def is_pointed_at(part: str, text: str) -> bool:
    """Whether “in”, “near” or the like stands before this part of the text."""
    before, found, _after = f" {text} ".partition(f" {part}")
    return bool(found) and _points(before)


def among(text: str, strange: Collection[str], *, is_urgent: bool = False) -> Where | None:
    """The place in "drez surgery in Durham, NC": its ZIP code, or the longest.

    What seems a ZIP code before a city and its state is the number of a house.
    For who may be in danger it is no word that several places have for a name.
    """
    typed = _Typed.of(text)
    runs = [run for run in typed.runs() if typed.may_be_a_place(run, strange)]
    named = named_among({typed.said(run) for run in runs}) if runs else {}
    runs = sorted((run for run in runs if typed.said(run) in named), key=len, reverse=True)
    with_state = [run for run in runs if named[typed.said(run)]]
    codes = [run for run in typed.runs() if typed.is_zip_code(run)]
    codes = [code for code in codes if not any(code.stop <= run.start for run in with_state)]
    tried: set[tuple[str, bool, bool]] = set()
    for run in (*codes, *runs):
        said, is_asked_for = typed.said(run), typed.is_asked_for(run)
        is_told = is_asked_for or run in codes or run in with_state
        if (said, is_told, is_asked_for) in tried:
            continue
        if len(tried) == MOST_TRIED:
            break
        tried.add((said, is_told, is_asked_for))
        if found := _meant(said, is_told=is_told, is_asked_for=is_asked_for, is_urgent=is_urgent):
            found = _which(typed.said(far)) if (far := typed.with_its_country(run)) else found
            return replace(found, before=typed.said(range(run.start)))
    return None


def guessed(text: str, strange: Collection[str]) -> Where | None:
    """What stands behind “in” and is nearly a place, or one abroad: the finder says how it reads that.

    Only where a doctor is asked for, or with a state or a country.
    """
    typed = _Typed.of(text)
    for run in islice(typed.behind_pointers(), MOST_TRIED):
        said = typed.said(run).strip(ENDS)
        words = said.split()
        ends = (count for count in (2, 1) if len(words) > count and state_code(" ".join(words[-count:])))
        name = " ".join(words[: -next(ends, 0) or None])
        is_far = (typed.asks or "," in said) and is_abroad_in_a_sentence(said)
        is_near = (typed.asks or name != said) and _is_nearly(said, name, strange)
        if is_far or is_near:
            return replace(_which(said), before=typed.said(range(run.start)))
    return None


@dataclass(frozen=True, slots=True)
class _Typed:
    """The words of a text. A run of them is a range of their numbers."""

    text: str
    words: tuple[str, ...]
    folded: tuple[frozenset[str], ...]
    asks: bool

    @classmethod
    def of(cls, text: str) -> Self:
        words = tuple(text.split())
        plain = tuple(frozenset(folded(word)) for word in words)
        return cls(text, words, plain, not of_every_list("people").isdisjoint(chain.from_iterable(plain)))

    def runs(self) -> Iterator[range]:
        for start in range(len(self.words)):
            for stop in range(start + 1, min(start + LONGEST, len(self.words)) + 1):
                yield range(start, stop)

    def said(self, run: range) -> str:
        return " ".join(self.words[run.start : run.stop])

    def is_zip_code(self, run: range) -> bool:
        return len(run) == 1 and bool(zip_code(self.said(run).strip(ENDS)))

    def may_be_a_place(self, run: range, strange: Collection[str]) -> bool:
        """By a word that stands nowhere on our pages, its state, or “in” where a doctor is asked for."""
        if self.folded[run.start] & {phrase.split()[0] for phrase in of_every_list("where")}:
            return False  # "in me" is no place in Maine
        if len(run) == 1 and _is_a_code(self.said(run)):
            is_meant = self.folded[run.start].isdisjoint(of_every_list("fillers"))
            return (is_meant or _is_in_capitals(self.said(run), self.text)) and self.is_pointed_at(run)
        if state_code(self.words[run.stop - 1]) and len(run) > 1:
            return self._ends_in_a_state(run)
        if any(not self.folded[number].isdisjoint(strange) for number in run) or self._ends_in_a_state(run):
            return True
        return self.asks and self.is_pointed_at(run)

    def is_pointed_at(self, run: range) -> bool:
        return _points(self.said(range(max(0, run.start - LONGEST), run.start)))

    def behind_pointers(self) -> Iterator[range]:
        """What stands behind each “in” or the like, up to a small word or behind a state."""
        for start in range(1, len(self.words)):
            stop = start
            while (
                self._is_of_a_name(stop) and stop < start + LONGEST and self.is_pointed_at(range(start, stop))
            ):
                stop += 1
                if stop > start + 1 and state_code(self.words[stop - 1].strip(ENDS)):
                    break
            if stop > start:
                yield range(start, stop)

    def with_its_country(self, run: range) -> range | None:
        """The run and a country behind it: "Paris, France"."""
        longest = run.stop
        while self._is_of_a_name(longest) and longest < run.stop + LONGEST_COUNTRY:
            longest += 1
        longer = (range(run.start, stop) for stop in range(longest, run.stop, -1))
        return next((each for each in longer if is_abroad(self.said(each).strip(ENDS))), None)

    def _is_of_a_name(self, number: int) -> bool:
        small = of_every_list("fillers") | of_every_list("people")
        return number < len(self.words) and self.folded[number].isdisjoint(small)

    def is_asked_for(self, run: range) -> bool:
        """Whether “in” stands before it, or who is looked for beside it: "clinic Springfield"."""
        beside = chain.from_iterable((*self.folded[: run.start][-1:], *self.folded[run.stop :][:1]))
        return self.is_pointed_at(run) or not of_every_list("people").isdisjoint(beside)

    def _ends_in_a_state(self, run: range) -> bool:
        """And not in "or", unless it is the last word but "doctor", or a comma or capitals set it apart."""
        if len(run) == 1:
            return False
        *name, before, last = self.words[run.start : run.stop]
        if name and state_code(f"{before} {last}"):
            return True
        last = last.strip(ENDS)
        if not state_code(last) or self.folded[run.stop - 1].isdisjoint(of_every_list("fillers")):
            return state_code(last) is not None
        behind = self.folded[run.stop :][:1]
        is_last = not behind or bool(behind[0] & of_every_list("people"))
        return is_last or before.endswith(",") or _is_in_capitals(last, self.text)


def _is_nearly(said: str, name: str, strange: Collection[str]) -> bool:
    """Whether it is a place but for slips, and no word of our lists with as few, or a short ZIP code."""
    if SHORT_ZIP_CODE.fullmatch(said):
        return True
    words = folded(name)
    if not any(word in strange and not is_real(word) for word in words):
        return False
    try:
        resolve(said)
    except AmbiguousPlace:
        return True
    except PlaceNotFound as unknown:
        typed = " ".join(words)
        places = [" ".join(folded(place.name)) for place in unknown.suggestions]
        meant, listed = nearest(typed, places), nearest(typed, sorted(of_every_list("listed")))
        return bool(meant) and not (listed and distance(typed, listed) <= distance(typed, meant))
    return True


def _meant(said: str, *, is_told: bool, is_asked_for: bool, is_urgent: bool) -> Where | None:
    """`is_told`: by its state or by what asks for it. A city of which this is not true is a large one.

    What is guessed is asked for: 10000 may be a number of steps.
    """
    try:
        found = find(said)
    except AmbiguousPlace as several:
        is_area = several.kind in (AmbiguousPlace.Kind.STATE, AmbiguousPlace.Kind.REGION)
        return _which(said) if is_area or (is_told and not is_urgent) else None
    except PlaceNotFound:
        return None
    if not found or (found.guess and not is_asked_for):
        return None
    return _at(found.place, said) if is_told or found.place.zip_count >= MANY_ZIP_CODES else None


def _at(place: Place, said: str) -> Where:
    return Where(place.label, place.as_typed, frozenset(folded(said)))


def _which(said: str) -> Where:
    said = said.strip(ENDS)
    return Where(f"“{said}”", said, frozenset(folded(said)))


def _is_a_code(text: str) -> bool:
    return len("".join(folded(text))) == 2 and state_code(text) is not None


def _is_in_capitals(word: str, text: str) -> bool:
    return word.isupper() and not text.isupper()


def _points(before: str) -> bool:
    said = f" {' '.join(folded(before))}"
    return any(said.endswith(f" {phrase}") for phrase in of_every_list("where"))
