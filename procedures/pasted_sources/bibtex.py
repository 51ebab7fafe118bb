"""BibTeX, by bibtexparser: entries as Zotero, PubMed's helpers, publishers and this site write them."""

import re
from collections.abc import Mapping
from typing import Any

from bibtexparser.bibdatabase import BibDataString, BibDataStringExpression
from bibtexparser.bparser import BibTexParser
from bibtexparser.customization import splitname
from bibtexparser.latexenc import latex_to_unicode

from procedures.citations import has_initials
from procedures.models import Publication
from procedures.models.identifiers import WRITTEN

from .found import (
    FoundSource,
    date_parts,
    month_number,
    numbers,
    organization,
    own_address,
    page_range,
    plain,
    printed,
)

KINDS = {
    "phdthesis": Publication.Kind.THESIS,
    "mastersthesis": Publication.Kind.THESIS,
    "thesis": Publication.Kind.THESIS,
    "incollection": Publication.Kind.BOOK_CHAPTER,
    "inbook": Publication.Kind.BOOK_CHAPTER,
    "online": Publication.Kind.WEB_PAGE,
}
IN_A_NOTE = {"pmid": re.compile(r"PMID:?\s*[0-9]+"), "pmcid": re.compile(r"PMC[0-9]+")}
OTHERS = "others"
# Signs that abbreviations of a paste stand for, because one may stand for ten others
MOST_OF_A_VALUE = 2_000
MOST_OF_A_PASTE = 200_000


def read(text: str) -> list[FoundSource]:
    """Every entry; what is not finished, or no entry, is none."""
    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False, interpolate_strings=False)
    database = parser.parse(text)
    abbreviations = _Abbreviations(database.strings)
    return [_found(abbreviations.spelled_out(entry)) for entry in database.entries]


class _Abbreviations:
    """What a paste explains by `@string`, each spelled out once, and none that grows without end."""

    def __init__(self, strings: Mapping[str, Any]) -> None:
        self.left = MOST_OF_A_PASTE
        self.known: dict[str, str] = {}
        for name, value in strings.items():
            self.known |= self.spelled_out({name: value})

    def spelled_out(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Without those in which an abbreviation is not explained, mostly of a month or a journal."""
        said = ((name, self._text(value)) for name, value in values.items())
        return {name: text for name, text in said if text is not None}

    def _text(self, value: str | BibDataStringExpression) -> str | None:
        if isinstance(value, str):
            return value
        parts = [
            self.known.get(each.name) if isinstance(each, BibDataString) else each for each in value.expr
        ]
        explained = [part for part in parts if part is not None]
        signs = sum(map(len, explained))
        if len(explained) < len(parts) or signs > min(MOST_OF_A_VALUE, self.left):
            return None
        self.left -= signs
        return "".join(explained)


def _found(entry: dict[str, str]) -> FoundSource:
    names = [_name(name) for name in _split_names(entry.get("author", ""))]
    note = " ".join(entry.get(name, "") for name in ("note", "annote", "extra"))
    noted = {name: (pattern.findall(note) or [""])[0] for name, pattern in IN_A_NOTE.items()}
    return FoundSource(
        kind=KINDS.get(entry["ENTRYTYPE"].lower(), ""),
        title=plain(_text(entry.get("title", ""))),
        authors=tuple(name for name in names if name and name != OTHERS),
        et_al=OTHERS in names,
        journal=plain(_text(entry.get("journal") or entry.get("journaltitle", ""))),
        publisher=plain(_text(entry.get("publisher") or entry.get("school") or entry.get("institution", ""))),
        volume=_text(entry.get("volume", "")),
        issue=_text(entry.get("number") or entry.get("issue", "")),
        pages=page_range(_text(entry.get("pages", ""))),
        url=own_address(_text(entry.get("url", ""))),
        **_date(entry),
        **numbers(noted | {name: _text(entry[name]) for name in WRITTEN if name in entry}),
    )


def _date(entry: dict[str, str]) -> dict[str, Any]:
    if date := entry.get("date", ""):
        return date_parts(date.split("T")[0].split("-"))
    return date_parts(
        (_text(entry.get("year", "")), month_number(entry.get("month", "")), entry.get("day", ""))
    )


def _split_names(authors: str) -> list[str]:
    """At each “and” outside of braces: some organizations have one in their name."""
    names: list[list[str]] = [[]]
    depth = 0
    for word in authors.split():
        if word.lower() == "and" and not depth:
            names.append([])
            continue
        names[-1].append(word)
        depth += word.count("{") - word.count("}")
    return [" ".join(words) for words in names if words]


def _name(name: str) -> str:
    if name.lower() == OTHERS:
        return OTHERS
    if name.startswith("{") and name.endswith("}"):
        return organization(_text(name))
    if "," not in name and has_initials(name):
        return _text(name)  # printed already, like “FitzGerald JJ”
    parts = splitname(name, strict_mode=False)
    family, given, suffix = (
        _text(" ".join(words)) for words in (parts["von"] + parts["last"], parts["first"], parts["jr"])
    )
    return printed(family, given, suffix)


def _text(text: str) -> str:
    """Without LaTeX: accents as letters, and no braces."""
    said = latex_to_unicode(re.sub(r"\\([$#%&_])", r"\1", text))
    return " ".join(said.replace("ı\u0301", "í").replace("ı\u0300", "ì").split())
