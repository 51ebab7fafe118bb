"""Two people at one draft: the second save is refused, and nobody's words are lost."""

import pytest
from django.urls import reverse

from procedures.models import Document, GlossaryTerm
from procedures.publishing import revisions
from tests.kit.browser_forms import Form
from tests.kit.documents import author, make_draft_article
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    document = make_draft_article(summary="As it was.")
    revisions.record(document, author())
    return document


def page_of(document) -> str:
    return reverse("admin:procedures_document_change", args=[document.pk])


def opened(client, document) -> Form:
    return Form(client.get(page_of(document)).text, having="summary")


def saved_by_bob(document, **fields):
    Document.objects.filter(pk=document.pk).update(**fields)
    revisions.record(document, make_staff("bob", group="Author"))


def test_a_save_over_words_that_were_not_seen_is_refused_with_both_on_the_page(client, draft):
    client.force_login(author())
    form = opened(client, draft)
    saved_by_bob(draft, summary="As Bob has it.")
    answer = client.post(page_of(draft), form.data(summary="As Alex has it.", title="Alex's"))
    assert answer.status_code == 200
    assert "Nothing is saved yet: Bob saved this draft after you opened it." in answer.text
    assert "As <del>it was.</del> <ins>Bob has it.</ins>" in answer.text
    kept = Form(answer.text, having="summary")
    assert (kept.fields["summary"], kept.fields["title"]) == ("As Alex has it.", "Alex's")
    draft.refresh_from_db()
    assert (draft.summary, draft.title) == ("As Bob has it.", "An operation")

    assert client.post(page_of(draft), kept.data(summary="As both have it.")).status_code == 302
    draft.refresh_from_db()
    assert draft.summary == "As both have it."
    assert [each.saved_as for each in draft.revisions.all()] == ["Alex", "Bob", "Alex"]
    assert draft.revisions.get(number=2).content["summary"] == "As Bob has it.", "and nothing is lost"


def test_words_of_another_part_are_not_written_over_either(client, draft):
    client.force_login(author())
    form = opened(client, draft)
    draft.sections.filter(kind="tests").update(body="Bob's section.")
    saved_by_bob(draft)
    answer = client.post(page_of(draft), form.data(summary="As Alex has it."))
    assert "Tests before: text" in answer.text and "<ins>Bob&#x27;s section.</ins>" in answer.text
    assert draft.sections.get(kind="tests").body == "Bob's section."


def test_a_row_that_somebody_took_away_meanwhile_loses_nothing(client, draft):
    client.force_login(author())
    form = opened(client, draft)
    draft.questions.all().delete()
    saved_by_bob(draft)
    answer = client.post(page_of(draft), form.data(summary="As Alex has it."))
    assert answer.status_code == 200 and "Nothing is saved yet" in answer.text
    assert Form(answer.text, having="summary").fields["summary"] == "As Alex has it."


def test_a_page_sent_without_the_draft_it_was_opened_from_is_refused(client, draft):
    client.force_login(author())
    answer = client.post(page_of(draft), opened(client, draft).data(opened_from=None, title="Alex's"))
    assert "Nothing is saved yet" in answer.text
    assert Document.objects.get(pk=draft.pk).title == "An operation"


def test_what_the_draft_only_names_stands_in_nobodys_way(client, draft):
    draft.sections.filter(kind="tests").update(body="The cord.")
    term = GlossaryTerm.objects.create(slug="cord", term="cord", definition="Old.", forms=[])
    revisions.record(draft, author())
    client.force_login(author())
    form = opened(client, draft)
    term.definition = "New."
    term.save()
    revisions.record_changes([draft], make_staff("bob"))
    assert client.post(page_of(draft), form.data(summary="As Alex has it.")).status_code == 302
    assert Document.objects.get(pk=draft.pk).summary == "As Alex has it."


def test_one_author_saves_again_and_again(client, draft):
    client.force_login(author())
    for words in ("One.", "Two.", "Three."):
        assert client.post(page_of(draft), opened(client, draft).data(summary=words)).status_code == 302
    assert Document.objects.get(pk=draft.pk).summary == "Three."
