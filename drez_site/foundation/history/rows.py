"""The rows and columns that history keeps: of an object, of its parts, and of its lists."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from simple_history.utils import get_history_model_for_model

Model = type[models.Model]
Row = tuple[type[models.Model], int]
Values = dict[str, Any]
State = dict[Row, Values]


def parts(model: Model) -> list[tuple[type[models.Model], str]]:
    """Models whose rows go with an object, each with the column that names it.

    A doctor's practices are parts of the doctor, not of the place.
    """
    return [
        (relation.related_model, relation.field.attname)
        for relation in model._meta.related_objects
        if relation.on_delete is models.CASCADE and keeps_history(relation.related_model)
    ]


def records_of(model: Model) -> Any:
    """The manager of what history keeps of a model's rows."""
    return model.history  # type: ignore[attr-defined]  # simple_history puts it there


def keeps_history(model: Model) -> bool:
    return hasattr(model._meta, "simple_history_manager_attribute")


def fields_of(model: Model) -> "Iterable[models.Field[Any, Any]]":
    """Those that history keeps and staff can change; also what the model names in `KEPT_UNTYPED`."""
    kept = {field.name for field in get_history_model_for_model(model).tracked_fields}
    untyped = getattr(model, "KEPT_UNTYPED", ())
    return [
        field
        for field in model._meta.concrete_fields
        if (field.editable or field.name in untyped) and not field.primary_key and field.name in kept
    ]


def lists_of(model: Model) -> "list[models.ManyToManyField[Any, Any]]":
    return [*get_history_model_for_model(model)._history_m2m_fields]


def values_of(row: models.Model) -> Values:
    model = getattr(row, "instance_type", type(row))
    values = {field.attname: getattr(row, field.attname) for field in fields_of(model)}
    return {name: bytes(each) if isinstance(each, memoryview) else each for name, each in values.items()}


def keys_in(value: Any) -> frozenset[int]:
    """The keys of the rows that a value points to: those of a list, or one, or none."""
    if isinstance(value, frozenset):
        return value
    return frozenset() if value is None else frozenset([value])


def column_of(field: "models.Field[Any, Any]") -> str:
    """Under which name `Values` hold a field."""
    return field.name if field.many_to_many else field.attname
