"""How a new document begins: with the parts that its kind needs, as a copy, or as a page to translate."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import translation
from django.utils.text import capfirst

from drez_site.foundation.languages.packs import SOURCE_LANGUAGE

from .. import kinds
from ..models import Document, Edition, Revision
from .revisions import last_number
from .translations import english_to_translate


def begin(document: Document, original: Document | None) -> None:
    """As a copy of the original; else a translation with the English page, and any other with its parts."""
    if original:
        copy(original, document)
    elif english := english_edition(document):
        follow(english, document)
    else:
        lay_out(document)


def english_edition(document: Document) -> Edition | None:
    """The signed English page with which a translation begins; None where there is none to translate."""
    return None if document.language == SOURCE_LANGUAGE else english_to_translate(document)


@transaction.atomic
def follow(english: Edition, document: Document) -> None:
    """Give it all rows of the English page, each text in English until somebody translates it."""
    content: Mapping[str, Any] = kinds.complete(english.content)
    for part in kinds.of(document).parts:
        part.model._default_manager.bulk_create(
            part.thaw(document, position, row) for position, row in enumerate(content[part.name], start=1)
        )


@transaction.atomic
def lay_out(document: Document) -> None:
    """Give it an empty row for each that its kind needs, with a heading to begin from."""
    kind = kinds.of(document)
    with translation.override(document.language):
        for part in kind.parts:
            part.model._default_manager.bulk_create(_empty_rows(kind, part, document))


def _empty_rows(kind: kinds.Kind, part: kinds.Part, document: Document) -> list[Model]:
    if part.is_one_row:
        return [part.model(document=document)]
    field, labels = part.each_once or part.begins_with, dict(part.labels)
    rows = []
    for position, value in enumerate(kind.values_to_begin_with(part), start=1):
        row = part.model(document=document, position=position, **{field: value})
        for name in set(part.headings) & set(part.needed):
            setattr(row, name, capfirst(str(labels[value])))
        rows.append(row)
    return rows


@transaction.atomic
def copy(original: Document, document: Document) -> None:
    """Give it all rows of another document of its kind.

    The saved drafts of the original become its first ones: whoever wrote the words stays their writer.
    """
    for part in kinds.of(document).parts:
        part.model._default_manager.bulk_create(
            part.thaw(document, position, row) for position, row in enumerate(part.freeze(original), start=1)
        )
    first = last_number(document) + 1
    Revision.objects.bulk_create(
        Revision(
            document=document,
            number=number,
            content=saved.content,
            saved_by_id=saved.saved_by_id,
            saved_as=saved.saved_as,
        )
        for number, saved in enumerate(original.revisions.order_by("number"), first)
    )
