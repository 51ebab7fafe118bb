"""What changed between two states of an object, in words ready to print."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext

from ..united_states import phones
from ..united_states.validators import phone_number
from ..word_diff import word_runs
from .rows import Model, Row, State, Values, column_of, fields_of, keys_in, lists_of, parts

Names = dict[Row, str]  # what rows are called that values point to


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Texts ready to print. `runs` are the words kept, removed and added of a long text that was changed."""

    label: str
    before: str
    after: str
    runs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that was "added", "changed" or "removed". `title` is "" for the object itself."""

    title: str
    kind: str
    fields: tuple[FieldChange, ...]


def with_parts(model: Model) -> tuple[Model, ...]:
    return (model, *(part for part, _ in parts(model)))


def names_of(tracked: Iterable[Model], states: Iterable[Values]) -> Names:
    """What the rows are called that the values point to: one query for each kind."""
    wanted: defaultdict[Model, set[int]] = defaultdict(set)
    states = list(states)
    for model in tracked:
        for field in (*fields_of(model), *lists_of(model)):
            if field.remote_field:
                for values in states:
                    wanted[field.remote_field.model] |= keys_in(values.get(column_of(field)))
    return {
        (model, row.pk): str(row)
        for model, pks in wanted.items()
        for row in model._default_manager.filter(pk__in=pks)
    }


def changes_between(subject: Model, before: State, after: State, names: Names) -> tuple[RowChange, ...]:
    order = {model: place for place, model in enumerate(with_parts(subject))}
    rows = sorted(before.keys() | after.keys(), key=lambda row: (order[row[0]], row[1]))
    changes = []
    for row in rows:
        old, new = before.get(row), after.get(row)
        if old == new:
            continue
        model = row[0]
        hidden = {column for part, column in parts(subject) if part is model}
        title = "" if model is subject else _title(model, old or new or {}, hidden, names)
        kind = "added" if old is None else "removed" if new is None else "changed"
        fields = (
            _field_change(field, (old or {}).get(name), (new or {}).get(name), names)
            for field in (*fields_of(model), *lists_of(model))
            if (name := column_of(field)) not in hidden
            and _is_printed(field)
            and _has_its_day(model, name, old, new)
        )
        changes.append(RowChange(title, kind, tuple(each for each in fields if each.before != each.after)))
    return tuple(changes)


def _is_printed(field: "models.Field[Any, Any]") -> bool:
    """Of a picture its size in bytes and name, not what the program worked out from it."""
    return field.editable or isinstance(field, (models.BinaryField, models.DateTimeField))


def _has_its_day(model: Model, name: str, old: Values | None, new: Values | None) -> bool:
    """How somebody knows a fact is said with the day on which they asked: `SAID_WITH_A_DAY` of the model."""
    day = getattr(model, "SAID_WITH_A_DAY", {}).get(name)
    return day is None or any(values and values.get(day) for values in (old, new))


def _title(model: Model, values: Values, hidden: set[str], names: Names) -> str:
    """A practice is called by its place, an operation by its procedure, a board by its name."""
    shown = [field for field in fields_of(model) if field.attname not in hidden]
    first = next((field for field in shown if field.remote_field and not field.null), shown[0])
    return f"{capfirst(str(model._meta.verbose_name))}: {_printed(first, values[first.attname], names)}"


def _field_change(field: "models.Field[Any, Any]", old: Any, new: Any, names: Names) -> FieldChange:
    is_long = isinstance(field, models.TextField) and old and new
    return FieldChange(
        label=capfirst(str(field.verbose_name)),
        before=_printed(field, old, names),
        after=_printed(field, new, names),
        runs=tuple(word_runs(old, new)) if is_long else (),
    )


def _printed(field: "models.Field[Any, Any]", value: Any, names: Names) -> str:
    if isinstance(field, models.BooleanField):
        return {True: gettext("yes"), False: gettext("no"), None: gettext("unknown")}[value]
    if value is None or value == "" or value == frozenset():
        return gettext("empty")
    if field.remote_field:
        gone = gettext("no longer here")
        return ", ".join(sorted(names.get((field.remote_field.model, key), gone) for key in keys_in(value)))
    if isinstance(field, models.BinaryField):
        return gettext("a picture of %(size)d bytes, %(name)s") % {
            "size": len(value),
            "name": _name_of(value),
        }
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, dict):
        return "; ".join(f"{name}: {text}" for name, text in value.items()) or gettext("empty")
    if isinstance(value, list):
        return ", ".join(map(str, value)) or gettext("empty")
    if isinstance(value, date):
        return formats.date_format(value)
    if phone_number in field.validators:
        return phones.written(value)
    return str(dict(field.flatchoices).get(value, value))


def _name_of(picture: bytes) -> str:
    """Two pictures of one size are told apart by it."""
    return hashlib.sha256(picture).hexdigest()[:8]
