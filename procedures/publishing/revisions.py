"""Keeping every saved state of a draft, and going back to what patients read."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from .. import kinds
from ..kinds import own_fields
from ..models import (
    Document,
    Edition,
    GlossaryTerm,
    Procedure,
    Publication,
    Revision,
    RowRevision,
    Submission,
)
from .four_eyes import say_the_same
from .snapshot import NamedRow, freeze, named_row

SHIPPED = "Shipped text, version {version}"
SIGNED_AGAIN = "Edition {number}, signed again"
STAYS = {"kind", "language"}
LISTS = {
    GlossaryTerm: RowRevision.List.TERMS,
    Publication: RowRevision.List.SOURCES,
    Procedure: RowRevision.List.PROCEDURES,
}


def last_number(document: Document) -> int:
    """The number of the newest saved draft; 0 when none was ever kept."""
    return document.revisions.order_by("-number").values_list("number", flat=True).first() or 0


@transaction.atomic(savepoint=False)
def record(document: Document, by: Any, content: kinds.Content | None = None) -> Revision | None:
    """Keep the draft as it is saved now; None when nothing changed since it was last kept.

    `content` is what `freeze` said of it, if that is known.
    """
    revision = _record(document, content, saved_by=by, saved_as=str(by))
    if revision:
        Document.objects.filter(pk=document.pk).update(last_author=by, updated_at=timezone.now())
    return revision


def record_shipped(document: Document, version: str, content: kinds.Content | None = None) -> Revision | None:
    """The same of a text that came with the site: nobody here wrote it."""
    return _record(document, content, saved_by=None, saved_as=SHIPPED.format(version=version))


def record_changes(documents: Iterable[Document], by: Any) -> None:
    """Keep those drafts whose words changed because of something that they only name, like a source.

    A draft that is submitted stays so, in the words that were submitted.
    """
    for document in documents:
        _record(document, None, saved_by=by, saved_as=str(by))


@transaction.atomic
def record_row(row: models.Model, by: Any) -> RowRevision | None:
    """Keep a glossary word, a source or an operation as it is saved now, for whatever document names it.

    None when it says what it said before, or is another kind of row.
    """
    if not isinstance(row, NamedRow):
        return None
    content, kind = named_row(row), LISTS[type(row)]
    last = RowRevision.objects.filter(list=kind, row=row.pk).last()
    if last and last.content == content:
        return None
    return RowRevision.objects.create(list=kind, row=row.pk, content=content, saved_by=by, saved_as=str(by))


@transaction.atomic(savepoint=False)
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
    """Make the draft say what its newest edition says; what was written since counts for nobody, nor waits.

    The meanings of glossary words and the facts about sources stay those of today: they stand in tables of
    their own. None when nothing was ever signed.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    newest = document.editions.standing().first()
    if newest is None:
        return None
    _say(document, newest.content)
    record(document, by)
    Submission.objects.filter(document=document).delete()
    return newest


@transaction.atomic
def bring_back(document: Document, revision: Revision, by: Any) -> Revision | None:
    """Make the draft say what a saved draft says; the change is that of whoever brings it back.

    None when it says that already. Raises Procedure.DoesNotExist when an operation that it names is gone.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    _say(document, revision.content)
    return record(document, by)


def follow(document: Document, edition: Edition) -> None:
    """Make the draft say what patients read since an older edition was signed again: nobody's change.

    What stood there is kept among the saved drafts.
    """
    if say_the_same(freeze(document), edition.content):
        return
    _say(document, edition.content)
    _record(document, None, saved_by=None, saved_as=SIGNED_AGAIN.format(number=edition.number))


def _say(document: Document, words: kinds.Content) -> None:
    content: Mapping[str, Any] = kinds.complete(words)
    kind = kinds.of(document)
    for name in set(own_fields.SIGNED) - STAYS:
        setattr(document, name, content[name])
    document.translated_so_far = None  # it is of the words that go
    document.save()
    for part in kind.parts:
        part.rows_of(document).delete()
        part.model._default_manager.bulk_create(
            part.thaw(document, position, row) for position, row in enumerate(content[part.name], start=1)
        )
