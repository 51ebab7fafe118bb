"""Each `migrate`, and `manage.py check --database default`, tells which function is not that of its file."""

from collections.abc import Sequence

from django.core.checks import CheckMessage, Error, Info, Tags, register
from django.db import ProgrammingError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from .comparing import differences


@register(Tags.database)
def installed_sql_is_that_of_the_files(
    app_configs: object, databases: Sequence[str] | None, **kwargs: object
) -> list[CheckMessage]:
    """An error for each difference, once all migrations are applied."""
    return [message for alias in databases or () for message in _messages(connections[alias])]


def _messages(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return []  # they will install what differs
    try:
        found = differences(connection)
    except ProgrammingError as error:
        if getattr(error.__cause__, "sqlstate", None) != "42501":
            raise
        return [
            Info(
                "The functions in the database were not compared with their files.",
                hint="Run this check as the owner of the tables.",
                id="foundation.I001",
            )
        ]
    hint = "Write a migration that installs the file again, or run `make fresh` for a new demonstration."
    return [Error(sentence, hint=hint, id="foundation.E001") for sentence in found]
