"""What the site must know of a language before it can be offered: one `Pack`, every field given."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Rule:
    """A word that promises too much or blames, and what to write instead."""

    pattern: re.Pattern[str]
    advice: "StrOrPromise"
    unless: str = ""  # what makes it an explanation of the word instead of its use
    is_claim: bool = True  # False: only signed pages do without; “up to 4 hours” of parking claims nothing


def rule(pattern: str, advice: "StrOrPromise", unless: str = "", *, is_claim: bool = True) -> Rule:
    """A rule for a pattern that starts at the start of a word, in capitals or not."""
    return Rule(re.compile(rf"\b(?:{pattern})", re.IGNORECASE), advice, unless, is_claim)


def numbers_and(*words: str) -> re.Pattern[str]:
    """Numbers in digits, and these words."""
    return re.compile(rf"\d+(?:[.,]\d+)*|\b(?:{'|'.join(words)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claims:
    """Patterns of what may not be said outside signed pages, by kind of claim."""

    share: tuple[str, ...]
    rank: tuple[str, ...]
    cure: tuple[str, ...]
    promise: tuple[str, ...]
    comparison: tuple[str, ...]
    hedged: tuple[str, ...]


def phrases(text: str) -> tuple[str, ...]:
    """Words and phrases between commas, in small letters without accents; a star ends a beginning."""
    return tuple(" ".join(phrase.split()) for phrase in text.split(",") if phrase.strip())


@dataclass(frozen=True, slots=True)
class NameWords:
    """What tells a name from a sentence, for `foundation.names`. In small letters, with their accents."""

    sentence: tuple[str, ...]  # words that sentences are made with: pronouns, auxiliaries, negations
    also_names: tuple[str, ...]  # those of them that are names of people
    inside_names: tuple[str, ...]  # phrases with such words that names have
    small: tuple[str, ...]  # words that stand in names without a capital letter
    actors: tuple[str, ...]  # who or what is said to do something, when one of `acts` comes next
    acts: tuple[str, ...]
    orders: tuple[str, ...]  # phrases with which a name never begins


@dataclass(frozen=True, slots=True)
class Medicine:
    """Words by what they say, for the rules of `foundation.languages.medicine`."""

    innocent: tuple[str, ...]  # phrases of the other kinds' words that mean something else
    outright: tuple[str, ...]  # refused alone
    drug: tuple[str, ...]
    taken: tuple[str, ...]  # drugs that are nothing else, as medicine is a science
    stop: tuple[str, ...]  # whatever changes how a drug is taken
    take: tuple[str, ...]
    tell: tuple[str, ...]  # to list, bring or ask: a drug or a sign is named, and no more
    study: tuple[str, ...]  # what somebody treats, studied or asks in research
    emergency: tuple[str, ...]
    not_call: tuple[str, ...]
    symptom: tuple[str, ...]
    sign: tuple[str, ...]  # those that nothing else means
    normal: tuple[str, ...]
    wait: tuple[str, ...]
    later: tuple[str, ...]
    harm: tuple[str, ...]
    rarity: tuple[str, ...]
    operation: tuple[str, ...]
    named_operation: tuple[str, ...]
    verdict: tuple[str, ...]  # what an operation is said to be
    does: tuple[str, ...]  # what it is said to do
    you_can: tuple[str, ...]
    activity: tuple[str, ...]
    after: tuple[str, ...]
    soon: tuple[str, ...]
    pain: tuple[str, ...]
    suits: tuple[str, ...]  # what something is said to be good for
    vanish: tuple[str, ...]
    condition: tuple[str, ...]  # what decides whether somebody can have an operation
    bars: tuple[str, ...]  # the conditions that nothing else means
    can_have: tuple[str, ...]
    may: tuple[str, ...]
    test: tuple[str, ...]
    not_need: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Abroad:
    """Names outside the United States, as people who speak the language write them."""

    countries: tuple[str, ...]
    cities: tuple[str, ...]  # so large that their name alone may well mean them, and no place here
    provinces: tuple[str, ...]  # of Canada, and states of Mexico


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """How people who speak the language write of places inside the United States.

    Phrases are of plain words, as `foundation.united_states.place_names.plain` gives them.
    """

    articles: tuple[str, ...]  # with which names of places begin: “The Bronx”, “La Jolla”
    before: tuple[str, ...]  # phrases that say nothing of the place they stand before
    after: tuple[str, ...]
    here: tuple[str, ...]  # phrases for where the reader is, which names no place
    before_a_state: tuple[str, ...]  # phrases that with a state mean all of it, or a side of it
    after_a_state: tuple[str, ...]
    before_a_county: Mapping[str, str]  # “condado de”, and what stands behind the name in the data: “county”
    after_a_county: Mapping[str, str]
    cities: Mapping[str, str]  # whose name is another in the language: “filadelfia” is “Philadelphia, PA”
    regions: Mapping[str, str]  # the same of `known_names.toml`: “Nueva Inglaterra” is “New England”


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """A heading and paragraphs of HTML. A paragraph is a choice of sentences that name values in braces."""

    heading: str
    paragraphs: tuple[tuple[str, ...], ...]

    def said(self, values: Mapping[str, Any]) -> list[SafeString]:
        """Of each paragraph the first sentence whose values are all known, if there is one."""
        known = {name for name, value in values.items() if value}
        chosen = (
            next((sentence for sentence in choices if _names(sentence) <= known), "")
            for choices in self.paragraphs
        )
        return [format_html(sentence, **values) for sentence in chosen if sentence]


def _names(sentence: str) -> set[str]:
    return {name for _text, name, *_rest in Formatter().parse(sentence) if name}


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """What error pages say. They use no catalog: whatever broke, they still render."""

    demonstration: str  # above a page of made-up people
    call_us: str
    patients_when_closed: str
    home: str
    find_a_doctor: str
    look_for: str  # the label of the search
    search: str  # its button
    emergency: str  # HTML: 911 and 988, with their links
    bad_request: ErrorPage
    forbidden: ErrorPage
    form_not_sent: ErrorPage
    not_found: ErrorPage
    too_many_requests: ErrorPage  # {minutes} when more than one
    server_error: ErrorPage  # {request_id}
    unavailable: ErrorPage
    editing_paused: ErrorPage  # the same, for staff


@dataclass(frozen=True, slots=True)
class Pack:
    """One language. `code` is that of `settings.LANGUAGES`, `locale` that of Open Graph, like en_US."""

    code: str
    locale: str
    claims: Claims
    medicine: Medicine
    names: NameWords
    hours: tuple[str, ...]  # every word that opening hours are said with
    hours_from_english: Callable[[str], str | None]  # a line of them; None for what it cannot say
    wording: tuple[Rule, ...]
    # Small words that its sentences are full of, as they are written; a word of two languages stands in both.
    common_words: frozenset[str]
    numbers_and_negations: re.Pattern[str]  # what turns a sentence around: no minor correction changes it
    number_words: Mapping[str, int]  # from one to twelve, in small letters
    before_noon: re.Pattern[str]  # what makes the hour before it one of the morning
    after_noon: re.Pattern[str]
    numbers_of_its_own: re.Pattern[str] | None  # that it needs and English does not
    people_counted: re.Pattern[str]  # “7 of 100”
    percentage: re.Pattern[str]
    not_known: str  # how an answer begins that nobody knows
    reading_grade: Callable[[str], float] | None  # school grade of a text; None where no formula is known
    reading_ease: Callable[[str], float] | None  # where none is: its place on the INFLESZ scale, 100 for easy
    state_names: Mapping[str, str]  # by two letters, where the name is not the English one
    this_country: tuple[str, ...]  # patterns of what stands for it at the end of an address
    place_words: PlaceWords
    abroad: Abroad
    languages_are_capital: bool  # how it writes the name of a language in a sentence
    before_a_doctor: tuple[tuple[re.Pattern[str], str], ...]  # what becomes of a word before “Dr.”
    titles: tuple[str, ...]  # before or after a doctor's name, in small letters: nobody is looked up by one
    error_words: ErrorWords

    def refused_words(self, text: str) -> Iterator[tuple[str, Rule]]:
        """Each refused word of a text with the rule that refuses it."""
        for each in self.wording:
            if not (each.unless and each.unless in text.lower()):
                for found in each.pattern.finditer(text):
                    yield found.group(0), each

    @property
    def social_card(self) -> str:
        """The picture that stands for the site where a link to it is shared."""
        return f"img/cards/site.{self.code}.png"
