"""Rows deleted and written anew in one transaction, as somebody does whom only updates are refused."""

import json
from collections.abc import Callable

from django.db import connection, transaction

Row = dict[str, object]


def write_anew(table: str, where: str, change: Callable[[list[Row]], None]) -> None:
    """Delete the rows, let `change` alter them, and insert them; foreign keys wait for the end."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(f"SELECT to_jsonb(row)::text FROM {table} row WHERE {where} ORDER BY id")
        rows = [json.loads(text) for (text,) in cursor.fetchall()]
        assert rows, f"{table} has no row where {where}"
        change(rows)
        cursor.execute(f"DELETE FROM {table} WHERE {where}")
        for row in rows:
            cursor.execute(
                f"INSERT INTO {table} SELECT (jsonb_populate_record(NULL::{table}, %s::jsonb)).*",
                [json.dumps(row)],
            )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
