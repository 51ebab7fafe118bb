"""What changed in the directory, who changed it and when, and the way back to an earlier version.

A doctor's history holds the practices and the operations too: whatever one save changed is one version.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from simple_history.utils import get_history_model_for_model

from procedures.differences import word_runs

from .models import Location, Practice, Provider
from .models.validators import phone_number
from .presenters.facts import PhoneNumber

Row = tuple[type[models.Model], int]
Values = dict[str, Any]
State = dict[Row, Values]


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


@dataclass(frozen=True, slots=True)
class Version:
    """The object as one save left it. `who` is "" for a command or an import."""

    moment: datetime
    who: str
    by_superuser: bool
    reason: str
    changes: tuple[RowChange, ...]
    state: State

    @property
    def key(self) -> str:
        """Names the version in an address."""
        return _version_key(self.moment)


def tracked() -> list[type[models.Model]]:
    """Every model of the directory that keeps history."""
    return [model for model in apps.get_app_config("providers").get_models() if _keeps_history(model)]


def parts(model: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """Models whose rows go with an object, each with the column that names it.

    A doctor's practices are parts of the doctor, not of the place.
    """
    return [
        (relation.related_model, relation.field.attname)
        for relation in model._meta.related_objects
        if relation.on_delete is models.CASCADE and _keeps_history(relation.related_model)
    ]


def _keeps_history(model) -> bool:
    return hasattr(model._meta, "simple_history_manager_attribute")


def versions(subject: models.Model) -> list[Version]:
    """Newest first; saves that changed nothing are left out."""
    records = _records(subject)
    names = _names(_tracked(type(subject)), [_values(record) | record.lists for *_, record in records])
    found: list[Version] = []
    state: State = {}
    for _moment, saved in groupby(records, key=lambda each: each[2].moment):
        saved = list(saved)
        after = dict(state)
        for model, pk, record in saved:
            if record.history_type == "-":
                after.pop((model, pk), None)
            else:
                after[model, pk] = _values(record) | record.lists
        if changes := _changes(type(subject), state, after, names):
            record = saved[-1][2]
            found.append(
                Version(
                    moment=record.moment,
                    who=str(record.history_user or ""),
                    by_superuser=any(each[2].by_superuser for each in saved),
                    reason=next((r.history_change_reason for *_, r in saved if r.history_change_reason), ""),
                    changes=changes,
                    state=after,
                )
            )
        state = after
    return found[::-1]


def newest(subject: models.Model) -> tuple[str, str]:
    """The key of the newest version and who made it, without reading the others; both "" before the first."""
    records = [
        model.history.filter(**{column: subject.pk}).select_related("history_user").order_by("moment").last()
        for model, column in _with_parts(subject)
    ]
    record = max(filter(None, records), key=lambda each: each.moment, default=None)
    return (_version_key(record.moment), str(record.history_user or "")) if record else ("", "")


def differences(subject: models.Model, version: Version) -> tuple[RowChange, ...]:
    """What putting `version` back would change now."""
    now = current_state(subject)
    names = _names(_tracked(type(subject)), [*now.values(), *version.state.values()])
    return _changes(type(subject), now, version.state, names)


def current_state(subject: models.Model) -> State:
    rows = [subject]
    for part, column in parts(type(subject)):
        rows += part.objects.filter(**{column: subject.pk})
    return {
        (type(row), row.pk): _values(row)
        | {
            field.name: frozenset(getattr(row, field.name).values_list("pk", flat=True))
            for field in _lists(type(row))
        }
        for row in rows
    }


@transaction.atomic
def put_back(subject: models.Model, version: Version) -> None:
    """Make the object, its parts and its lists what they were; nothing else changes.

    Raises ValidationError, and changes nothing, when something that it needs is gone or has been given away.
    """
    reason = gettext("Put back the version of %(moment)s") % {"moment": _moment(version.moment)}
    _refuse_what_is_gone(type(subject), version.state)
    now = current_state(subject)
    for model, pk in now.keys() - version.state.keys():
        row = model.objects.get(pk=pk)
        row._change_reason = reason
        row.delete()
    for (model, pk), values in version.state.items():
        if now.get((model, pk)) == values:
            continue
        is_new = (model, pk) not in now
        row = model(pk=pk) if is_new else model.objects.get(pk=pk)
        row._change_reason = reason
        lists = {field.name for field in _lists(model)}
        for name, value in values.items():
            if name not in lists:
                setattr(row, name, value)
        row.full_clean(validate_unique=True)
        row.save(force_insert=is_new)
        for name in lists:
            getattr(row, name).set(values[name])


def update_together(rows: list[models.Model], fields: list[str], staff, reason: str) -> None:
    """Write `fields` of many rows of one kind, in one statement and with their history."""
    if not rows:
        return
    model = type(rows[0])
    history = get_history_model_for_model(model)
    with transaction.atomic():
        model.objects.bulk_update(rows, fields)
        records = model.history.bulk_history_create(
            rows,
            update=True,
            default_user=staff,
            default_change_reason=reason,
            custom_historical_attrs={"by_superuser": bool(staff and staff.is_superuser)},
        )
        for field in _lists(model):
            _record_list(history, field, records)


@transaction.atomic
def begin(reason: str) -> int:
    """Give every row that has no history its first version; return how many it gave."""
    begun = 0
    for model in tracked():
        history = get_history_model_for_model(model)
        rows = list(model.objects.exclude(pk__in=history.objects.values("id")))
        records = model.history.bulk_history_create(rows, default_change_reason=reason)
        for field in _lists(model):
            _record_list(history, field, records)
        begun += len(rows)
    return begun


def _record_list(history, field: models.ManyToManyField, records: list) -> None:
    column, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    of_row = {record.id: record for record in records}
    kept = getattr(history, field.name).model
    kept.objects.bulk_create(
        kept(history=of_row[row[column]], **row)
        for row in field.remote_field.through.objects.filter(**{f"{column}__in": of_row}).values(
            "id", column, other
        )
    )


def forget_demonstration() -> int:
    """Remove the history of made-up rows, which went themselves; return how many records went."""
    doctors, places = Provider.history.model, Location.history.model
    made_up = {
        "provider_id": doctors.objects.filter(is_demonstration=True).values("id"),
        "location_id": places.objects.filter(is_demonstration=True).values("id"),
    }
    gone = 0
    for records in (
        *(
            part.history.filter(**{f"{column}__in": made_up["provider_id"]})
            for part, column in parts(Provider)
        ),
        Practice.history.filter(location_id__in=made_up["location_id"]),
        *(getattr(doctors, field.name).filter(history__is_demonstration=True) for field in _lists(Provider)),
        Provider.history.filter(is_demonstration=True),
        Location.history.filter(is_demonstration=True),
    ):
        gone += records.delete()[0]
    return gone


def _tracked(model) -> tuple[type[models.Model], ...]:
    return (model, *(part for part, _ in parts(model)))


def _with_parts(subject: models.Model) -> list[tuple[type[models.Model], str]]:
    return [(type(subject), "id"), *parts(type(subject))]


def _version_key(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%S%f")


def _fields(model) -> Iterable[models.Field]:
    """Those that history keeps and staff can change."""
    kept = {field.name for field in get_history_model_for_model(model).tracked_fields}
    return [
        field
        for field in model._meta.concrete_fields
        if field.editable and not field.primary_key and field.name in kept
    ]


def _lists(model) -> list[models.ManyToManyField]:
    return [*get_history_model_for_model(model)._history_m2m_fields]


def _values(row) -> Values:
    model = getattr(row, "instance_type", type(row))
    return {field.attname: getattr(row, field.attname) for field in _fields(model)}


def _records(subject: models.Model) -> list[tuple[type[models.Model], int, Any]]:
    """All records of the object and its parts, oldest first, each with its `lists` ({name: primary keys})."""
    found = []
    for model, column in _with_parts(subject):
        records = list(model.history.filter(**{column: subject.pk}).select_related("history_user"))
        members = {
            field.name: _members(get_history_model_for_model(model), field, records)
            for field in _lists(model)
        }
        for record in records:
            record.lists = {
                name: frozenset(of_record[record.history_id]) for name, of_record in members.items()
            }
            found.append((model, record.id, record))
    return sorted(found, key=lambda each: (each[2].moment, each[2].history_date, each[2].history_id))


def _members(history, field: models.ManyToManyField, records: list) -> dict[int, set[int]]:
    other = f"{field.m2m_reverse_field_name()}_id"
    members = defaultdict(set)
    kept = getattr(history, field.name).model
    for record, member in kept.objects.filter(history__in=records).values_list("history_id", other):
        members[record].add(member)
    return members


def _names(tracked: Iterable[type[models.Model]], states: Iterable[Values]) -> dict[tuple[type, int], str]:
    """What the rows are called that the values point to: one query for each kind."""
    wanted = defaultdict(set)
    states = list(states)
    for model in tracked:
        for field in (*_fields(model), *_lists(model)):
            if field.remote_field:
                for values in states:
                    value = values.get(_key(field))
                    wanted[field.remote_field.model] |= (
                        value if isinstance(value, frozenset) else {value} - {None}
                    )
    return {
        (model, row.pk): str(row) for model, pks in wanted.items() for row in model.objects.filter(pk__in=pks)
    }


def _changes(subject: type[models.Model], before: State, after: State, names) -> tuple[RowChange, ...]:
    order = {model: place for place, model in enumerate(_tracked(subject))}
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
            for field in (*_fields(model), *_lists(model))
            if (name := _key(field)) not in hidden
        )
        changes.append(RowChange(title, kind, tuple(each for each in fields if each.before != each.after)))
    return tuple(changes)


def _key(field: models.Field) -> str:
    """Under which name `Values` hold a field."""
    return field.name if field.many_to_many else field.attname


def _title(model, values: Values, hidden: set[str], names) -> str:
    """A practice is called by its place, an operation by its procedure, a board by its name."""
    shown = [field for field in _fields(model) if field.attname not in hidden]
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
        return PhoneNumber.of(value, "").text
    return str(dict(field.flatchoices).get(value, value))


def _refuse_what_is_gone(subject: type[models.Model], state: State) -> None:
    names = _names(_tracked(subject), state.values())
    for (model, _pk), values in state.items():
        for field in (*_fields(model), *_lists(model)):
            if not field.remote_field or field.remote_field.model is subject:
                continue
            value = values[_key(field)]
            keys = value if isinstance(value, frozenset) else {value} - {None}
            if any((field.remote_field.model, key) not in names for key in keys):
                raise ValidationError(
                    gettext(
                        "This version names a %(kind)s that is no longer in the directory, so it cannot be "
                        "put back. Make the change by hand."
                    )
                    % {"kind": field.remote_field.model._meta.verbose_name},
                    code="gone",
                )


def _moment(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT")
