"""The page beside its form: words as they are typed, by the code that patients read with, kept nowhere."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procedures.models import Document, Revision
from procedures.publishing.snapshot import freeze
from tests.kit.documents import (
    author,
    make_draft_article,
    make_draft_comparison,
    make_paper,
    make_signed_article,
    reviewer,
)
from tests.procedures.kinds.rich import make_rich_document

pytestmark = pytest.mark.django_db
WRITES = ("INSERT", "UPDATE", "DELETE")


@pytest.fixture
def desk(client):
    client.force_login(author())
    return client


def beside(desk, document, part="", row=None, **sent):
    steps = "/".join(str(each) for each in (part, row and row.pk) if each)
    address = f"/admin/procedures/document/{document.pk}/as-typed/{steps}{'/' if steps else ''}"
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = desk.post(address, sent)
    assert page.status_code == 200, page.status_code
    assert [each["sql"] for each in asked if each["sql"].startswith(WRITES)] == []
    assert page["Cache-Control"].startswith("max-age=0")
    return page


def test_a_section_stands_on_the_page_as_it_is_typed(desk, client):
    document = make_signed_article()
    make_paper("New2026", title="A new paper")
    before = freeze(document)
    section = document.sections.get(kind="urgent_help")
    typed = {
        "sections-0-heading": "Typed?",
        "sections-0-body": "A **strong** word.[@New2026]\r\n\r\n- [x](/contact/)",
    }
    page = beside(desk, document, "sections", section, **typed)
    assert "Typed?</h2>" in page.text and "<strong>strong</strong>" in page.text
    assert "A new paper" in page.text, "the source that was cited just now"
    assert 'href="/contact/"' in page.text
    assert page["X-Anchor"] == "urgent-help"
    assert "Nobody has signed these words" in page.text
    assert freeze(document) == before and not Revision.objects.filter(content__contains={"title": "Typed?"})
    assert "Typed?" not in client.get(document.procedure.get_absolute_url()).text


def test_the_top_and_a_row_that_is_not_saved_yet(desk):
    document = make_draft_article()
    page = beside(desk, document, title="Typed title", summary="Typed summary.", kind="glossary")
    assert "Typed title" in page.text and "Typed summary." in page.text and page["X-Anchor"] == ""
    page = beside(desk, document, "questions", **{"questions-0-text": "Typed question?"})
    assert "Typed question?" in page.text and "What happens if pain comes back?" in page.text


def test_half_of_a_number_changes_nothing_else(desk):
    document = make_draft_article()
    figure = document.figures.get()
    typed = {"figures-0-happened": "x", "figures-0-out_of": "20", "figures-0-meaning": "nope"}
    page = beside(desk, document, "figures", figure, **typed)
    assert "4" in page.text and page["X-Anchor"] == "benefits-and-risks"


@pytest.mark.parametrize("kind", Document.Kind.values)
def test_every_part_of_every_kind_has_its_page(desk, kind):
    from procedures import kinds

    document = make_rich_document(kind)
    beside(desk, document, title="Typed title")
    for part in kinds.named(kind).parts:
        row = part.rows_of(document).first()
        beside(desk, document, part.name, row)
        beside(desk, document, part.name)


def test_typed_markup_is_no_markup(desk):
    document = make_draft_article()
    section = document.sections.first()
    page = beside(desk, document, "sections", section, **{"sections-0-body": "<script>alert(1)</script>"})
    assert "<script>alert" not in page.text


def test_only_authors_see_it_and_only_by_sending_it(client):
    document = make_draft_article()
    address = f"/admin/procedures/document/{document.pk}/as-typed/"
    assert client.post(address).status_code == 302
    client.force_login(reviewer())
    assert client.post(address).status_code == 403
    client.force_login(author())
    assert client.get(address).status_code == 405


def test_the_answers_of_a_grid_stand_beside_their_question(desk):
    document = make_draft_comparison(options=("drez", "care"))
    row = document.gridrows.first()
    row.answers.filter(option__kind="care").delete()
    typed = {
        "gridrows-0-question": "Typed?",
        "gridrows-0-answer_drez": "Just typed.",
        "gridrows-0-answer_care": "New.",
    }
    page = beside(desk, document, "rows", row, **typed).text
    assert "Typed?" in page and "Just typed." in page and "New." in page
    assert "Answer 0 of drez" not in page and "Answer 1 of drez" in page
