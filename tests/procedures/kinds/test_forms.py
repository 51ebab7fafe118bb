"""The forms of a document offer what its kind has, and nothing that its page would not print."""

import pytest

from procedures import kinds
from procedures.admin.sections import EACH_ONCE, NONE_REQUIRED
from procedures.models import Document, Section
from procedures.publishing.checks import problems
from procedures.publishing.snapshot import freeze
from tests.kit.browser_forms import Form
from tests.kit.document_desk import part_path, path
from tests.kit.documents import author
from tests.kit.elements import parse
from tests.procedures.kinds.rich import make_rich_document

pytestmark = pytest.mark.django_db
every_kind = pytest.mark.parametrize("kind", kinds.ALL, ids=str)
with_sections = pytest.mark.parametrize(
    "kind", [kind for kind in kinds.ALL if any(part.name == "sections" for part in kind.parts)], ids=str
)
HIDDEN = "Hidden words."


@pytest.fixture
def ann(client):
    client.force_login(author())
    return client


def sections_offered(page: str) -> list[str]:
    """In the form for one more section."""
    select = next(field for field in parse(page).iter("select") if field.get("name") == "sections-0-kind")
    return [option.get("value") for option in select.iter("option") if option.get("value")]


@every_kind
def test_a_text_is_offered_where_the_page_prints_one(ann, kind):
    document = make_rich_document(str(kind))
    Document.objects.filter(pk=document.pk).update(body="")
    page = ann.get(path(document, "top"))
    assert ("body" in Form(page.text, having="title").fields) is kind.has_body


@every_kind
def test_a_text_that_no_page_prints_is_refused_and_can_be_taken_out(ann, kind):
    document = make_rich_document(str(kind))
    Document.objects.filter(pk=document.pk).update(body=HIDDEN)
    document.refresh_from_db()
    refused = [problem for problem in problems(freeze(document)) if problem.startswith("Take out the text")]
    assert bool(refused) is not kind.has_body
    top = path(document, "top")
    form = Form(ann.get(top).text, having="title")
    assert form.fields["body"] == HIDDEN
    answer = ann.post(top, form.data())
    assert (answer.status_code == 302) is kind.has_body
    if not kind.has_body:
        assert "body" in answer.context["adminform"].form.errors
        assert ann.post(top, form.data(body="")).status_code == 302
        assert Document.objects.get(pk=document.pk).body == ""


@with_sections
def test_sections_are_those_of_the_kind(ann, kind):
    page = ann.get(part_path(make_rich_document(str(kind)), "sections")).text
    assert set(sections_offered(page)) == set(kind.sections or Section.Kind.values)
    assert (str(EACH_ONCE) in page) is bool(kind.sections)
    assert (str(NONE_REQUIRED) in page) is not bool(kind.sections)


def test_a_section_that_is_there_stays_when_the_kind_no_longer_has_it(ann):
    document = make_rich_document("comparison")
    cost = document.sections.create(kind="cost", heading="What it costs", body="Ask.", position=90)
    address = part_path(document, "sections", cost)
    form = Form(ann.get(address).text, having="_save")
    assert form.fields["sections-0-kind"] == "cost"
    assert ann.post(address, form.data(**{"sections-0-heading": "The cost"})).status_code == 302
    assert document.sections.filter(kind="cost", heading="The cost").exists()
