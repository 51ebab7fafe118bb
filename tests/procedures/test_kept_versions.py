"""Sources, glossary words and operations keep their versions: who, when, what changed, and the way back."""

import re

import pytest
from django.urls import reverse

from procedures.models import GlossaryTerm, Publication
from procedures.publishing import revisions
from tests.kit.browser_forms import Form
from tests.kit.documents import author, make_draft_article, make_paper, make_procedure, make_signed_summary
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db(transaction=True)


def of(row, step: str, *more) -> str:
    return reverse(f"admin:procedures_{row._meta.model_name}_{step}", args=[row.pk, *more])


def save(client, row, **fields):
    form = Form(client.get(of(row, "change")).text, having="_save")
    answer = client.post(of(row, "change"), form.data(**fields))
    assert answer.status_code == 302, answer.context["errors"]


def history_of(client, row) -> str:
    return " ".join(client.get(of(row, "history")).text.split())


def put_back(client, row, number: int):
    """The version that stands so far from the newest."""
    page = client.get(of(row, "history")).text
    return client.post(re.findall(r'href="([^"]+/history/\d{8}T\d+/)"', page)[number - 1], follow=True)


@pytest.fixture
def ann(client, transactional_db):
    client.force_login(author())
    return client


def test_a_source_says_who_changed_what_and_only_that(ann):
    paper = make_paper(title="As printed", authors=["FitzGerald JJ", "Turner MR"], keywords=["spine"])
    save(ann, paper, journal="J One")
    page = history_of(ann, paper)
    changed = page[: page.index("Key:")]
    assert "Alex" in changed and "<ins>J One</ins>" in changed
    assert "Title" not in changed and "Authors" not in changed and "Keywords" not in changed
    save(ann, paper)
    assert history_of(ann, paper).count("<section") == page.count("<section"), "nothing changed: no version"


def test_an_earlier_version_of_a_source_comes_back_and_readers_wait_for_a_signature(ann, client):
    summary = make_signed_summary()
    paper = Publication.objects.get(key=summary.slug)
    save(ann, paper, journal="J One", author_lines="New AA | Oxford\nOther BB")
    seen = ann.get(paper.get_absolute_url()).text
    before = summary.revisions.count()
    done = put_back(ann, paper, 1)
    assert "Patients see it once it is signed." in done.text
    back = Publication.objects.get(pk=paper.pk)
    assert (back.journal, back.authors) == (paper.journal, paper.authors)
    assert ann.get(paper.get_absolute_url()).text == seen
    assert summary.revisions.count() == before + 1, "it is a change of the drafts that name it"


def test_a_word_of_the_glossary_comes_back(ann):
    draft = make_draft_article()
    draft.sections.filter(kind="tests").update(body="The cord.")
    term = GlossaryTerm.objects.create(slug="cord", term="cord", definition="Right.", forms=[])
    revisions.record(draft, author())
    save(ann, term, definition="Wrong.")
    assert "<del>Right.</del>" in history_of(ann, term)
    put_back(ann, term, 1)
    term.refresh_from_db()
    assert term.definition == "Right."
    words = [each.content["terms"][0]["definition"] for each in draft.revisions.order_by("number")]
    assert words == ["Right.", "Wrong.", "Right."]


def test_an_operation_comes_back(client, transactional_db):
    client.force_login(make_staff("ada", group="Administrator"))
    procedure = make_procedure()
    name = procedure.name
    save(client, procedure, name="Another name")
    assert "Patients see it now." in put_back(client, procedure, 1).text
    procedure.refresh_from_db()
    assert procedure.name == name
