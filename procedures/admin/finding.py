"""Words of drafts, found in the parts where they stand: for the search over everything staff may open."""

from collections.abc import Iterator
from functools import reduce
from operator import and_, or_

from django.db.models import CharField, Model, Q, TextField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst

from drez_site.foundation.links import Link
from drez_site.foundation.shelves import SHOWN_OF_A_LIST, Shelf
from procedures import kinds


class FindsParts:
    """For the admin of documents."""

    def also_found(self, request: HttpRequest, words: str) -> Iterator[Shelf]:
        """A shelf for each table of parts, with the first rows that have every one of the words."""
        for part in _tables():
            others = [column.name for column in part.model._meta.fields if column.is_relation]
            rows = part.model._default_manager.filter(_has(part, words)).select_related(*others)
            yield Shelf(
                capfirst(str(part.model._meta.verbose_name_plural)),
                [Link(str(row), _address(part, row), str(row.document)) for row in rows[:SHOWN_OF_A_LIST]],
            )


def _tables() -> list[kinds.Part]:
    """A part of each table: kinds share some."""
    return list({part.model: part for kind in kinds.ALL for part in kind.parts}.values())


def _has(part: kinds.Part, words: str) -> Q:
    columns = [
        name
        for name in part.fields
        if isinstance(column := part.column(name), CharField | TextField) and not column.choices
    ]
    return reduce(
        and_,
        (
            reduce(or_, (Q(**{f"{name}__unaccent__icontains": word}) for name in columns))
            for word in words.split()
        ),
    )


def _address(part: kinds.Part, row: Model) -> str:
    """Where it is written; of a row without a form of its own, the outline."""
    document = row.document
    if part.form is None:
        return reverse("admin:procedures_document_change", args=[document.pk])
    return reverse("admin:procedures_document_part", args=[document.pk, part.name, row.pk])
