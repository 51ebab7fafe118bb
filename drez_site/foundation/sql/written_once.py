"""Querysets that pages ask at every turn: Django writes the SQL of each once, not at every request.

    @written_once
    def standing(language: str, today: date) -> QuerySet[Edition]:
        return Edition.objects.filter(document__language=language, review_due__gte=today)

    standing(language=get_language(), today=date(2026, 11, 28))  # a list of editions

Putting a deep queryset together and compiling it costs many times what running it does.
"""

import copy
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any, Generic, ParamSpec, TypeVar

from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.utils import translation

Asked = ParamSpec("Asked")
Row = TypeVar("Row", bound=Model)

# For each type of argument: values that no query holds, which mark its place in the statement.
STAND_INS: dict[type, Callable[[int], Any]] = {
    str: lambda number: f"\ufdd0{number}",  # a code point that is no character
    int: lambda number: 31_415 + number,  # fits into the smallest column of numbers
    list: lambda number: [31_415 + number],
    date: lambda number: date(1, 1, 1 + number),
    datetime: lambda number: datetime(1, 1, 1, number, tzinfo=UTC),
}


class NotWrittenOnce(TypeError):
    """The statement would say for ever what was true at its first use."""


def written_once(make: Callable[Asked, QuerySet[Row]]) -> Callable[Asked, list[Row]]:
    """Answers with the rows of the queryset that `make` returns for these arguments, which have names.

    They are texts, whole numbers, lists of these, days or moments. `make` runs once, with others in their
    place: whatever changes from request to request it must take from them alone, so neither from the clock
    nor from the language of the page nor from the settings. Raises NotWrittenOnce where that can be seen.
    """
    written: Written[Row] | None = None
    called: Any = make

    @wraps(make)
    def rows(*_nothing: Asked.args, **asked: Asked.kwargs) -> list[Row]:
        nonlocal written
        if written is None:
            stand_ins = {
                name: _stand_in(number, name, value) for number, (name, value) in enumerate(asked.items())
            }
            with translation.override(None):
                written = Written(called(**stand_ins), stand_ins)
        return written.run(asked)

    return rows


class Written(Generic[Row]):
    """The SQL of a queryset, with a place for each stand-in."""

    def __init__(self, queryset: Any, stand_ins: dict[str, Any]) -> None:
        self.queryset = queryset
        if queryset._prefetch_related_lookups:
            raise NotWrittenOnce("Prefetch for the rows that it answers with.")
        self.compiler: SQLCompiler = queryset.query.get_compiler(queryset.db)
        self.sql, parameters = self.compiler.as_sql()
        self.parameters = [(_named(each, stand_ins), each) for each in parameters]
        if lost := stand_ins.keys() - {name for name, _ in self.parameters}:
            raise NotWrittenOnce(f"Not passed to the database as it is: {', '.join(sorted(lost))}.")
        if any(name is None and isinstance(each, date) for name, each in self.parameters):
            raise NotWrittenOnce("It takes a day or a moment from elsewhere.")

    def run(self, asked: dict[str, Any]) -> list[Row]:
        compiler: Any = copy.copy(self.compiler)
        compiler.connection = connections[self.queryset.db]  # that of this thread
        parameters = tuple(
            each if name is None else _like(each, asked[name]) for name, each in self.parameters
        )
        compiler.as_sql = lambda *_, **__: (self.sql, parameters)
        ready: Any = _Ready(compiler)
        rows: QuerySet[Row] = QuerySet(self.queryset.model, query=ready, using=self.queryset.db)
        return list(self.queryset._iterable_class(rows))


class _Ready:
    """All that iterating asks of a query: its compiler."""

    def __init__(self, compiler: SQLCompiler) -> None:
        self._compiler = compiler

    def get_compiler(self, *_args: object, **_kwargs: object) -> SQLCompiler:
        return self._compiler


def _stand_in(number: int, name: str, value: object) -> Any:
    if type(value) not in STAND_INS:
        raise NotWrittenOnce(f"{name} is a {type(value).__name__}, for which nothing can stand.")
    return STAND_INS[type(value)](number)


def _named(parameter: object, stand_ins: dict[str, Any]) -> str | None:
    """The argument for which a parameter of the statement stands."""
    return next((name for name, value in stand_ins.items() if parameter == value), None)


def _like(stand_in: object, value: Any) -> Any:
    """Django tells PostgreSQL the size of a whole number by its class."""
    return type(stand_in)(value) if isinstance(stand_in, int) else value
