"""What a text says otherwise than its English: numbers, whom to call, where links lead, which pictures."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as _

from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from drez_site.foundation.markdown.citation_keys import CITATION

from ..models import Edition
from ..pictures import PARSER
from .numbers_said import Numbers, numbers_of, unlike

BARE = re.compile(
    r"https?://[^\s<>]+|(?<![\w.@-])[A-Za-z0-9_.@-]{1,60}\.(?:com|edu|gov|info|net|org)\b(?:/[^\s<>]*)?",
    re.IGNORECASE,
)
LONGEST_WITHOUT_A_COUNTRY = 10  # digits of a phone number
NO_END_OF_AN_ADDRESS = ".,;:!?)]”’\"'"


@dataclass(slots=True)
class Read:
    """A text as readers meet it."""

    words: str = ""
    links: Counter[str] = field(default_factory=Counter)
    pictures: Counter[str] = field(default_factory=Counter)
    shown: dict[str, str] = field(default_factory=dict)  # what each picture shows, by its address


def unlike_its_english(
    place: str, text: str, original: str, language: str, edition: Edition
) -> Iterator[str]:
    """A sentence for each, with what to do about it."""
    (here, said), (there, was_said) = _understood(text, language), _understood(original, SOURCE_LANGUAGE)
    where = {"place": place, "number": edition.number}
    yield from _whom_to_call(said, was_said, where)
    yield from _links(here, there, where)
    yield from _pictures(here, there, where)
    ours, theirs = unlike(said, was_said)
    if ours or theirs:
        yield _(
            "%(place)s: numbers that stand only here: %(here)s; only in edition %(number)d of the English "
            "page: %(there)s. Say the same, in digits or, up to twelve, as a word. If this language rightly "
            "needs another number, change the English first."
        ) % (where | {"here": _listed(ours), "there": _listed(theirs)})


def _whom_to_call(here: Numbers, there: Numbers, where: dict[str, object]) -> Iterator[str]:
    if here.emergency != there.emergency:
        yield _(
            "%(place)s: in an emergency it says to call %(here)s, and edition %(number)d of the English page "
            "%(there)s. Name the same numbers."
        ) % (where | {"here": _listed(here.emergency), "there": _listed(there.emergency)})
    if here.phones != there.phones:
        yield _(
            "%(place)s: it names the phone number %(here)s, and edition %(number)d of the English page "
            "%(there)s. Name the same."
        ) % (where | {"here": _listed(here.phones), "there": _listed(there.phones)})


def _links(here: Read, there: Read, where: dict[str, object]) -> Iterator[str]:
    if here.links != there.links:
        yield _(
            "%(place)s: only here an address leads to %(here)s, only in edition %(number)d of the English "
            "page to %(there)s. Lead to the same, each as often; a page of ours may have its language in "
            "front."
        ) % (
            where
            | {
                "here": _listed((here.links - there.links).elements()),
                "there": _listed((there.links - here.links).elements()),
            }
        )


def _pictures(here: Read, there: Read, where: dict[str, object]) -> Iterator[str]:
    if here.pictures != there.pictures:
        ours, theirs = here.pictures - there.pictures, there.pictures - here.pictures
        yield _(
            "%(place)s: pictures that stand only here: %(here)s; only in edition %(number)d of the English "
            "page: %(there)s. Show the same: copy the address of each from the English."
        ) % (
            where
            | {
                "here": _listed(f"“{here.shown[each]}”" for each in ours.elements()),
                "there": _listed(f"“{there.shown[each]}”" for each in theirs.elements()),
            }
        )


def _listed(values: Iterable[str]) -> str:
    return ", ".join(sorted(values)) or _("none")


@lru_cache(maxsize=512)
def _understood(text: str, language: str) -> tuple[Read, Numbers]:
    """Kept: the outline of a translation compares all of its texts each time it is shown."""
    read = _read(text)
    return read, numbers_of(read.words, language)


def _read(text: str) -> Read:
    """Without Markdown, citations and numbers of list items."""
    read, words = Read(), []
    for block in PARSER.parse(text):
        is_its_own_address = False
        for token in block.children or ():
            if token.type == "link_open":
                read.links[_in_no_language(str(token.attrs["href"]))] += 1
                is_its_own_address = token.info == "auto"
            elif token.type == "link_close":
                is_its_own_address = False
            elif token.type == "image":
                address = str(token.attrs["src"])
                read.pictures[address] += 1
                read.shown[address] = token.content.strip() or address
                words.append(f" {token.content} {token.attrs.get('title', '')} ")
            elif not is_its_own_address:
                words.append(" " if token.type.endswith("break") else token.content)
        words.append("\n")
    running = CITATION.sub(" ", "".join(words))
    for address in BARE.findall(running):
        read.links[address.rstrip(NO_END_OF_AN_ADDRESS)] += 1
    read.words = BARE.sub(" ", running)
    return read


def _in_no_language(address: str) -> str:
    """An address of this site without the language in front; a phone number without its signs."""
    if address.startswith("tel:"):
        digits = "".join(sign for sign in address if sign.isdigit())
        return f"tel:{digits.removeprefix('1') if len(digits) > LONGEST_WITHOUT_A_COUNTRY else digits}"
    for language, _name in settings.LANGUAGES:
        if address.startswith(f"/{language}/"):
            return address.removeprefix(f"/{language}")
    return address
