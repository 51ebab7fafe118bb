"""The form of a document offers what its kind has, and nothing that its page would not print."""

import pytest
from django.urls import reverse

from procedures import kinds
from procedures.admin.sections import EACH_ONCE, NONE_REQUIRED
from procedures.models import Document, Section
from procedures.publishing.checks import problems
from procedures.publishing.snapshot import freeze
from tests.kit.browser_forms import Form
from tests.kit.documents import author
from tests.kit.elements import parse
from tests.procedures.kinds.rich import make_rich_document

pytestmark = pytest.mark.django_db
ADD = "/admin/procedures/document/add/"
every_kind = pytest.mark.parametrize("kind", kinds.ALL, ids=str)
with_sections = pytest.mark.parametrize(
    "kind", [kind for kind in kinds.ALL if any(part.name == "sections" for part in kind.parts)], ids=str
)
HIDDEN = "Hidden words."


@pytest.fixture
def ann(client):
    client.force_login(author())
    return client


def page_of(document) -> str:
    return reverse("admin:procedures_document_change", args=[document.pk])


def sections_offered(page: str) -> list[str]:
    """In the form for one more section."""
    select = next(
        field for field in parse(page).iter("select") if field.get("name") == "sections-__prefix__-kind"
    )
    return [option.get("value") for option in select.iter("option") if option.get("value")]


@every_kind
def test_a_text_is_offered_where_the_page_prints_one(ann, kind):
    document = make_rich_document(str(kind))
    Document.objects.filter(pk=document.pk).update(body="")
    for page in (ann.get(f"{ADD}?kind={kind}"), ann.get(page_of(document))):
        assert ("body" in Form(page.text, having="title").fields) is kind.has_body
    if kind.kind == Document.Kind.ARTICLE:
        assert "body" not in Form(ann.get(ADD).text, having="title").fields


@every_kind
def test_a_text_that_no_page_prints_is_refused_and_can_be_taken_out(ann, kind):
    document = make_rich_document(str(kind))
    Document.objects.filter(pk=document.pk).update(body=HIDDEN)
    document.refresh_from_db()
    refused = [problem for problem in problems(freeze(document)) if problem.startswith("Take out the text")]
    assert bool(refused) is not kind.has_body
    form = Form(ann.get(page_of(document)).text, having="title")
    assert form.fields["body"] == HIDDEN
    answer = ann.post(page_of(document), form.data())
    assert (answer.status_code == 302) is kind.has_body
    if not kind.has_body:
        assert "body" in answer.context["adminform"].form.errors
        assert ann.post(page_of(document), form.data(body="")).status_code == 302
        assert Document.objects.get(pk=document.pk).body == ""


def test_a_text_typed_for_another_kind_than_is_chosen_is_refused(ann):
    form = Form(ann.get(f"{ADD}?kind=page").text, having="title")
    typed = {"kind": "glossary", "title": "Words", "summary": "What they mean.", "body": HIDDEN}
    answer = ann.post(f"{ADD}?kind=page", form.data(**typed))
    assert "body" in answer.context["adminform"].form.errors
    assert ann.post(f"{ADD}?kind=page", form.data(**typed | {"body": ""})).status_code == 302
    assert Document.objects.get().kind == "glossary"


@with_sections
def test_sections_are_those_of_the_kind(ann, kind):
    expected = kind.sections or Section.Kind.values
    pages = [ann.get(f"{ADD}?kind={kind}").text, ann.get(page_of(make_rich_document(str(kind)))).text]
    for page in pages:
        assert set(sections_offered(page)) == set(expected)
        assert (str(EACH_ONCE) in page) is bool(kind.sections)
        assert (str(NONE_REQUIRED) in page) is not bool(kind.sections)


def test_a_section_that_is_there_stays_when_the_kind_no_longer_has_it(ann):
    document = make_rich_document("comparison")
    document.sections.create(kind="cost", heading="What it costs", body="Ask.", position=90)
    form = Form(ann.get(page_of(document)).text, having="title")
    row = form.row_where("sections", heading="What it costs")
    assert form.fields[f"{row}-kind"] == "cost"
    assert ann.post(page_of(document), form.data(title="Another title")).status_code == 302
    assert document.sections.filter(kind="cost").exists()
