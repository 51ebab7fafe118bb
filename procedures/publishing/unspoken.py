"""What is signed although no words say it: drawings, colors, the number of a paper, further authors.

Nobody lists these. Each value of a content is tried: if the words stay the same with another value in its
place, they do not say it.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .. import kinds
from ..kinds import own_fields
from ..models import Document, GlossaryTerm, Procedure, Publication
from .snapshot import words_of_source, words_of_term

Place = tuple[str, ...]
NOT_SIGNED_FOR = {"declaration", "kind", "language"}  # the program's, and what a document never changes


def unspoken(content: kinds.Content) -> dict[Place, str]:
    """Each of these values as staff read it, by its place; what is empty is left out."""
    content = kinds.complete(content)
    return {place: said for place, value in _values(content) if (said := _printed(value))}


def _values(content: kinds.Content) -> Iterator[tuple[Place, object]]:
    for name, value in content.items():
        if not isinstance(value, (list, dict)) and name not in {*NOT_SIGNED_FOR, *own_fields.READ}:
            yield (_name(name, Document, Procedure),), value
    for part, number, row in kinds.rows(content):
        place = (str(part.model._meta.verbose_name), str(number))
        yield from _of_row(place, row, partial(_words_of_part, part, number), part.model)
    for term in content["terms"]:
        yield from _of_row((_("glossary"), term["slug"]), term, words_of_term, GlossaryTerm)
    for source in content["sources"]:
        yield from _of_row((_("cited source"), source["key"]), source, words_of_source, Publication)


def _words_of_part(part: kinds.Part, number: int, row: kinds.Row) -> dict[Place, str]:
    return dict(part.words(number, row))


def _of_row(
    place: Place, row: Mapping[str, Any], words: Callable[[Any], dict[Place, str]], model: type[Model]
) -> Iterator[tuple[Place, object]]:
    said = words(row)
    for name, value in row.items():
        if words({**row, name: _another(value)}) == said:
            yield (*place, _name(name, model, Procedure)), value


def _another(value: object) -> object:
    if isinstance(value, str):
        return f"{value} x"
    if isinstance(value, list):
        return [*value, "x"]
    return (value or 0) + 1 if isinstance(value, (int, type(None))) else None


def _name(name: str, *models: type[Model]) -> str:
    """As the forms of staff call it."""
    if name == "operation":
        return _("name of the operation")
    for model in models:
        if column := next((each for each in model._meta.concrete_fields if each.name == name), None):
            return str(column.verbose_name)
    return name


def _printed(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return capfirst(str(kinds.labels().get(str(value), value))) if value not in (None, "") else ""
