"""What history holds was written once: the website never says later that somebody else did it."""

import pytest
from django.apps import apps
from django.contrib.admin.models import ADDITION, LogEntry
from django.db import IntegrityError, connection, transaction
from simple_history.models import HistoricalChanges

from drez_site.clinic.models import ClinicProfile
from drez_site.foundation.history.fields import Record
from drez_site.foundation.history.rows import keeps_history, lists_of
from drez_site.foundation.models import ApprovedWords
from procedures.models import GlossaryTerm
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db
EVENTS = 16 | 8 | 32  # update, delete, truncate: of pg_trigger.tgtype
LOG = LogEntry._meta.db_table


def tables_of_history() -> set[str]:
    """Each model's versions, those of its lists, the log of the admin, and what reviewers approved."""
    histories = {model._meta.db_table for model in apps.get_models() if issubclass(model, HistoricalChanges)}
    return histories | {LOG, ApprovedWords._meta.db_table}


def guarded() -> dict[str, int]:
    """For each table, the events at which its rows are kept."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.relname, bit_or(t.tgtype::int) FROM pg_trigger t
               JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
               WHERE p.proname = 'refuse_rewritten_history' AND t.tgenabled = 'O' GROUP BY 1"""
        )
        return dict(cursor.fetchall())


def test_every_table_of_history_is_kept():
    tables, found = tables_of_history(), guarded()
    tracked = [model for model in apps.get_models() if keeps_history(model)]
    assert len(tables) == 2 + len(tracked) + sum(len(lists_of(model)) for model in tracked) >= 20
    assert found.keys() == tables
    assert all(events & EVENTS == EVENTS for events in found.values())


@pytest.fixture
def written():
    """A word of the glossary with a version, and a line in the log of the admin."""
    ada = make_staff("ada")
    term = GlossaryTerm.objects.create(language="en", slug="cord", term="cord", definition="A cord.")
    assert isinstance(term.history.get(), Record)
    LogEntry.objects.log_actions(ada.pk, [term], ADDITION, "Added it.")
    return term


def run(statement: str, *, as_owner: bool) -> int:
    """How many rows it changed; by a role that may write every row, or by the owner of the tables."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with keys still to be asked is not emptied
        if not as_owner:
            cursor.execute("CREATE ROLE wide_open")
            cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO wide_open")
            cursor.execute("SET LOCAL ROLE wide_open")
        cursor.execute(statement)
        changed = cursor.rowcount
        cursor.execute("RESET ROLE")
        return changed


TABLES = [GlossaryTerm.history.model._meta.db_table, LOG]
CHANGES = {
    TABLES[0]: f"UPDATE {TABLES[0]} SET history_user_id = NULL, definition = 'Another'",
    LOG: f"UPDATE {LOG} SET change_message = 'Another'",
}


@pytest.mark.parametrize("is_made_up", [True, False])
@pytest.mark.parametrize("as_owner", [True, False])
@pytest.mark.parametrize("table", TABLES)
def test_nobody_changes_a_version_and_only_the_owner_forgets_one(written, table, as_owner, is_made_up):
    """On a demonstration they go with what was made up, whoever ends it."""
    if not is_made_up:
        ClinicProfile.objects.create(name="A clinic", phone="+19195550100", is_demonstration=False)
    for statement in (CHANGES[table], f"TRUNCATE {table} CASCADE"):
        with pytest.raises(IntegrityError, match="History is never rewritten"):
            run(statement, as_owner=as_owner)
    delete = f"DELETE FROM {table}"
    if as_owner or is_made_up:
        assert run(delete, as_owner=as_owner) == 1
    else:
        with pytest.raises(IntegrityError, match="History is never rewritten"):
            run(delete, as_owner=as_owner)
