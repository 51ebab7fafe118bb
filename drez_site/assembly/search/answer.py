"""The answer to a question: urgent help first, then people, then places on our pages. Never a dead end."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, override

from drez_site.clinic.models import ClinicProfile
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE

from .people import People, people_for
from .places import Found, Place, places_for, words_like
from .question import MOST_LETTERS, MOST_TERMS, Question, Term
from .sentences import BEGINS, ENDS
from .shown import own_places, signed_pages
from .slips import nearest
from .urgent import Urgency
from .words import Phrase, every_list, words

SHORTEST_MISSPELLED = 4  # letters


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that fits, in HTML. `language` is that of its words, `where_language` of the page's name."""

    url: str
    heading: SafeString
    where: str  # the page on which it stands; "" when the heading says it
    where_language: str
    words: SafeString
    language: str

    @classmethod
    def of(cls, place: Place) -> Self:
        heading = place.heading.replace(BEGINS, "").replace(ENDS, "")
        where = "" if place.page.name == heading else place.page.name
        language = place.page.language
        return cls(
            place.url, _marked(place.heading), where, place.page.name_language, _marked(place.words), language
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """assembly/search.html: what answers a question, or the page before anybody asked."""

    question: Question
    hits: tuple[Hit, ...] = ()
    people: People = People()
    instead: tuple[tuple[str, str], ...] = ()  # (typed, looked for)
    nowhere: tuple[str, ...] = ()  # words that stand nowhere on our pages
    other_language: str = ""  # the language in which words were typed, if it is not the page's

    @classmethod
    def to(cls, typed: str, language: str, clinic: ClinicProfile) -> Self:
        """Two statements for places at most, one for words like those misspelled, few for people."""
        question = Question.of(typed, language)
        if not question.terms:
            return cls(question)
        signed, own = signed_pages(language), own_places(clinic, language)

        def look(terms: Sequence[Term]) -> Found:
            return places_for(terms, language, signed, own)

        found = look(question.terms)
        strange = [term.typed for term in _unknown(question.terms, found)]
        people = people_for(question.text, strange, has_places=bool(found.places))
        read = _Reading()
        if strange and not people:
            found, read = _read_again(question, found, look)
        return cls(
            question=question,
            hits=tuple(Hit.of(place) for place in found.places),
            people=people,
            instead=read.instead,
            nowhere=() if people else tuple(word for word in strange if word not in read.words),
            other_language=read.language,
        )

    @property
    def title(self) -> str:
        if not self.question.text:
            return gettext("Search this site")
        return gettext("%(words)s: search") % {"words": self.question.text}

    @property
    def status(self) -> str:
        """How many places there are: said to who cannot see them."""
        count = len(self.hits)
        if self.is_despair and not count:
            return gettext("We are here by phone too. Our number stands below.")
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
            return f"{reverse('search')}?{urlencode({'q': self.question.text})}"

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
    language: str = ""


def _read_again(
    question: Question, found: Found, look: Callable[[Sequence[Term]], Found]
) -> tuple[Found, _Reading]:
    """Words that stand nowhere, in another language of the site or without their misspellings."""
    strange = [term.typed for term in _unknown(question.terms, found)]
    foreign = {
        word: (each, meant) for word in strange for each, meant in _in_another_language(word, question)
    }
    near = _respelled([word for word in strange if word not in foreign], question.language)
    if not foreign and not near:
        return found, _Reading()
    terms = [
        replace(term, phrases=(*term.phrases, *foreign[term.typed][1])) if term.typed in foreign else term
        for term in question.but(near)
    ]
    again = look(terms)
    lost = {term.typed for term in _unknown(terms, again)}
    read = {word: near.get(word, word) for word in (*foreign, *near) if near.get(word, word) not in lost}
    return again, _Reading(
        words=frozenset(read),
        instead=tuple((word, meant) for word, meant in read.items() if word in near),
        language=next((foreign[word][0] for word in read if word in foreign), ""),
    )


def _unknown(terms: Sequence[Term], found: Found) -> list[Term]:
    return [term for place, term in enumerate(terms) if place not in found.known]


def _in_another_language(word: str, question: Question) -> Iterator[tuple[str, tuple[Phrase, ...]]]:
    """The language of a list that knows the word, and what to look for; the first such language."""
    for each in every_list():
        length, meant = each.meaning([word])
        if meant and each.language != question.language:
            yield each.language, meant
            return


def _respelled(typed: list[str], language: str) -> dict[str, str]:
    """Of words that stand nowhere, those that are a slip or two away from one that may."""
    typed = [word for word in typed if len(word) >= SHORTEST_MISSPELLED and " " not in word]
    if not typed:
        return {}
    languages = list(dict.fromkeys((language, SOURCE_LANGUAGE)))
    listed = sorted(frozenset().union(*(words(each).listed for each in languages)))
    like = words_like(typed, languages, listed)
    near = {word: nearest(word, like.get(word, [])) for word in typed}
    return {word: meant for word, meant in near.items() if meant}


def _marked(text: str) -> SafeString:
    """Of words with marks around what was looked for: the rest of it is nobody's HTML."""
    before, *parts = text.split(BEGINS)
    marked = (part.partition(ENDS)[::2] for part in parts)
    return format_html("{}{}", before.replace(ENDS, ""), format_html_join("", "<mark>{}</mark>{}", marked))
