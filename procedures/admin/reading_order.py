"""The pages on which a document is written, in the order in which its readers come to its parts."""

from django.urls import reverse

from procedures import kinds
from procedures.models import TOP, Document


def address(step: str, document: Document, *args: object) -> str:
    """Of a page of the document in the admin, like its "part"."""
    return reverse(f"admin:procedures_document_{step}", args=[document.pk, *args])


def address_of_row(document: Document, place: tuple[str, int]) -> str:
    """Where a row is written, by the name of its part and its key; "" is the part of the top."""
    name, key = place
    return address("part", document, name, key) if name else address(TOP, document)


def rows(document: Document) -> list[tuple[str, int]]:
    """Every row that has a page: the name of its part, and its key."""
    return [
        (part.name, key)
        for part in _written(document)
        for key in part.rows_of(document).values_list("pk", flat=True)
    ]


def after_row(document: Document, here: tuple[str, int]) -> str:
    """The page of the next row; "" after the last one."""
    there = rows(document)
    following = there[there.index(here) + 1 :]
    return address_of_row(document, following[0]) if following else ""


def after_top(document: Document) -> str:
    """The page of the first part; "" of a document that has none."""
    return next(filter(None, (_beginning(document, part) for part in _written(document))), "")


def after_rows(document: Document, here: kinds.Part, first: int) -> str:
    """The page after one with several rows of a part; "" after the last one."""
    following = first + here.form.at_once
    if following <= here.rows_of(document).count():
        return address("rows", document, here.name, following)
    parts = _written(document)
    later = parts[parts.index(here) + 1 :]
    return next(filter(None, (_beginning(document, part) for part in later)), "")


def _written(document: Document) -> list[kinds.Part]:
    return [part for part in kinds.of(document).parts if part.form]


def _beginning(document: Document, part: kinds.Part) -> str:
    """Of a part with several rows on a page, the first one; of another its first row, if there is one."""
    if part.form.at_once > 1:
        return address("rows", document, part.name, 1)
    key = part.rows_of(document).values_list("pk", flat=True).first()
    return address("part", document, part.name, key) if key else ""
