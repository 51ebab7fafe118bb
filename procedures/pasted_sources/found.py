"""A source as a paste describes it, in the words of `Publication`."""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.utils.html import strip_tags

from procedures.citations import MONTHS
from procedures.models.identifiers import WRITTEN, number_alone

MARKS_OF_INITIALS = re.compile(r"[\s.\-\u2010\u2011]+")
LONGEST_INITIALS = 3  # letters: “JJ” are initials, “LEONG” is a name in capitals
DASHES = re.compile(r"[-\u2010-\u2015]+")
SAID_BY_A_NUMBER = re.compile(r"https?://(?:(?:dx\.)?doi\.org|(?:[a-z]+\.)*nlm\.nih\.gov)/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundSource:
    """What was not in the paste is empty. `authors` are printed names, an organization in braces."""

    kind: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    et_al: bool = False
    journal: str = ""
    publisher: str = ""
    year: str = ""
    month: str = ""
    day: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    url: str = ""

    @property
    def is_a_number_alone(self) -> bool:
        """Whether there is nothing but what one could look it up by."""
        said = {field.name for field in fields(self) if getattr(self, field.name)}
        return bool(said) and said <= WRITTEN.keys()


def plain(text: object) -> str:
    """One line without tags, entities and the period at its end."""
    return " ".join(strip_tags(html.unescape(str(text or ""))).split()).removesuffix(".")


def printed(family: str, given: str, suffix: str = "") -> str:
    """ "FitzGerald" and "James J." as medical journals print them: FitzGerald JJ."""
    parts = [part for part in MARKS_OF_INITIALS.split(given) if part]
    initials = "".join(
        part if part.isupper() and len(part) <= LONGEST_INITIALS else part[0] for part in parts
    )
    return " ".join(filter(None, [" ".join(family.split()), initials.upper(), suffix.strip(" .,")]))


def organization(name: str) -> str:
    return f"{{{' '.join(name.split())}}}" if name.strip() else ""


def page_range(pages: str) -> str:
    return "-".join(part.strip() for part in DASHES.split(pages))


def date_parts(parts: Iterable[object]) -> dict[str, Any]:
    """Year, month and day as they come, until one is no number."""
    said: dict[str, str] = {}
    for name, part in zip(("year", "month", "day"), parts, strict=False):
        digits = str(part).strip()
        if not digits.isdecimal() or not int(digits):
            break
        said[name] = str(int(digits))
    return said


def month_number(month: str) -> str:
    """Of “09”, “Sep”, “sep” or “September”; "" for any other word."""
    name = month.strip().lower()
    if name.isdecimal():
        return name
    return next((str(number) for number, short in enumerate(MONTHS, 1) if name.startswith(short)), "")


def numbers(said: Mapping[str, str]) -> dict[str, Any]:
    """DOI and numbers of PubMed alone; "" for what is none."""
    return {name: number_alone(name, said.get(name, "")) for name in WRITTEN}


def own_address(url: str) -> str:
    """A web address that no number of the source says already."""
    url = url.strip()
    is_address = url.startswith(("https://", "http://")) and len(url.split()) == 1
    return url if is_address and not SAID_BY_A_NUMBER.match(url) else ""
