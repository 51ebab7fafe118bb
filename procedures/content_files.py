"""The shipped articles, sources and words: files under content/, read into the database.

content/procedures.toml              the operations
content/publications.toml            sources, in no language
content/<language>/glossary.toml     words explained
content/<language>/evidence.toml     what each source says, and what it does not show
content/<language>/pages/<slug>.toml a page of the clinic's own
content/<language>/<name>.toml       the comparison, the findings, or the article of a procedure

English is loaded first, because the other languages are translations of it.
"""

import hashlib
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction

from drez_site.foundation.demonstration import site_is_demonstration
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from drez_site.foundation.refusals import Refused

from . import kinds
from .kinds import own_fields
from .kinds.declaration import Address
from .models import Document, GlossaryTerm, Procedure, Publication, RowRevision
from .publishing.snapshot import named_row
from .shipping import Drafts, Signed, Way

CONTENT = Path(__file__).parent / "content"


class ContentError(ValueError):
    """A content file cannot be loaded; says which file and why."""


@transaction.atomic
def load(content: Path = CONTENT, *, as_drafts: bool = False) -> list[str]:
    """Load every file: in a demonstration signed by its own accounts, at a real clinic as drafts.

    Return a line about each article changed or left alone. Files that have not changed since they were loaded
    change nothing. An article that a member of staff has edited is theirs: it is left alone. Raises
    ContentError, also when the site is not of the kind that is asked for.
    """
    if as_drafts and site_is_demonstration():
        raise ContentError("This site is a demonstration: start_clinic makes it a clinic's and loads drafts.")
    if not as_drafts and not site_is_demonstration():
        raise ContentError(
            "This is the site of a real clinic: its own reviewers sign. Load with --as-drafts."
        )
    way = Drafts() if as_drafts else Signed()
    load_procedures(content / "procedures.toml")
    _load_publications(content / "publications.toml")
    messages = []
    folders = sorted(path for path in content.iterdir() if path.is_dir())
    for folder in sorted(folders, key=lambda folder: folder.name != SOURCE_LANGUAGE):
        for path, kind in _files(folder).items():
            if message := _loader(kind)(kind, folder.name, path, way):
                messages.append(message)
    return messages


def _loader(kind: kinds.Kind) -> Callable[[kinds.Kind, str, Path, Way], str | None]:
    """By what its files hold: a summary of each source, every term of the glossary, or one document."""
    if kind.sums_up_a_source:
        return _load_summaries
    return _load_glossary if kind.holds_every_term else _load_document


def _files(folder: Path) -> dict[Path, kinds.Kind]:
    """The files of one language with the kind of each, in the order of loading. Raises ContentError."""
    found: dict[Path, kinds.Kind] = {}
    for kind in kinds.ALL:
        for path in sorted(folder.glob(kind.file)):
            found.setdefault(path, kind)
    for path in sorted(set(folder.rglob("*.toml")) - found.keys()):
        raise ContentError(f"{path.relative_to(folder)}: no kind of document has files of this name.")
    return found


def _read(path: Path) -> dict:
    try:
        return _stripped(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{path.name}: {error}") from error


def _entries(path: Path, name: str, key: str) -> list[dict]:
    """The tables of this name, in each of which the key tells them apart. Raises ContentError."""
    entries = _read(path).get(name, [])
    for number, entry in enumerate(entries, start=1):
        if key not in entry:
            raise ContentError(f"{path.name}: {name} {number}: no {key} there.")
    return entries


def _stripped(value):
    """Texts as a form would save them, so that saving one unchanged changes nothing."""
    if isinstance(value, dict):
        return {name: _stripped(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_stripped(inner) for inner in value]
    return value.strip() if isinstance(value, str) else value


def _row(path: Path, model, fields: dict):
    """A row of a table, not yet saved. Raises ContentError."""
    if unknown := fields.keys() - {field.name for field in model._meta.concrete_fields}:
        raise ContentError(f"{path.name}: {fields}: no {', '.join(sorted(unknown))} there.")
    return _valid(path, model(**fields))


def _valid(path: Path, instance):
    try:
        instance.full_clean(_relations(type(instance)), validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise ContentError(f"{path.name}: {instance}: {error.message_dict}") from error
    return instance


@cache
def _relations(model) -> frozenset[str]:
    """Its fields that lead to other rows: each of those was read or written a moment ago."""
    return frozenset(field.name for field in model._meta.concrete_fields if field.is_relation)


def load_procedures(path: Path = CONTENT / "procedures.toml"):
    """Those that are not there yet: a row that staff have changed stays theirs."""
    here = set(Procedure.objects.values_list("slug", flat=True))
    for fields in _entries(path, "procedures", "slug"):
        if fields["slug"] not in here:
            _row(path, Procedure, fields).save()


def _load_publications(path: Path):
    """New ones only: facts about a source that are here already may have been corrected by staff."""
    existing = set(Publication.objects.values_list("key", flat=True))
    procedures = {procedure.slug: procedure for procedure in Procedure.objects.all()}
    new = [fields for fields in _entries(path, "publications", "key") if fields["key"] not in existing]
    slugs = [fields.pop("procedures", []) for fields in new]
    if unknown := {slug for each in slugs for slug in each} - procedures.keys():
        raise ContentError(f"{path.name}: no procedure is called {', '.join(sorted(unknown))}.")
    about = [[procedures[slug] for slug in each] for each in slugs]
    publications = Publication.objects.bulk_create([_row(path, Publication, fields) for fields in new])
    links = Publication.procedures.through
    links.objects.bulk_create(
        links(publication=publication, procedure=procedure)
        for publication, its_procedures in zip(publications, about, strict=True)
        for procedure in its_procedures
    )


def _load_glossary(kind: kinds.Kind, language: str, path: Path, way: Way) -> str | None:
    digest = _digest(path.read_bytes())
    document = way.here(kind=kind.kind, language=language).first()
    if document and way.is_loaded(document, digest):
        return None
    _load_terms(language, path)
    if document and way.is_theirs(document):
        return f"{document}: left as it is, because staff have edited it."
    document = document or Document(kind=kind.kind, language=language)
    document.source_digest = digest
    fields = {name: text for name, text in _read(path).items() if name != "terms"}
    _write(kind, path, document, fields, way)
    _offer(path, document, digest, way)
    return f"{document}: loaded."


def _load_terms(language: str, path: Path):
    """New ones, and those that say something else than the file; whatever staff have saved stays theirs."""
    here = {term.slug: term for term in GlossaryTerm.objects.filter(language=language)}
    theirs = set(RowRevision.objects.filter(list=RowRevision.List.TERMS).values_list("row", flat=True))
    shipped = [
        _row(path, GlossaryTerm, fields | {"language": language})
        for fields in _entries(path, "terms", "slug")
    ]
    GlossaryTerm.objects.bulk_create([term for term in shipped if term.slug not in here])
    for term in shipped:
        old = here.get(term.slug)
        if old and old.pk not in theirs and named_row(old) != named_row(term):
            term.pk = old.pk
            term.save(force_update=True)


def summaries_in(path: Path) -> list[dict]:
    return _entries(path, "summaries", "key")


def _load_summaries(kind: kinds.Kind, language: str, path: Path, way: Way) -> str | None:
    here = {summary.slug: summary for summary in way.here(kind=kind.kind, language=language)}
    loaded = 0
    for fields in summaries_in(path):
        digest = _digest(repr(sorted(fields.items())).encode())
        summary = here.get(fields["key"])
        if summary and (way.is_loaded(summary, digest) or way.is_theirs(summary)):
            continue
        summary = summary or Document(kind=kind.kind, language=language, slug=fields["key"])
        summary.source_digest = digest
        _write(kind, path, summary, {name: value for name, value in fields.items() if name != "key"}, way)
        _offer(path, summary, digest, way)
        loaded += 1
    spoken = Document(language=language).get_language_display()
    return f"Summaries of evidence ({spoken}): {loaded} loaded." if loaded else None


def _digest(shipped: bytes) -> str:
    return hashlib.sha256(shipped).hexdigest()


def _load_document(kind: kinds.Kind, language: str, path: Path, way: Way) -> str | None:
    digest = _digest(path.read_bytes())
    procedures = {procedure.slug: procedure for procedure in Procedure.objects.all()}
    identity = {"kind": kind.kind, "language": language}
    if kind.address is Address.PROCEDURE:
        if path.stem not in procedures:
            raise ContentError(f"{path.name}: no procedure has this address.")
        identity["procedure"] = procedures[path.stem]
    elif kind.address is Address.SLUG:
        identity["slug"] = path.stem
    document = way.here(**identity).first()
    if document and way.is_loaded(document, digest):
        return None
    if document and way.is_theirs(document):
        return f"{document}: left as it is, because staff have edited it."

    fields = _read(path)
    document = document or Document(**identity)
    document.source_digest = digest
    said = kind.older(fields) if kind.older else fields
    told = kind.told.keys() - fields.keys()  # stands in another table
    _write(kind, path, document, {name: value for name, value in said.items() if name not in told}, way)
    _offer(path, document, digest, way)
    return f"{document}: loaded."


def _write(kind: kinds.Kind, path: Path, document: Document, fields: dict, way: Way):
    """The draft, with the parts that its kind declares. Raises ContentError, also for what it does not."""
    if document.language != SOURCE_LANGUAGE:
        fields = way.of_a_translation(document) | fields
    parts = {part: _rows_of(part, fields) for part in kind.parts}
    if unknown := fields.keys() - set(own_fields.SIGNED):
        raise ContentError(f"{path.name}: no {kind} has {', '.join(sorted(unknown))}.")
    document.is_demonstration = way.is_demonstration
    for name, value in fields.items():
        setattr(document, name, value)
    _valid(path, document).save()
    for part, rows in parts.items():
        part.model.objects.filter(document=document).delete()
        part.model.objects.bulk_create(
            [
                _valid(path, _draft(path, part, document, position, row))
                for position, row in enumerate(rows, start=1)
            ]
        )


def _rows_of(part: kinds.Part, fields: dict) -> list[kinds.Row]:
    """Taken out of the fields: the rows below the part's name, or the one row written without it."""
    if part.is_one_row:
        return [{name: fields.pop(name) for name in part.fields if name in fields}]
    return fields.pop(part.name, [])


def _draft(path: Path, part: kinds.Part, document: Document, position: int, row: kinds.Row):
    if unknown := row.keys() - {*part.fields, *part.told}:
        raise ContentError(f"{path.name}: {part.name} {position}: no {', '.join(sorted(unknown))} there.")
    try:
        return part.thaw(document, position, row)
    except ObjectDoesNotExist as unknown:
        raise ContentError(f"{path.name}: {part.name} {position}: {unknown}") from unknown


def _offer(path: Path, document: Document, digest: str, way: Way):
    try:
        way.offer(document, digest)
    except Refused as refusal:
        raise ContentError(f"{path.name}: {' '.join(refusal.messages)}") from refusal
