"""Options of a comparison are rows: any number of them; an edition keeps those it was signed with."""

import json

import html5lib
import pytest
from django.urls import reverse

from procedures import kinds
from procedures.models import Document, Edition, Procedure
from procedures.publishing import checks, revisions
from procedures.publishing.snapshot import freeze
from tests.kit.documents import (
    OPTIONS,
    author,
    make_answer,
    make_draft_comparison,
    make_edition,
    make_procedure,
    make_signed_article,
    make_signed_comparison,
    make_signed_findings,
)
from tests.kit.staff_accounts import make_staff

from .kinds.rich import CONTENTS, sign_as_it_was

pytestmark = pytest.mark.django_db
ADDRESS = "/procedures/compare/"


def columns(page) -> list[str]:
    tree = html5lib.parse(page.text, namespaceHTMLElements=False)
    heads = [e for e in tree.iter("th") if e.get("scope") == "col"]
    return [" ".join("".join(head.itertext()).split()) for head in heads][1:]


def add_option(document, kind="pump", **fields):
    """An option with an answer to every question, as long as those of the others."""
    option = document.options.create(kind=kind, position=9, **{"name": "A drug pump"} | fields)
    for position, row in enumerate(document.gridrows.all()):
        make_answer(row, option, f"Answer {position} of {kind}, 4 of 14 people.[@Paper2020]")
    return option


def problems(document) -> list[str]:
    return checks.problems(freeze(Document.objects.get(pk=document.pk)))


@pytest.mark.parametrize("options", [("drez", "drg", "nothing"), OPTIONS], ids=["a fourth", "a sixth"])
def test_an_option_more_leaves_the_signed_edition_as_it_is(client, options):
    document = make_signed_comparison(options=options)
    signed = [f"Option {kind}" for kind in options]
    before = client.get(ADDRESS).text
    add_option(document)
    assert client.get(ADDRESS).text == before
    assert columns(client.get(ADDRESS)) == signed
    assert problems(document) == []

    make_edition(document)
    assert columns(client.get(ADDRESS)) == [*signed, "A drug pump"]
    assert columns(client.get(ADDRESS, {"option": ["pump", "drez"]})) == ["Option drez", "A drug pump"]
    older = Edition.objects.get(document=document, number=1)
    assert [option.name for option in kinds.read(older.content).all_options] == signed


def test_an_edition_with_columns_stays_readable_when_its_draft_gets_an_option(client):
    """Signed when the options were columns; the draft has rows by now."""
    content = json.loads((CONTENTS / "comparison-1.json").read_text("utf-8"))
    document = sign_as_it_was(content)
    signed = [option["name"] for option in content["options"]]
    assert columns(client.get(ADDRESS)) == signed
    add_option(document)
    assert columns(client.get(ADDRESS)) == signed
    cells = html5lib.parse(client.get(ADDRESS).text, namespaceHTMLElements=False).iter("td")
    assert all("4 of 14 people." in " ".join("".join(cell.itertext()).split()) for cell in cells)


def test_an_operation_stays_an_option_when_its_address_changes(client):
    """The edition says the old address for ever; the draft, and what starts again from it, the new one."""
    procedure = make_procedure("pump-implant", name="Pump implant")
    make_signed_article(procedure)
    document = make_draft_comparison()
    add_option(document, procedure=procedure)
    edition = make_edition(document)
    procedure.slug = "pump"
    procedure.save()
    assert edition.content["options"][-1]["procedure"] == "pump-implant"
    assert "A drug pump" in columns(client.get(ADDRESS))

    document.options.all().delete()
    revisions.start_again(document, author())
    assert document.options.last().procedure == procedure
    assert freeze(document)["options"][-1]["procedure"] == "pump"


def test_findings_start_again_when_an_address_has_changed():
    make_signed_article()
    document = make_signed_findings()
    Procedure.objects.filter(slug="drez-lesioning").update(slug="drez")
    document.findings.all().delete()
    revisions.start_again(document, author())
    assert {finding.procedure.slug for finding in document.findings.all()} == {"drez"}


def test_nothing_starts_again_from_words_about_an_operation_that_is_gone(client):
    procedure = make_procedure("pump-implant", name="Pump implant")
    document = make_draft_comparison()
    option = add_option(document, procedure=procedure)
    make_edition(document)
    option.delete()
    procedure.delete()
    client.force_login(make_staff(is_superuser=True))
    address = reverse("admin:procedures_document_start-again", args=[document.pk])
    answer = client.post(address, follow=True)
    assert "The newest edition names an operation that is gone. Add it first." in answer.text
    assert document.options.count() == len(OPTIONS)


def test_who_changes_the_address_of_an_operation_changes_the_comparison(client):
    procedure = make_procedure("pump-implant", name="Pump implant")
    document = make_draft_comparison()
    add_option(document, procedure=procedure)
    make_edition(document)
    admin = make_staff(is_superuser=True)
    client.force_login(admin)
    address = reverse("admin:procedures_procedure_change", args=[procedure.pk])
    data = {"slug": "pump", "name": procedure.name, "look": "", "color": "teal", "position": "3"}
    assert client.post(address, data).status_code == 302
    newest = document.revisions.order_by("number").last()
    assert newest.saved_by == admin and newest.content["options"][-1]["procedure"] == "pump"


def test_an_option_that_nobody_studied_can_be_signed():
    """What the empty cell asks for is accepted, however much is known about the other options."""
    document = make_draft_comparison()
    add_option(document).answers.update(text="Not known: we found no study.")
    assert problems(document) == []


def test_an_option_without_its_answers_cannot_be_signed():
    document = make_draft_comparison()
    option = add_option(document)
    option.answers.get(row__position=1).delete()
    assert problems(document) == [
        "Answer “What did studies find?” for the option “A drug pump”: the cell is empty. "
        "Begin with “Not known” if no study says it.",
    ]


def test_an_operation_is_an_option_only_while_its_page_is_up(client):
    """Its words come back with its article; an address that asks for it leads to the whole table."""
    document = make_draft_comparison()
    procedure = make_procedure("pump-implant", name="Pump implant")
    add_option(document, procedure=procedure)
    make_edition(document)
    five = [f"Option {kind}" for kind in OPTIONS]
    assert columns(client.get(ADDRESS)) == five
    asked = client.get(ADDRESS, {"option": ["pump", "drez"]})
    assert asked.status_code == 200 and columns(asked) == five
    assert "A drug pump" not in asked.text

    make_signed_article(procedure)
    assert columns(client.get(ADDRESS)) == [*five, "A drug pump"]


def test_an_option_has_its_own_drawing_and_color_or_none(client):
    document = make_draft_comparison()
    add_option(document, look="no-such-folder", color="violet")
    make_edition(document)
    tree = html5lib.parse(client.get(ADDRESS).text, namespaceHTMLElements=False)
    heads = [e for e in tree.iter("th") if e.get("scope") == "col"][1:]
    assert [len(list(head.iter("{http://www.w3.org/2000/svg}svg"))) for head in heads] == [1, 1, 1, 1, 1, 0]
    assert heads[-1].get("class") == "is-violet"
