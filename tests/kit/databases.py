"""Databases besides the one that a test writes to, and gone again afterwards."""

from contextlib import contextmanager

from django.db import connections

from tests.databases import Databases

ALIAS = "besides"


@contextmanager
def database_besides(name: str, template: str = "template1"):
    """Django's connection to a new database, empty or a copy of a template, under the alias `besides`."""
    connection = connections["default"].copy(alias=ALIAS)
    connection.settings_dict["NAME"] = Databases.current.copy(template, name)
    connections[ALIAS] = connection
    try:
        yield connection
    finally:
        connection.close()
        del connections[ALIAS]
        Databases.current.drop(connection.settings_dict["NAME"])


def url(connection) -> str:
    """The database as DATABASE_URL names it."""
    with connection.cursor() as cursor:
        host = cursor.connection.info.host
    return f"postgres://{connection.settings_dict['USER']}@/{connection.settings_dict['NAME']}?host={host}"
