"""RIS, by rispy: records as EndNote, Zotero, publishers and this site write them."""

import re
from typing import Any

import rispy

from procedures.citations import has_initials
from procedures.models import Publication

from .found import FoundSource, date_parts, numbers, organization, own_address, page_range, plain, printed

KINDS = {
    "CHAP": Publication.Kind.BOOK_CHAPTER,
    "THES": Publication.Kind.THESIS,
    "ELEC": Publication.Kind.WEB_PAGE,
    "WEB": Publication.Kind.WEB_PAGE,
}
# Programs do not agree where a journal, a title or a number stands: the first that says something.
TITLES = ("title", "primary_title")
JOURNALS = ("journal_name", "alternate_title3", "secondary_title", "alternate_title2")
NUMBER_OF_PUBMED = re.compile(r"PMID:?\s*[0-9]+")
LINE_ENDS = re.compile(r"\r\n?")


def read(text: str) -> list[FoundSource]:
    """Every record, the last one also without its end."""
    lines = LINE_ENDS.sub("\n", text).replace("\nER  -", "\nER  - ")
    if "\nER  -" not in lines:
        lines += "\nER  - "
    return [_found(record) for record in rispy.loads(lines)]


def _found(record: dict[str, Any]) -> FoundSource:
    authors = record.get("authors") or record.get("first_authors") or []
    notes = " ".join(map(str, [*record.get("notes", []), *record.get("notes_abstract", [])]))
    written = {
        "doi": str(record.get("doi", "")),
        "pmid": next(iter(NUMBER_OF_PUBMED.findall(notes)), _accession(record)),
        "pmcid": str(record.get("custom2", "")),
    }
    first, last = (str(record.get(name, "")) for name in ("start_page", "end_page"))
    date = str(record.get("date") or record.get("year") or record.get("publication_year") or "")
    if not date[:4].isdecimal():
        date = str(record.get("year", ""))
    pages = f"{first}-{last}" if first and last and "-" not in first and first != last else first
    is_chapter = record.get("type_of_reference") == "CHAP"
    return FoundSource(
        kind=KINDS.get(record.get("type_of_reference", ""), ""),
        title=plain(_first(record, TITLES)),
        authors=tuple(filter(None, map(_name, authors))),
        et_al="more authors than these" in notes,
        journal="" if is_chapter else plain(_first(record, JOURNALS)),
        publisher=plain(record.get("publisher", "")),
        volume=str(record.get("volume", "")),
        issue=str(record.get("number", "")),
        pages=page_range(pages),
        url=own_address(next(iter(record.get("urls", [])), "")),
        **date_parts(re.split(r"[/-]", date)),
        **numbers(written),
    )


def _accession(record: dict[str, Any]) -> str:
    """Its number in a database, unless that is another one than PubMed."""
    database = str(record.get("name_of_database", "")).lower()
    of_pubmed = not database or any(name in database for name in ("pubmed", "medline", "nlm"))
    return str(record.get("accession_number", "")) if of_pubmed else ""


def _first(record: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((str(record[name]) for name in names if record.get(name)), "")


def _name(name: str) -> str:
    """ "FitzGerald, James J." is a person, a name without a comma an organization unless it has initials."""
    family, comma, given = name.partition(",")
    if not comma:
        return name if has_initials(name) else organization(name)
    given, _comma, suffix = given.partition(",")
    return printed(family, given, suffix)
