"""Every kind of document, as it is declared: what holds for one holds for all."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.template.loader import get_template
from django.urls import get_resolver

from drez_site.foundation.sql.comparing import installed_files
from procedures import kinds, views
from procedures.admin.parts import inline_of
from procedures.kinds.declaration import Address
from procedures.models import Answer, Document, Edition, Section
from procedures.models.parts import Part
from procedures.publishing.signing import withdraw
from tests.kit.documents import make_edition, reviewer

from .rich import make_rich_document

every_kind = pytest.mark.parametrize("kind", kinds.ALL, ids=str)
every_part = pytest.mark.parametrize(
    "part", dict.fromkeys(part for kind in kinds.ALL for part in kind.parts), ids=lambda part: part.name
)


TABLES = {part.table for kind in kinds.ALL for part in kind.parts}


def test_every_kind_is_declared_once():
    assert sorted(map(str, kinds.ALL)) == sorted(Document.Kind.values)
    assert all(kinds.named(str(kind)) is kind for kind in kinds.ALL)


def test_who_names_a_kind_stands_on_the_list():
    """Whoever adds a kind reads there which files know one, and finds no other."""
    name, value = "|".join(Document.Kind.names), "|".join(Document.Kind.values)
    names = re.compile(rf"\b(?:Document|self)\.Kind\.(?:{name})\b|\bkind'? = '(?:{value})'")
    root = Path(settings.BASE_DIR)
    files = [
        path
        for room in ("procedures", "providers", "drez_site")
        for path in (root / room).rglob("*")
        if path.suffix in (".py", ".sql") and not {"kinds", "migrations"} & set(path.parts)
    ]
    naming = {path.name for path in files if names.search(path.read_text(encoding="utf-8"))}
    guide = (root / "docs" / "architecture.md").read_text(encoding="utf-8")
    _, _, listed = guide.partition("Outside `procedures/kinds/` a kind is named")
    assert naming == {Path(name).name for name in re.findall(r"`([\w/]+\.(?:py|sql))`", listed)}
    assert len(files) > 200 and len(naming) == 10


def test_every_table_of_parts_belongs_to_a_kind():
    tables = {model._meta.db_table for model in Part.__subclasses__()}
    assert tables == TABLES
    assert len(tables) >= 12


@pytest.mark.django_db
def test_the_database_guards_every_table_of_drafts():
    """A part without it could cite a source that somebody deletes."""
    files = installed_files(connection)
    guarded = [dict(file.values)["table"] for file in files if file.name == "citations_of_a_draft"]
    assert sorted(guarded) == sorted({Document._meta.db_table, *TABLES})


@every_kind
def test_its_page_has_an_address_and_a_template(kind):
    slugs = {Address.PROCEDURE: {"slug": "x"}, Address.SLUG: {"slug": "x"}, Address.NONE: {}}
    app, _, name = kind.route.partition(":")
    (possibility,) = get_resolver().namespace_dict[app][1].reverse_dict.getlist(name)
    assert len(possibility[0][0][1]) == len(slugs[kind.address])
    assert get_template(kind.template)


@pytest.mark.django_db
@every_kind
def test_the_database_asks_for_the_address_that_it_declares(kind):
    """The constraints of the table and the declaration say the same."""
    document = Document(
        kind=str(kind), title="T", summary="S.", slug="x" if kind.address is Address.SLUG else ""
    )
    refused = {error.code for error in _constraint_errors(document)}
    assert bool(refused) is (kind.address is Address.PROCEDURE)


def _constraint_errors(document):
    try:
        document.validate_constraints()
    except ValidationError as refusal:
        return [error for errors in refusal.error_dict.values() for error in errors]
    return []


@every_kind
def test_its_sections_stand_once(kind):
    assert len(set(kind.sections)) == len(kind.sections)
    assert not kind.sections or any(part.model is Section for part in kind.parts)


@every_kind
def test_its_parts_have_names_of_their_own(kind):
    names = [part.name for part in kind.parts]
    assert len(set(names)) == len(names)
    assert not set(names) & {"title", "summary", "body", "kind", "language", "procedure", "sources", "terms"}


@every_kind
def test_its_file_is_its_own(kind):
    assert [other for other in kinds.ALL if other is not kind and other.file == kind.file] == []


@every_part
def test_every_signed_field_can_be_written(part):
    """What is signed stands in the form of the part, and nobody explains a field that is not there."""
    if part.form is None:
        assert part.model is Answer  # beside its question
        return
    written = set()
    for line in part.form.fields:
        written |= {line} if isinstance(line, str) else set(line)
    assert set(part.fields) <= written
    assert written - set(part.fields) - set(part.told) <= {"position"}
    assert set(part.form.beside) <= written


@every_part
def test_rules_name_signed_fields(part):
    named = {*part.headings, *part.always_cites, *part.cites_numbers}
    assert named <= set(part.fields)
    assert {*part.always_cites, *part.cites_numbers} <= set(part.texts)


@every_part
def test_readers_words_are_compared(part):
    """A text that is signed and not among the words would change without anybody seeing it."""
    row = {name: f"zebra-{name}" for name in (*part.fields, *part.told)}
    row |= {
        name: choices[0][0] for name in part.fields if (choices := part.model._meta.get_field(name).choices)
    }
    row |= {name: 3 for name in ("happened", "out_of", "people") if name in row}
    told = " ".join(text for _place, text in part.words(1, row))
    texts = [value for value in row.values() if str(value).startswith("zebra-")]
    missing = {value for value in texts if value not in told}
    # Where words stand, and how they look.
    places = {"zebra-procedure", "zebra-operation", "zebra-question", "zebra-option", "zebra-kind"}
    assert missing <= places | {"zebra-look", "zebra-color"}


@every_kind
def test_authors_get_the_forms_of_its_parts(kind):
    parts = [part for part in kind.parts if part.form]
    assert [inline_of(kind, part).model for part in parts] == [part.model for part in parts]


@pytest.mark.django_db
@every_kind
def test_its_page_stands_in_its_template_until_it_is_taken_down(client, kind):
    document = make_rich_document(str(kind))
    if not kind.has_body:  # the frozen contents have one: once nothing refused it
        Document.objects.filter(pk=document.pk).update(body="")
        document.refresh_from_db()
    make_edition(document)
    up = client.get(kind.url(document))
    assert up.status_code == 200
    assert up.templates[0].name == kind.template
    withdraw(document, reviewer(), "Wrong.")
    assert client.get(kind.url(document)).status_code == 410


def test_no_view_says_again_where_a_kind_is_printed():
    written = Path(views.__file__).read_text()
    assert [kind.template for kind in kinds.ALL if kind.template in written] == []


@pytest.mark.django_db
def test_kinds_that_stand_unsigned_answer_before_a_signature(client):
    answers = {}
    for kind in kinds.ALL:
        if kind.address is Address.NONE:
            answers[kind.stands_unsigned] = client.get(kind.url(Document(kind=str(kind)))).status_code
    assert answers == {True: 200, False: 404}
    assert not Edition.objects.exists()
