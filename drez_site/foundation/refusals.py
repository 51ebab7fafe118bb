"""A step that was refused, and what the database says to people when it refuses a row."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from psycopg import Error
from psycopg.errors import Diagnostic

RAISED_BY_OURS = "exec_stmt_raise"  # where PostgreSQL is when a function says RAISE


class Refused(ValidationError):
    """Nothing was done. `messages` has one sentence for each reason."""


def sentence_of(refusal: DatabaseError) -> str:
    """Of one of our functions, its own words; of a constraint, what its model says.

    What neither wrote, like a lost connection, is answered with the first line of the error.
    """
    error = refusal.__cause__
    if isinstance(error, Error):
        if error.diag.source_function == RAISED_BY_OURS:
            return error.diag.message_primary or ""
        if sentence := _of_constraint(error.diag):
            return sentence
    return str(refusal).partition("\n")[0]


def _of_constraint(said: Diagnostic) -> str:
    """ "" where no model has this constraint."""
    for model in apps.get_models():
        if model._meta.db_table == said.table_name:
            for constraint in model._meta.constraints:
                if constraint.name == said.constraint_name:
                    return str(constraint.get_violation_error_message())
    return ""
