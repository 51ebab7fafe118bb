"""CSL-JSON: what Zotero exports, and what Crossref and PubMed answer."""

import json
import re
from typing import Any

from procedures.models import Publication
from procedures.models.identifiers import WRITTEN

from .found import FoundSource, date_parts, numbers, organization, own_address, page_range, plain, printed

KINDS = {
    "chapter": Publication.Kind.BOOK_CHAPTER,
    "thesis": Publication.Kind.THESIS,
    "webpage": Publication.Kind.WEB_PAGE,
}


def read(text: str) -> list[FoundSource]:
    """Every item. Raises ValueError for text that is no JSON, or JSON of something else."""
    said = json.loads(text)
    if isinstance(said, dict) and isinstance(said.get("items"), list):
        said = said["items"]
    items = said if isinstance(said, list) else [said]
    if not items or not all(isinstance(item, dict) and ("title" in item or "DOI" in item) for item in items):
        raise ValueError("no items of CSL-JSON")
    return [_found(item) for item in items]


def _found(item: dict[str, Any]) -> FoundSource:
    authors = item.get("author")
    kind = KINDS.get(_text(item.get("type")), "")
    container = plain(_text(item.get("container-title")))
    return FoundSource(
        kind=kind,
        title=plain(_text(item.get("title"))),
        authors=tuple(filter(None, map(_name, authors if isinstance(authors, list) else []))),
        journal="" if kind else container,
        publisher=plain(_text(item.get("publisher"))) if kind or not container else "",
        volume=_text(item.get("volume")),
        issue=_text(item.get("issue")),
        pages=page_range(_text(item.get("page"))),
        url=own_address(_text(item.get("URL"))),
        **_date(item),
        **numbers({name: _text(item.get(name.upper())) for name in WRITTEN}),
    )


def _text(value: Any) -> str:
    """Some answers list what others say once."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return " ".join(str(value).split()) if isinstance(value, (str, int)) else ""


def _date(item: dict[str, Any]) -> dict[str, Any]:
    """The day in print, or else online."""
    for name in ("published-print", "issued", "published", "published-online"):
        date = item.get(name)
        if not isinstance(date, dict):
            continue
        parts = date.get("date-parts")
        if isinstance(parts, list) and parts and isinstance(parts[0], list):
            return date_parts(parts[0])
        if raw := _text(date.get("raw") or date.get("literal")):
            return date_parts(re.split(r"[-/]", raw))
    return {}


def _name(author: Any) -> str:
    if not isinstance(author, dict):
        return ""
    said = {name: _text(author.get(name)) for name in ("family", "given", "suffix", "literal", "name")}
    particle = _text(author.get("non-dropping-particle") or author.get("dropping-particle"))
    if said["family"]:
        return printed(f"{particle} {said['family']}", said["given"], said["suffix"])
    return organization(said["literal"] or said["name"])
