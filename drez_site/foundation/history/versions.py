"""The versions of an object, who made them and when, and the way back to an earlier one.

An object's version holds its parts too: whatever one save changed is one version.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import formats, timezone
from django.utils.translation import gettext
from simple_history.utils import get_history_model_for_model

from .describe import RowChange, changes_between, names_of, with_parts
from .rows import Model, State, column_of, fields_of, keys_in, lists_of, parts, records_of, values_of


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


def versions(subject: models.Model) -> list[Version]:
    """Newest first; saves that changed nothing are left out."""
    records = _records(subject)
    names = names_of(with_parts(type(subject)), [values_of(record) | record.lists for *_, record in records])
    found: list[Version] = []
    state: State = {}
    for _moment, group in groupby(records, key=lambda each: each[2].moment):
        saved = list(group)
        after = dict(state)
        for model, pk, record in saved:
            if record.history_type == "-":
                after.pop((model, pk), None)
            else:
                after[model, pk] = values_of(record) | record.lists
        if changes := changes_between(type(subject), state, after, names):
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


def savers_since(subject: models.Model, moment: datetime) -> list[tuple[Any, str]]:
    """Who saved it or a part of it since, oldest first: the account's key and name, "" for a command."""
    records = [
        record
        for model, column in _with_column(subject)
        for record in records_of(model)
        .filter(**{column: subject.pk, "history_date__gte": moment})
        .select_related("history_user")
    ]
    records.sort(key=lambda record: record.history_date)
    return [(record.history_user_id, str(record.history_user or "")) for record in records]


def differences(subject: models.Model, version: Version) -> tuple[RowChange, ...]:
    """What putting `version` back would change now."""
    now = current_state(subject)
    names = names_of(with_parts(type(subject)), [*now.values(), *version.state.values()])
    return changes_between(type(subject), now, version.state, names)


def current_state(subject: models.Model) -> State:
    rows = [subject]
    for part, column in parts(type(subject)):
        rows += part._default_manager.filter(**{column: subject.pk})
    return {
        (type(row), row.pk): values_of(row)
        | {
            field.name: frozenset(getattr(row, field.name).values_list("pk", flat=True))
            for field in lists_of(type(row))
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
        _with_reason(model._default_manager.get(pk=pk), reason).delete()
    for (model, pk), values in version.state.items():
        if now.get((model, pk)) == values:
            continue
        is_new = (model, pk) not in now
        row = _with_reason(model(pk=pk) if is_new else model._default_manager.get(pk=pk), reason)
        lists = {field.name for field in lists_of(model)}
        for name, value in values.items():
            if name not in lists:
                setattr(row, name, value)
        row.full_clean(validate_unique=True)
        row.save(force_insert=is_new)
        for name in lists:
            getattr(row, name).set(values[name])


def _with_reason(row: models.Model, reason: str) -> models.Model:
    """The same row; the record of what is done to it next says why."""
    row._change_reason = reason  # type: ignore[attr-defined]  # simple_history reads it from there
    return row


def update_together(rows: Sequence[models.Model], fields: list[str], staff: Any, reason: str) -> None:
    """Write `fields` of many rows of one kind, in one statement and with their history."""
    if not rows:
        return
    with transaction.atomic():
        type(rows[0])._default_manager.bulk_update(rows, fields)
        record_together(rows, staff, reason)


def record_together(rows: Sequence[models.Model], staff: Any, reason: str, *, are_new: bool = False) -> None:
    """Keep how rows of one kind are now, with their lists, after they were written in bulk."""
    if not rows:
        return
    model = type(rows[0])
    history = get_history_model_for_model(model)
    records = records_of(model).bulk_history_create(
        rows,
        update=not are_new,
        default_user=staff,
        default_change_reason=reason,
        custom_historical_attrs={"by_superuser": bool(staff and staff.is_superuser)},
    )
    for field in lists_of(model):
        _record_list(history, field, records)


@transaction.atomic
def begin(tracked: list[Model], reason: str) -> int:
    """Give every row that has no history its first version; return how many it gave."""
    begun = 0
    for model in tracked:
        history = get_history_model_for_model(model)
        rows = list(model._default_manager.exclude(pk__in=history.objects.values("id")))
        records = records_of(model).bulk_history_create(rows, default_change_reason=reason)
        for field in lists_of(model):
            _record_list(history, field, records)
        begun += len(rows)
    return begun


def _record_list(history: Any, field: "models.ManyToManyField[Any, Any]", records: list[Any]) -> None:
    column, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    of_row = {record.id: record for record in records}
    kept, through = getattr(history, field.name).model, getattr(field.model, field.name).through
    kept.objects.bulk_create(
        kept(history=of_row[row[column]], **row)
        for row in through.objects.filter(**{f"{column}__in": of_row}).values("id", column, other)
    )


def _with_column(subject: models.Model) -> list[tuple[Model, str]]:
    return [(type(subject), "id"), *parts(type(subject))]


def _version_key(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%S%f")


def _records(subject: models.Model) -> list[tuple[Model, int, Any]]:
    """All records of the object and its parts, oldest first, each with its `lists` ({name: primary keys})."""
    found = []
    for model, column in _with_column(subject):
        records = list(records_of(model).filter(**{column: subject.pk}).select_related("history_user"))
        members = {
            field.name: _members(get_history_model_for_model(model), field, records)
            for field in lists_of(model)
        }
        for record in records:
            record.lists = {
                name: frozenset(of_record[record.history_id]) for name, of_record in members.items()
            }
            found.append((model, record.id, record))
    return sorted(found, key=lambda each: (each[2].moment, each[2].history_date, each[2].history_id))


def _members(
    history: Any, field: "models.ManyToManyField[Any, Any]", records: list[Any]
) -> dict[int, set[int]]:
    other = f"{field.m2m_reverse_field_name()}_id"
    members: defaultdict[int, set[int]] = defaultdict(set)
    kept = getattr(history, field.name).model
    for record, member in kept.objects.filter(history__in=records).values_list("history_id", other):
        members[record].add(member)
    return members


def _refuse_what_is_gone(subject: Model, state: State) -> None:
    here = names_of(with_parts(subject), state.values()).keys() | state.keys()
    for (model, _pk), values in state.items():
        for field in (*fields_of(model), *lists_of(model)):
            if not field.remote_field or field.remote_field.model is subject:
                continue
            keys = keys_in(values[column_of(field)])
            if any((field.remote_field.model, key) not in here for key in keys):
                raise ValidationError(
                    gettext(
                        "This version names a %(kind)s that was deleted since, so it cannot be put back. "
                        "Make the change by hand."
                    )
                    % {"kind": field.remote_field.model._meta.verbose_name},
                    code="gone",
                )


def _moment(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT")
