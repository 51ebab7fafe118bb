"""The rows and columns that history keeps: of an object, of its parts, and of its lists."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from simple_history.utils import get_history_model_for_model

Row = tuple[type[models.Model], int]
Values = dict[str, Any]
State = dict[Row, Values]


def parts(model: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """Models whose rows go with an object, each with the column that names it.

    A doctor's practices are parts of the doctor, not of the place.
    """
    return [
        (relation.related_model, relation.field.attname)
        for relation in model._meta.related_objects
        if relation.on_delete is models.CASCADE and keeps_history(relation.related_model)
    ]


def keeps_history(model) -> bool:
    return hasattr(model._meta, "simple_history_manager_attribute")


def fields_of(model) -> Iterable[models.Field]:
    """Those that history keeps and staff can change."""
    kept = {field.name for field in get_history_model_for_model(model).tracked_fields}
    return [
        field
        for field in model._meta.concrete_fields
        if field.editable and not field.primary_key and field.name in kept
    ]


def lists_of(model) -> list[models.ManyToManyField]:
    return [*get_history_model_for_model(model)._history_m2m_fields]


def values_of(row) -> Values:
    model = getattr(row, "instance_type", type(row))
    return {field.attname: getattr(row, field.attname) for field in fields_of(model)}


def column_of(field: models.Field) -> str:
    """Under which name `Values` hold a field."""
    return field.name if field.many_to_many else field.attname
