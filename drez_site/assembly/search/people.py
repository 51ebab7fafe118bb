"""Doctors by name, and the finder for who types a place: what of a question is for the list of doctors."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

from django.utils.translation import get_language, gettext

from drez_site.foundation.languages.in_sentences import in_a_sentence, language_in_a_sentence
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from drez_site.foundation.links import Link
from drez_site.foundation.united_states.states import state_code
from procedures.models import Procedure
from providers.models import Language
from providers.places import ARTICLES
from providers.presenters import DoctorCard, operation_text, search_url
from providers.search import DirectoryQuery, Results, called, options_in

from . import where
from .real_words import is_english, is_real
from .where import Where
from .words import folded, of_every_list

MOST_WORDS_OF_A_NAME = 8  # María de los Ángeles García y Márquez
MOST_WORDS_OF_A_PLACE = 9


@dataclass(frozen=True, slots=True)
class People:
    """`doctors` with a name like what was typed, all of them at `all_of_them`, and the finder at a place."""

    doctors: tuple[DoctorCard, ...] = ()
    is_as_typed: bool = True
    all_of_them: Link | None = None
    near: Link | None = None
    speaking: Link | None = None  # the finder, for doctors who speak a language that was asked for
    words: frozenset[str] = frozenset()  # of the question, folded, that lead to these

    def __bool__(self) -> bool:
        return bool(self.doctors or self.near or self.speaking)


def people_for(text: str, strange: Sequence[str], *, has_places: bool, is_urgent: bool = False) -> People:
    """Of a text with the words that stand nowhere on our pages, and whether any of its others do.

    Who types only words of our pages asks for these, and not for somebody who is called like one; and
    who is in danger asks for nobody but a doctor with a title and exactly this name.
    """
    asks, rest = _without_asking(text)
    speaks = not of_every_list("speaking").isdisjoint(folded(text))
    spoken = _language_in(text) if rest and (asks or speaks) else None
    is_a_place = spoken is not None and _is_in_the_name_of_a_place(spoken, rest)
    if spoken and not is_a_place:
        speaking, found = _speaking(spoken, text, rest), called(rest)
        is_a_name = bool(found.matches) and found.total.named_as_typed  # "Dr. French"
        people = _named(found) if is_a_name else People()
        return replace(people, speaking=speaking, words=frozenset(folded(text)))
    left = _Left(text, rest, frozenset(strange), asks, is_a_place)
    place = left.place(is_urgent=is_urgent)
    near = _near(text, place) if place else People()
    titles = of_every_list("titles").intersection(folded(text))
    is_only_where = (place is not None and (asks or left.names_a_state)) or is_urgent
    if not left.may_be_a_name or (is_only_where and not titles):
        return near
    # “Doctor” and “do” stand in many questions that are for our pages.
    others = of_every_list("people") | of_every_list("fillers")
    is_title = bool(titles - others) or (bool(titles) and left.strange.issuperset(folded(rest)))
    is_guess = not is_urgent and not (place and left.is_where(place))
    is_likely = is_guess and (is_title or not (has_places or (place and place.is_all)))
    found = called((place and _name_before(place)) or rest)
    if not found.matches or not (found.total.named_as_typed or is_likely):
        return near
    return replace(_named(found), near=near.near, words=frozenset(folded(text)))


@dataclass(frozen=True, slots=True)
class _Left:
    """What is left of a text without the words that only ask: whom, or where."""

    text: str
    rest: str
    strange: frozenset[str]
    asks: bool
    is_called_like_a_language: bool

    @property
    def names_a_state(self) -> bool:
        return bool(self.rest) and state_code(self.rest.split()[-1]) is not None

    @property
    def has_digits(self) -> bool:
        return any(where.zip_code(word) for word in self.rest.split())

    @property
    def begins_so(self) -> bool:
        """With an article, which is left only where it begins the name of a place."""
        return not ARTICLES.isdisjoint(folded(self.rest)[:1])

    @property
    def is_for_pages(self) -> bool:
        """ "MS pain" is no place in Mississippi, and "hi" is none in Hawaii."""
        last = self.rest.split()[-1].casefold() if self.rest else ""
        is_a_word = len(last) == 2 and state_code(last) is not None and is_real(last)
        return is_a_word and not self.asks and self.strange <= {last}

    @property
    def may_be_a_name(self) -> bool:
        is_short = 0 < len(folded(self.rest)) <= MOST_WORDS_OF_A_NAME
        is_somebody = self.asks or self.strange or self.names_a_state or self.begins_so
        return bool(is_short and is_somebody) and not (self.has_digits or self.is_for_pages)

    def place(self, *, is_urgent: bool) -> Where | None:
        """The place that is left, or else one among the words."""
        words = folded(self.rest)
        names_one = self.begins_so or self.is_called_like_a_language or self.names_a_state or self.has_digits
        may_be_one = (names_one or not self.strange.isdisjoint(words)) and len(words) <= MOST_WORDS_OF_A_PLACE
        is_all = may_be_one and not where.is_only_a_word(self.rest, self.text)
        found = where.whole(self.rest, as_it_is=self.is_for_pages) if is_all else None
        found = found or where.among(self.text, self.strange, is_urgent=is_urgent)
        if is_urgent or (found and not state_code(found.typed)):
            return found
        return where.guessed(self.text, self.strange) or found  # "Duram, North Carolina"

    def is_where(self, place: Where) -> bool:
        """Whether all that is left is surely this place: no doctor with a name like it is meant."""
        return place.is_all and (self.names_a_state or where.is_pointed_at(self.rest, self.text))


def _near(text: str, place: Where) -> People:
    operation = _operation_in(text)
    words = {"place": place.label, "procedure": in_a_sentence(operation_text(operation)) if operation else ""}
    said = (
        gettext("Doctors for %(procedure)s, nearest to %(place)s first")
        if operation
        else gettext("Doctors near %(place)s")
    )
    link = Link(said % words, search_url(DirectoryQuery(procedure=operation), near=place.typed))
    small = of_every_list("people") | of_every_list("titles") | of_every_list("fillers")
    return People(near=link, words=frozenset(folded(text)) if place.is_all else place.words | small)


def _name_before(place: Where) -> str:
    """In "Dr. Drafty in Durham" the name."""
    small = of_every_list("fillers") | of_every_list("people")
    words = _without_asking(place.before or "")[1].split()
    return " ".join([*dropwhile(lambda word: set(folded(word)) <= small, reversed(words))][::-1])


def _named(found: Results) -> People:
    doctors = tuple(DoctorCard.of(match.practice) for match in found.matches)
    link = Link(gettext("All doctors with this name"), search_url(found.query.on_page(1)))
    return People(doctors, found.total.named_as_typed, link)


def _operation_in(text: str) -> Procedure | None:
    """The one operation of somebody on the list that these words name."""
    typed = frozenset(folded(text))
    known = options_in(get_language() or SOURCE_LANGUAGE).procedures
    named = {each.slug: each for address, each in known.items() if _is_named(address, typed)}
    operation = named.popitem()[1] if len(named) == 1 else None
    return operation if operation and operation.is_offered else None


def _is_named(address: str, typed: frozenset[str]) -> bool:
    """Whether all words of an operation's address were typed, or one that is no English, like “DREZ”."""
    words = frozenset(folded(address))
    return words <= typed or any(not is_english(word) for word in words & typed)


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
    return any(called_so & {*folded(place.name)} for place in where.places_spelled(text))


def _speaking(language: Language, text: str, asked: str) -> Link:
    """The finder for this language, at the place that is left when the words for the language are gone."""
    spoken = {*folded(f"{language.name} {language.endonym}"), *of_every_list("speaking")}
    _asks, left = _without_asking(" ".join(word for word in asked.split() if not spoken & {*folded(word)}))
    place = where.among(text, folded(left))
    if not place and left and not where.is_only_a_word(left, text):
        place = where.whole(left)
    words = {
        "language": language_in_a_sentence(language.translated_name),
        "place": place.label if place else "",
    }
    said = (
        gettext("Doctors who speak %(language)s near %(place)s")
        if place
        else gettext("Doctors who speak %(language)s")
    )
    query = DirectoryQuery(procedure=_operation_in(text), language=language)
    return Link(said % words, search_url(query, near=place.typed if place else ""))


def _without_asking(text: str) -> tuple[bool, str]:
    """Whether the text asks for a doctor, and what is left of it: whom, or where."""
    about_pain = of_every_list("about_pain")
    asking = of_every_list("people") | of_every_list("titles") | about_pain
    small = asking | of_every_list("fillers")
    typed = text.split()
    asks = not (asking - about_pain).isdisjoint(folded(text))
    left = list(dropwhile(lambda word: set(folded(word)) <= small, typed))
    before = typed[: len(typed) - len(left)]
    kept = list(dropwhile(lambda word: set(folded(word)) <= asking, reversed(left)))[::-1]
    behind = left[len(kept) :]
    if kept and behind and (state := state_code(behind[0])):  # Maryland, and no title: "Salisbury, MD"
        with_state = [*kept, behind[0]]
        if any(place.state == state for place in where.places_called(" ".join(with_state))):
            kept = with_state
    if kept and before and ARTICLES.intersection(folded(before[-1])):
        with_article = [before[-1], *kept]
        named = where.places_called(" ".join(with_article))
        if any(folded(place.name)[0] in folded(before[-1]) for place in named):
            kept = with_article
    return asks, " ".join(kept).strip(" ,.;:?!")
