"""What changed between two states of an object, in words ready to print."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext

from ..united_states import phones
from ..united_states.validators import phone_number
from ..word_diff import word_runs
from .rows import State, Values, column_of, fields_of, lists_of, parts


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


def with_parts(model) -> tuple[type[models.Model], ...]:
    return (model, *(part for part, _ in parts(model)))


def names_of(tracked: Iterable[type[models.Model]], states: Iterable[Values]) -> dict[tuple[type, int], str]:
    """What the rows are called that the values point to: one query for each kind."""
    wanted = defaultdict(set)
    states = list(states)
    for model in tracked:
        for field in (*fields_of(model), *lists_of(model)):
            if field.remote_field:
                for values in states:
                    value = values.get(column_of(field))
                    wanted[field.remote_field.model] |= (
                        value if isinstance(value, frozenset) else {value} - {None}
                    )
    return {
        (model, row.pk): str(row) for model, pks in wanted.items() for row in model.objects.filter(pk__in=pks)
    }


def changes_between(subject: type[models.Model], before: State, after: State, names) -> tuple[RowChange, ...]:
    order = {model: place for place, model in enumerate(with_parts(subject))}
    rows = sorted(before.keys() | after.keys(), key=lambda row: (order[row[0]], row[1]))
    changes = []
    for row in rows:
        old, new = before.get(row), after.get(row)
        if old == new:
            continue
        model = row[0]
        hidden = {column for part, column in parts(subject) if part is model}
        title = "" if model is subject else _title(model, old or new, hidden, names)
        kind = "added" if old is None else "removed" if new is None else "changed"
        fields = (
            _field_change(field, (old or {}).get(name), (new or {}).get(name), names)
            for field in (*fields_of(model), *lists_of(model))
            if (name := column_of(field)) not in hidden
        )
        changes.append(RowChange(title, kind, tuple(each for each in fields if each.before != each.after)))
    return tuple(changes)


def _title(model, values: Values, hidden: set[str], names) -> str:
    """A practice is called by its place, an operation by its procedure, a board by its name."""
    shown = [field for field in fields_of(model) if field.attname not in hidden]
    first = next((field for field in shown if field.remote_field), shown[0])
    return f"{capfirst(str(model._meta.verbose_name))}: {_printed(first, values[first.attname], names)}"


def _field_change(field: models.Field, old, new, names) -> FieldChange:
    is_long = isinstance(field, models.TextField) and old and new
    return FieldChange(
        label=capfirst(str(field.verbose_name)),
        before=_printed(field, old, names),
        after=_printed(field, new, names),
        runs=tuple(word_runs(old, new)) if is_long else (),
    )


def _printed(field: models.Field, value, names) -> str:
    if isinstance(field, models.BooleanField):
        return {True: gettext("yes"), False: gettext("no"), None: gettext("unknown")}[value]
    if value is None or value == "" or value == frozenset():
        return gettext("empty")
    if field.remote_field:
        keys = value if isinstance(value, frozenset) else {value}
        gone = gettext("no longer here")
        return ", ".join(sorted(names.get((field.remote_field.model, key), gone) for key in keys))
    if isinstance(value, list):
        return ", ".join(map(str, value)) or gettext("empty")
    if isinstance(value, date):
        return formats.date_format(value)
    if phone_number in field.validators:
        return phones.written(value)
    return str(dict(field.flatchoices).get(value, value))
