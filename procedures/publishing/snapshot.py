"""A draft as one JSON document: every word its readers will see, and nothing that can change under them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast

from django.forms.models import model_to_dict

from drez_site.foundation.markdown.citation_keys import cited_keys

from .. import kinds
from ..kinds import own_fields
from ..models import Document, GlossaryTerm, Procedure, Publication, public_sources, source_fields
from ..signed_content import Facts

TERM_FIELDS = ["slug", "term", "definition", "forms"]
RowPlace = tuple[str, int]  # the name of a part, and the number of its row; 0 of none
OWN: RowPlace = ("", 0)  # what the document says of itself
# Rows of tables of their own, whose words documents sign.
NamedRow = GlossaryTerm | Publication | Procedure


def freeze(document: Document) -> kinds.Content:
    """The content of a submission. A key that no publication has is in the texts, but not in the sources."""
    return with_what_it_names(document, own_words(document))


def own_words(document: Document) -> dict[str, Any]:
    """Its own words and those of its parts."""
    kind = kinds.of(document)
    own = model_to_dict(document, own_fields.SIGNED)
    own["declaration"] = kind.declaration
    own["procedure"] = document.procedure.slug if document.procedure else None
    own |= {name: tell(document) for name, tell in kind.told.items()}
    return own | {part.name: part.freeze(document) for part in kind.parts}


def with_what_it_names(document: Document, said: dict[str, Any]) -> kinds.Content:
    """The content with these words: with the sources that they cite, and the glossary words that they use."""
    kind = kinds.of(document)
    content = cast(kinds.Content, said)  # the same object: its last two fields follow from the others
    keys = {key for text in citing_texts(content) for key in cited_keys(text)}
    sources = Publication.objects.filter(key__in=keys).order_by("key")
    terms = GlossaryTerm.objects.filter(language=document.language).order_by("term", "slug")
    said["sources"] = [model_to_dict(source, source_fields.SIGNED_WHERE_CITED) for source in sources]
    said["terms"] = list(terms.values(*TERM_FIELDS))
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
    facts = model_to_dict(source, source_fields.SIGNED)
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
    names = source_fields.SIGNED if public.is_summed_up else source_fields.SIGNED_WHERE_CITED
    signed, now = public.facts, _facts(source) or {}
    return all(signed.get(name) == now[name] for name in names)


def citing_texts(content: kinds.Content) -> Iterator[str]:
    """Every text that may cite a source, in reading order."""
    content = kinds.complete(content)
    said: Mapping[str, Any] = content
    yield from (said[name] for name in own_fields.CITING)
    for part, _number, row in kinds.rows(content):
        yield from (row[name] for name in part.texts)


def texts_by_place(content: kinds.Content) -> dict[tuple[str, ...], str]:
    """Every word that patients read, by the place where it stands, in reading order."""
    content = kinds.complete(content)
    said: Mapping[str, Any] = content
    found: dict[tuple[str, ...], str] = {(name,): said[name] or "" for name in own_fields.READ}
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


def rows_by_place(content: kinds.Content) -> dict[tuple[str, ...], RowPlace]:
    """By the places of `texts_by_place`: in whose form somebody writes what stands there."""
    content = kinds.complete(content)
    said = cast(Mapping[str, Any], content)
    found: dict[tuple[str, ...], RowPlace] = {(name,): OWN for name in own_fields.READ}
    for part, number, row in kinds.rows(content):
        place = (part.name, number)
        if part.written_with:
            outer, name = part.written_with
            numbers = {other[name]: number for number, other in enumerate(said[outer], 1)}
            place = (outer, numbers.get(row[name], 0))
        found |= dict.fromkeys((words for words, _text in part.words(number, row)), place)
    return found


def words_of_term(term: Mapping[str, Any]) -> dict[tuple[str, ...], str]:
    return {("glossary", term["slug"]): f"{term['term']}: {term['definition']}"}


def words_of_source(source: Mapping[str, Any]) -> dict[tuple[str, ...], str]:
    label = [_told(source.get(name)) for name in (*source_fields.COMPARED, "note")]  # of the oldest editions
    return {("source", source["key"]): " ".join(filter(None, label))}


def _told(fact: object) -> str:
    if isinstance(fact, dict):
        return "; ".join(f"{name}: {text}" for name, text in fact.items())
    return ", ".join(map(str, fact)) if isinstance(fact, list) else str("" if fact is None else fact)
