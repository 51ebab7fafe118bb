"""The answer to a question: urgent help first, then people, then places on our pages. Never a dead end."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, override

from drez_site.clinic.models import ClinicProfile
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from drez_site.foundation.links import Link
from drez_site.foundation.united_states.states import state_code

from .people import People, people_for
from .places import Found, Place, places_for, words_like
from .question import MOST_LETTERS, MOST_TERMS, Question, Term
from .real_words import is_real
from .sentences import BEGINS, ENDS
from .shown import own_places, signed_pages
from .slips import nearest
from .urgent import Urgency, is_needed, speaks_of_death
from .words import Phrase, every_list, of_every_list, words

SHORTEST_MISSPELLED = 4  # letters


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that fits, in HTML: its page, the heading there, and its words; each with its language."""

    url: str
    page: SafeString
    page_language: str  # "" is that of the site
    heading: SafeString  # "" at the top of the page
    heading_language: str
    words: SafeString
    language: str

    @classmethod
    def of(cls, place: Place) -> Self:
        page, heading = format_html("{}", place.page.name), _marked(place.heading)
        if place.heading.replace(BEGINS, "").replace(ENDS, "") == place.page.name:
            page, heading = heading, SafeString()
        words, language = _marked(place.words), place.page.language
        return cls(
            place.url, page, place.page.name_language, heading, place.heading_language, words, language
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """assembly/search.html: what answers a question, or the page before anybody asked."""

    question: Question
    hits: tuple[Hit, ...] = ()
    people: People = People()
    instead: tuple[tuple[str, str], ...] = ()  # (typed, looked for)
    perhaps: tuple[tuple[str, str], ...] = ()  # (a word that we do not have, one like it that we have)
    nowhere: tuple[str, ...] = ()  # words that stand nowhere on our pages
    other_language: str = ""  # the language in which words were typed, if it is not the page's

    @classmethod
    def to(cls, typed: str, language: str, clinic: ClinicProfile) -> Self:
        """Two statements for places at most, one for words like those misspelled, few for people."""
        if not typed.strip():
            return cls(Question.of(typed, language))
        signed, own = signed_pages(language), own_places(clinic, language)
        signs = (sign for page in signed.values() for sign in page.emergencies)
        question = Question.of(typed, language, signs)
        if not question.terms:
            return cls(question)

        def look(terms: Sequence[Term]) -> Found:
            return places_for(terms, language, signed, own, is_urgent=question.urgency is not None)

        found = look(question.terms)
        strange = [term.typed for term in _unknown(question.terms, found)]
        people = people_for(
            question.text, strange, has_places=bool(found.places), is_urgent=question.urgency is not None
        )
        read_anyway = people.words | {question.terms[place].typed for place in found.small}
        strange = [word for word in strange if not read_anyway.issuperset(word.split())]
        read = _Reading()
        if strange:
            found, read = _read_again(question, strange, found, look, signed)
        return cls(
            question=question,
            hits=tuple(Hit.of(place) for place in found.places),
            people=people,
            instead=read.instead,
            perhaps=read.perhaps,
            nowhere=tuple(word for word in strange if word not in read.words and not _is_small(word)),
            other_language=read.language,
        )

    @property
    def title(self) -> str:
        if not self.question.text:
            return gettext("Search this site")
        return gettext("%(words)s: search") % {"words": self.question.text}

    @property
    def status(self) -> str:
        """How many places there are: said to who cannot see them. "" for who needs 988 and not a count."""
        count = len(self.hits)
        if self.is_despair and not count:
            return ""
        if self.people and not count:
            return gettext("For doctors, see below.")
        if not count:
            return gettext("Nothing on our pages says “%(words)s”.") % {"words": self.question.text}
        return ngettext(
            "%(count)s place on our pages.", "%(count)s places on our pages, the best first.", count
        ) % {"count": count}

    @property
    def is_despair(self) -> bool:
        return self.question.urgency is Urgency.DESPAIR

    @property
    def is_in_english(self) -> bool:
        """Whether what was found is not in the language of the page."""
        return any(hit.language != self.question.language for hit in self.hits)

    @property
    def other_search(self) -> str:
        """The same search on the pages of the language in which it was typed; "" when that is this one."""
        if not self.other_language:
            return ""
        with override(self.other_language):
            return _search_for(self.question.text)

    @property
    def offers(self) -> list[tuple[str, Link]]:
        """Words of the question that we do not have, each with a search for one that looks like it."""
        words = self.question.words
        return [
            (typed, Link(word, _search_for(" ".join(word if each == typed else each for each in words))))
            for typed, word in self.perhaps
        ]

    @property
    def notes(self) -> list[str]:
        """How the question was read, when that was not as it was typed."""
        notes = [
            gettext("We looked for “%(word)s” instead of “%(typed)s”.") % {"word": word, "typed": typed}
            for typed, word in self.instead
        ]
        if self.nowhere and self.hits:
            listed = ", ".join(f"“{word}”" for word in self.nowhere)
            notes.append(gettext("Not on our pages: %(words)s.") % {"words": listed})
        if self.question.is_cut:
            limits = {"letters": MOST_LETTERS, "words": MOST_TERMS}
            notes.append(
                gettext("We looked for the first %(words)s words, in the first %(letters)s letters.") % limits
            )
        return notes


@dataclass(frozen=True, slots=True)
class _Reading:
    """How words that stand nowhere were read: `words` are those that were found some other way."""

    words: frozenset[str] = frozenset()
    instead: tuple[tuple[str, str], ...] = ()
    perhaps: tuple[tuple[str, str], ...] = ()
    language: str = ""


def _read_again(
    question: Question,
    strange: Sequence[str],
    found: Found,
    look: Callable[[Sequence[Term]], Found],
    editions: Iterable[int],
) -> tuple[Found, _Reading]:
    """Words that stand nowhere, in another language of the site or without their misspellings.

    What is a word is read as it is: one like it is only offered.
    """
    foreign = {
        word: (each, meant) for word in strange for each, meant in _in_another_language(word, question)
    }
    misspelled = [word for word in strange if word not in foreign and word not in question.alarming]
    like = _respelled(misspelled, question.language, editions)
    near = {word: meant for word, meant in like.items() if not is_real(word)}
    perhaps = tuple((word, meant) for word, meant in like.items() if word not in near)
    if not foreign and not near:
        return found, _Reading(words=frozenset(dict(perhaps)), perhaps=perhaps)
    terms = [
        replace(term, phrases=(*term.phrases, *foreign[term.typed][1])) if term.typed in foreign else term
        for term in question.but(near)
    ]
    again = look(terms)
    lost = {term.typed for term in _unknown(terms, again)}
    read = {word: near.get(word, word) for word in (*foreign, *near) if near.get(word, word) not in lost}
    return again, _Reading(
        words=frozenset((*read, *dict(perhaps))),
        instead=tuple((word, meant) for word, meant in read.items() if word in near),
        perhaps=perhaps,
        language=next((foreign[word][0] for word in read if word in foreign), ""),
    )


def _is_small(word: str) -> bool:
    """Whether it says nothing that a page could be about: “entre”, “nc”."""
    return word in of_every_list("fillers") or state_code(word) is not None


def _unknown(terms: Sequence[Term], found: Found) -> list[Term]:
    return [term for place, term in enumerate(terms) if place not in found.known]


def _in_another_language(word: str, question: Question) -> Iterator[tuple[str, tuple[Phrase, ...]]]:
    """The language of a list that knows the word, and what to look for; the first such language."""
    for each in every_list():
        length, meant = each.meaning([word])
        if meant and each.language != question.language:
            yield each.language, meant
            return


def _respelled(typed: list[str], language: str, editions: Iterable[int]) -> dict[str, str]:
    """Of words that stand nowhere, nor in our lists, those that are a slip or two away from one that may.

    None of what a cry for help is made of is read as another word, and no other word as one of death.
    """
    known = of_every_list("known")
    typed = [
        word
        for word in typed
        if len(word) >= SHORTEST_MISSPELLED and " " not in word and word not in known and not is_needed(word)
    ]
    if not typed:
        return {}
    languages = list(dict.fromkeys((language, SOURCE_LANGUAGE)))
    listed = sorted(frozenset().union(*(words(each).listed for each in languages)))
    like = words_like(typed, editions, listed)
    likest = {word: [each for each in like.get(word, ()) if not speaks_of_death(each)] for word in typed}
    near = {word: nearest(word, likest[word], is_real=is_real(word)) for word in typed}
    return {word: meant for word, meant in near.items() if meant}


def _search_for(words: str) -> str:
    return f"{reverse('search')}?{urlencode({'q': words})}"


def _marked(text: str) -> SafeString:
    """Of words with marks around what was looked for: the rest of it is nobody's HTML."""
    before, *parts = text.split(BEGINS)
    marked = (part.partition(ENDS)[::2] for part in parts)
    return format_html("{}{}", before.replace(ENDS, ""), format_html_join("", "<mark>{}</mark>{}", marked))
