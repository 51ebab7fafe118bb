"""The rows of a translation beside those of its English edition, and what people call them."""

from collections.abc import Sequence

from django.db.models import CharField, Model, TextField
from django.utils.text import capfirst

from .. import kinds
from ..models import Procedure

OPERATION = "procedure"  # of what rows are told from other tables, this alone is the same in every language


def numbered(part: kinds.Part, rows: Sequence[kinds.Row]) -> list[tuple[int, kinds.Row]]:
    """Rows with their numbers, so that those of two languages can be paired one by one.

    Rows stand in their order. Those about operations stand in that of the operations when they were signed,
    by the addresses of that day: both may have changed since, so they are put in order anew, by today's.
    """
    numbers = list(enumerate(rows, start=1))
    if OPERATION not in part.told:
        return numbers
    known = Procedure.objects.by_address()
    today = {slug: operation.slug for slug, operation in known.items()}
    renamed = [
        (number, row | {OPERATION: today.get(row[OPERATION], row[OPERATION])}) for number, row in numbers
    ]
    return sorted(renamed, key=lambda each: str(each[1][OPERATION]))


def name_of_row(part: kinds.Part, number: int, row: kinds.Row) -> str:
    """What people call a row: by its heading or by what it is about, and else by its number."""
    if heading := str(row.get("heading") or "").strip():
        return heading
    if part.each_once:
        return capfirst(str(dict(part.labels).get(row[part.each_once], row[part.each_once])))
    return f"{capfirst(str(part.model._meta.verbose_name))} {number}"


def texts_of(part: kinds.Part) -> list[str]:
    """The fields of a row that somebody translates."""
    columns = {name: part.model._meta.get_field(name) for name in part.fields if name not in part.keys}
    return [name for name, column in columns.items() if _is_text(column)]


def _is_text(column: object) -> bool:
    return isinstance(column, TextField) or (type(column) is CharField and not column.choices)


def called(model: type[Model], name: str) -> str:
    field = model._meta.get_field(name)
    return capfirst(str(getattr(field, "verbose_name", name)))
