"""Keeping every saved state of a draft, and going back to what patients read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.db import transaction
from django.utils import timezone

from .. import kinds
from ..models import Document, Edition, Revision
from .differences import Change, changes
from .snapshot import DOCUMENT_FIELDS, DOCUMENT_WORDS, freeze

SHIPPED = "Shipped text, version {version}"
STAYS = {"kind", "language"}
NOT_TYPED_HERE = {"sources", "terms", "declaration"}  # what a draft only names, and what the program adds


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What others saved of a draft after somebody opened it; `number` is the newest saved draft."""

    number: int
    names: list[str]
    changes: list[Change]


def last_number(document: Document) -> int:
    """The number of the newest saved draft; 0 when none was ever kept."""
    return document.revisions.order_by("-number").values_list("number", flat=True).first() or 0


def meanwhile(document: Document, opened_from: int) -> Meanwhile | None:
    """None when the words on its form are those that it was opened with."""
    saved = list(document.revisions.filter(number__gte=opened_from).order_by("number"))
    opened = saved[0].content if saved and saved[0].number == opened_from else _nothing(document)
    since = [revision for revision in saved if revision.number != opened_from]
    if not since or _typed(opened) == _typed(since[-1].content):
        return None
    names = list(dict.fromkeys(revision.saved_as for revision in since))
    return Meanwhile(since[-1].number, names, changes(opened, since[-1].content))


def _typed(content: kinds.Content) -> dict[str, object]:
    return {name: value for name, value in content.items() if name not in NOT_TYPED_HERE}


def _nothing(document: Document) -> kinds.Content:
    said = {"kind": document.kind, "terms": [], "sources": []}
    return cast(kinds.Content, said | dict.fromkeys(DOCUMENT_WORDS, ""))


@transaction.atomic
def record(document: Document, by: Any, content: kinds.Content | None = None) -> Revision | None:
    """Keep the draft as it is saved now; None when nothing changed since it was last kept.

    `content` is what `freeze` said of it, if that is known.
    """
    revision = _record(document, content, saved_by=by, saved_as=str(by))
    if revision:
        Document.objects.filter(pk=document.pk).update(last_author=by, updated_at=timezone.now())
    return revision


def record_shipped(document: Document, version: str) -> Revision | None:
    """The same of a text that came with the site: nobody here wrote it."""
    return _record(document, None, saved_by=None, saved_as=SHIPPED.format(version=version))


def record_changes(documents: Iterable[Document], by: Any) -> None:
    """Keep those drafts whose words changed because of something that they only name, like a source.

    A draft that is submitted stays so, in the words that were submitted.
    """
    for document in documents:
        _record(document, None, saved_by=by, saved_as=str(by))


@transaction.atomic
def _record(document: Document, content: kinds.Content | None, **saver: Any) -> Revision | None:
    document = Document.objects.select_for_update().get(pk=document.pk)
    last = document.revisions.order_by("number").last()
    content = content or freeze(document)
    if last and last.content == content:
        return None
    number = last.number + 1 if last else 1
    return Revision.objects.create(document=document, number=number, content=content, **saver)


@transaction.atomic
def start_again(document: Document, by: Any) -> Edition | None:
    """Make the draft say what its newest edition says; what was written since counts for nobody.

    The meanings of glossary words and the facts about sources stay those of today: they stand in tables of
    their own. None when nothing was ever signed.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    newest = document.editions.first()
    if newest is None:
        return None
    content: Mapping[str, Any] = kinds.complete(newest.content)
    kind = kinds.of(document)
    for name in set(DOCUMENT_FIELDS) - STAYS:
        setattr(document, name, content[name])
    document.save()
    for part in kind.parts:
        part.rows_of(document).delete()
        part.model._default_manager.bulk_create(
            part.thaw(document, position, row) for position, row in enumerate(content[part.name], start=1)
        )
    record(document, by)
    return newest
