"""What people call the rows of a part, and which of their fields are texts that somebody translates."""

from django.db.models import CharField, Model, TextField
from django.utils.text import capfirst

from .. import kinds


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
