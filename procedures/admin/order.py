"""In which order the rows of a part stand: as somebody moved them, and where a new one belongs."""

from django.db import models

from procedures import kinds
from procedures.models import Document


def move(part: kinds.Part, document: Document, key: int, to: int) -> None:
    """Let a row stand at this place among its own, counted from 0. Raises ValueError when it is gone."""
    Document.objects.select_for_update().get(pk=document.pk)
    rows = list(part.rows_of(document))
    keys = [row.pk for row in rows]
    row = rows.pop(keys.index(key))
    rows.insert(max(to, 0), row)
    _number(part, rows)


def place(kind: kinds.Kind, part: kinds.Part, row: models.Model) -> None:
    """Let a new row stand last, or before those that come after it wherever the kind has each once."""
    others = [other for other in part.rows_of(row.document) if other.pk != row.pk]
    order = kind.values_of_each(part)
    rank = {value: number for number, value in enumerate(order)}
    own = rank.get(getattr(row, part.each_once, None)) if order else None
    later = [
        number
        for number, other in enumerate(others)
        if own is not None and rank.get(getattr(other, part.each_once), -1) > own
    ]
    others.insert(later[0] if later else len(others), row)
    _number(part, others)


def _number(part: kinds.Part, rows: list[models.Model]) -> None:
    """Only rows that stand elsewhere than before are written."""
    moved = []
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            row.position = position
            moved.append(row)
    part.model._default_manager.bulk_update(moved, ["position"])
