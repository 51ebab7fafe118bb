"""Whatever changes what patients read moves the content version: no public table lacks the trigger."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import CharField, TextField
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from drez_site.foundation.content_version import read_version
from procedures.models import Document, GlossaryTerm
from procedures.models.parts.part import Part
from providers.models import Location, Provider
from tests.system.public_pages import EXAMPLES, public_routes

pytestmark = pytest.mark.django_db

OURS = {"assembly", "clinic", "delivery", "foundation", "procedures", "providers", "staff"}
# Why nobody has to know when these change: of each, whatever patients could read of it.
NOT_PUBLIC = {
    "assembly_checkedlink": "what the night asked other servers",
    "delivery_requestcount": "counts of forms",
    "foundation_contentversion": "the version itself",
    "foundation_returnedwords": "what a reviewer asks staff to mend",
    "foundation_waitingwords": "words that wait for a reviewer",
    "otp_totp_totpdevice": "an account",
    "procedures_citation": "of an edition: written with it and never again; of a draft: read by staff",
    "procedures_document": "a draft; what its editions need of it never changes (OF_A_DRAFT)",
    "procedures_passage": "of an edition: written with it and never again",
    "procedures_passageword": "words of passages, written with them",
    "procedures_picture": "never changed, and never deleted once an edition shows it",
    "procedures_revision": "a saved state of a draft",
    "procedures_rowrevision": "a saved state of a word or a source",
    "procedures_submission": "words that wait for a signature",
    "procedures_comment": "what colleagues say of a draft",
    "procedures_sitting": "what somebody typed and did not save",
    "providers_call": "one call of a round, for staff",
    "providers_callinground": "a doctor in a round of calls, for staff",
    "providers_nppesrelease": "which files staff have read",
    "providers_report": "one person's words to staff; its own page is never stored",
    "providers_savedmeanwhile": "doctors to index again at the end of a rebuild",
    "staff_nameproposal": "an account; an edition keeps its reviewer's name",
    "staff_passkey": "an account",
    "staff_recoverycodes": "an account",
    "staff_reviewernomination": "an account",
    "staff_signinreset": "an account",
    "staff_staffmember": "an account; an edition keeps its reviewer's name",
    "staff_staffmember_groups": "an account",
    "staff_staffmember_user_permissions": "an account",
}
PARTS_OF_A_DRAFT = {part._meta.db_table for part in (GlossaryTerm, *Part.__subclasses__())}
# What readers get of a draft through its editions: columns that never change once one is signed.
OF_A_DRAFT = {"id", "is_demonstration", *Document.FIXED_ONCE_SIGNED}


def tables() -> set[str]:
    """Of our own models, those that Django makes for many-to-many fields too; without histories."""
    models = apps.get_models(include_auto_created=True)
    return {
        model._meta.db_table
        for model in models
        if model._meta.app_label in OURS and not model._meta.db_table.split("_")[1].startswith("historical")
    }


def public_tables() -> set[str]:
    return tables() - NOT_PUBLIC.keys() - PARTS_OF_A_DRAFT


def moving_tables() -> set[str]:
    """Those whose every change, by whatever statement, moves the version in the database as it is."""
    with connection.cursor() as cursor:
        cursor.execute(
            # 60: after a statement that inserts, deletes, updates or truncates
            "SELECT tgrelid::regclass::text FROM pg_trigger"
            " WHERE tgfoid = 'move_content_version'::regproc AND tgtype = 60 AND tgenabled = 'O'"
        )
        return {name for (name,) in cursor.fetchall()}


def test_every_model_is_public_or_not_and_the_public_ones_move_the_version():
    assert NOT_PUBLIC.keys() | PARTS_OF_A_DRAFT <= tables()
    assert NOT_PUBLIC.keys() & PARTS_OF_A_DRAFT == set()
    assert all(NOT_PUBLIC.values())
    assert len(public_tables()) > 25
    assert moving_tables() == public_tables()


def addresses() -> list[str]:
    """Some of each route, one of them in Spanish; those that machines ask for too."""
    doctor = f"/doctors/{Provider.objects.public().first().slug}/"
    location = f"/locations/{Location.objects.public().first().slug}/"
    assert public_routes() <= EXAMPLES.keys()
    examples = [
        [{"@doctor": doctor, "@location": location}.get(path, path) for path in paths]
        for paths in EXAMPLES.values()
    ]
    examples = [[path for path in paths if path.startswith("/")] for paths in examples]
    pages = [path for paths in examples for path in paths[:4]]
    spanish = [f"/es{path}" for paths in examples for path in paths[:1]]
    files = ["/evidence/Deer2017.bib", "/evidence/Deer2017.ris"]
    return [*pages, *spanish, *files, "/sitemap.xml", "/robots.txt", "/site.webmanifest"]


def bodies() -> dict[str, str]:
    """By name, the functions of the database that are ours."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, pg_get_functiondef(oid) FROM pg_proc"
            " WHERE pronamespace = current_schema()::regnamespace AND prokind = 'f'"
            " AND prolang IN (SELECT oid FROM pg_language WHERE lanname IN ('sql', 'plpgsql'))"
        )
        return dict(cursor.fetchall())


def read_by(statement: str, functions: dict[str, str], known: set[str]) -> set[str]:
    """The tables that a statement names, and those that the functions it calls name."""
    words, seen = set(re.findall(r"\w+", statement)), set()
    while called := (words & functions.keys()) - seen:
        seen |= called
        words |= {word for name in called for word in re.findall(r"\w+", functions[name])}
    return words & known


def test_public_pages_read_nothing_that_changes_in_silence(loaded):
    swept, client, functions = addresses(), Client(), bodies()
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    with CaptureQueriesContext(connection) as statements:
        answers = {path: client.get(path) for path in swept}
    assert len(swept) > 55
    assert {answer.status_code for answer in answers.values()} <= {200, 404}
    sql = [query["sql"] for query in statements.captured_queries]
    read = set().union(*(read_by(statement, functions, known) for statement in sql))
    assert len(read & public_tables()) > 20
    assert read - public_tables() == {
        "procedures_document",
        "procedures_citation",
        "procedures_passage",
    }
    before = read_version()
    write_over_every_draft()
    assert read_version() == before
    assert [path for path in swept if client.get(path).content != answers[path].content] == []


def write_over_every_draft():
    """In every column that authors can still change once something is signed."""
    fields = [field for field in Document._meta.concrete_fields if field.name not in OF_A_DRAFT]
    texts = {field.name: "Overwritten" for field in fields if isinstance(field, CharField | TextField)}
    assert {"title", "summary", "body", "full_name", "pronunciation", "translator"} <= texts.keys()
    others = {
        "translates_edition": 99,
        "translated_so_far": {"follows": 99},
        "updated_at": timezone.now() - timedelta(days=400),
        "last_author": None,
    }
    assert texts.keys() | others.keys() == {field.name for field in fields}
    assert Document.objects.update(**texts, **others) > 8


@pytest.mark.parametrize("table", sorted({"procedures_edition", "providers_practice", "clinic_clinictext"}))
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id WHERE false", "DELETE FROM {} WHERE false"])
def test_any_statement_moves_it(table, statement):
    before = read_version()
    with connection.cursor() as cursor:
        cursor.execute(statement.format(table))
    assert read_version() != before
