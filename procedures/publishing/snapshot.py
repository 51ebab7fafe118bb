"""A draft as one JSON document: every word its readers will see, and nothing that can change under them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast

from django.forms.models import model_to_dict

from drez_site.foundation.markdown.citation_keys import cited_keys

from .. import kinds
from ..models import Document, GlossaryTerm, Procedure, Publication, public_sources
from ..signed_content import Facts

DOCUMENT_FIELDS = [
    "kind",
    "language",
    "title",
    "full_name",
    "pronunciation",
    "summary",
    "body",
    "translator",
    "translates_edition",
]
# What readers meet of these, one by one.
DOCUMENT_WORDS = ["title", "full_name", "pronunciation", "summary", "body", "translator"]
TERM_FIELDS = ["slug", "term", "definition", "forms"]
# Of a source that a document cites.
SOURCE_FIELDS = [
    "key",
    "title",
    "description",
    "authors",
    "et_al",
    "journal",
    "publisher",
    "year",
    "volume",
    "issue",
    "pages",
    "doi",
    "pmid",
    "url",
    "kind",
    "participants",
    "level",
]
# Of the source that a document sums up, besides those.
MORE_OF_THE_SOURCE = [
    "affiliations",
    "month",
    "day",
    "pmcid",
    "follow_up",
    "keywords",
    "funding",
    "conflicts_of_interest",
    "access",
    "embargo_until",
    "corrected_on",
    "correction_notice",
]

# Rows of tables of their own, whose words documents sign.
NamedRow = GlossaryTerm | Publication | Procedure


def freeze(document: Document) -> kinds.Content:
    """The content of a submission. A key that no publication has is in the texts, but not in the sources."""
    kind = kinds.of(document)
    said = model_to_dict(document, DOCUMENT_FIELDS)
    said["declaration"] = kind.declaration
    said["procedure"] = document.procedure.slug if document.procedure else None
    said |= {name: tell(document) for name, tell in kind.told.items()}
    said |= {part.name: part.freeze(document) for part in kind.parts}
    content = cast(kinds.Content, said)  # the same object: its last two fields follow from the others
    keys = {key for text in citing_texts(content) for key in cited_keys(text)}
    sources = Publication.objects.filter(key__in=keys).order_by("key")
    terms = GlossaryTerm.objects.filter(language=document.language).order_by("term", "slug")
    said["sources"] = [model_to_dict(source, SOURCE_FIELDS) for source in sources]
    said["terms"] = [model_to_dict(term, TERM_FIELDS) for term in terms]
    if kind.sums_up_a_source:
        said["source"] = _facts(Publication.objects.filter(key=document.slug).first())
    if not kind.holds_every_term:
        explained = {term.slug for term in kinds.read(content).explained}
        content["terms"] = [term for term in content["terms"] if term["slug"] in explained]
    return content


def _facts(source: Publication | None) -> Facts | None:
    """All that the page of a source prints of it; None of one that does not exist."""
    if source is None:
        return None
    facts = model_to_dict(source, SOURCE_FIELDS + MORE_OF_THE_SOURCE)
    facts |= {name: fact.isoformat() for name, fact in facts.items() if isinstance(fact, date)}
    return facts | {"procedures": [procedure.slug for procedure in source.procedures.all()]}


def named_row(row: NamedRow) -> dict[str, Any]:
    """All that documents can sign of a row that they only name, under the names that they have for it."""
    if isinstance(row, Procedure):
        return {"slug": row.slug, "operation": row.name, "look": row.look, "color": row.color}
    if isinstance(row, GlossaryTerm):
        return model_to_dict(row, [*TERM_FIELDS, "language"])
    return _facts(row) or {}


def is_as_signed(source: Publication) -> bool:
    """Whether its row says what patients read of it, by `public_sources`."""
    public = public_sources().get(pk=source.pk)
    names = SOURCE_FIELDS + (MORE_OF_THE_SOURCE if public.is_summed_up else [])
    signed, now = public.facts, _facts(source) or {}
    return all(signed.get(name) == now[name] for name in names)


def citing_texts(content: kinds.Content) -> Iterator[str]:
    """Every text that may cite a source, in reading order."""
    content = kinds.complete(content)
    yield content["body"]
    for part, _number, row in kinds.rows(content):
        yield from (row[name] for name in part.texts)


def texts_by_place(content: kinds.Content) -> dict[tuple[str, ...], str]:
    """Every word that patients read, by the place where it stands, in reading order."""
    content = kinds.complete(content)
    said: Mapping[str, Any] = content
    found: dict[tuple[str, ...], str] = {(name,): said[name] or "" for name in DOCUMENT_WORDS}
    for part, number, row in kinds.rows(content):
        found |= dict(part.words(number, row))
    for term in content["terms"]:
        found |= words_of_term(term)
    for source in content["sources"]:
        found |= words_of_source(source)
    facts = content.get("source") or {}
    for name, fact in facts.items():
        found[("source", facts["key"], name)] = _told(fact)
    return found


def words_of_term(term: Mapping[str, Any]) -> dict[tuple[str, ...], str]:
    return {("glossary", term["slug"]): f"{term['term']}: {term['definition']}"}


def words_of_source(source: Mapping[str, Any]) -> dict[tuple[str, ...], str]:
    label = [source["title"], source["description"], source["journal"], source.get("publisher", "")]
    label += [str(source["year"] or ""), ", ".join(source["authors"]), str(source["level"] or "")]
    label += [source["doi"], source.get("note", "")]
    return {("source", source["key"]): " ".join(filter(None, label))}


def _told(fact: object) -> str:
    if isinstance(fact, dict):
        return "; ".join(f"{name}: {text}" for name, text in fact.items())
    return ", ".join(map(str, fact)) if isinstance(fact, list) else str("" if fact is None else fact)
