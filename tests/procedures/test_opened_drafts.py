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
    document.questions.create(text="A second question?", position=2)
    revisions.record(document, author())
    return document


def page_of(document) -> str:
    return reverse("admin:procedures_document_change", args=[document.pk])


def opened(client, document) -> Form:
    return Form(client.get(page_of(document)).text, having="summary")


def saved_by_bob(document, **fields):
    Document.objects.filter(pk=document.pk).update(**fields)
    revisions.record(document, make_staff("bob", group="Author"))


def versions_on(page) -> list[tuple]:
    """Each place that is shown in two versions: its name, what is saved, what was typed."""
    return [(each.label, each.saved, each.typed) for each in page.context["meanwhile"].differences]


def test_a_save_over_words_that_were_not_seen_is_refused_with_both_on_the_page(client, draft):
    client.force_login(author())
    form = opened(client, draft)
    saved_by_bob(draft, summary="As <b>Bob</b> has it.")
    answer = client.post(page_of(draft), form.data(summary="As Alex has it.", title="Alex's"))
    assert answer.status_code == 200
    assert "Nothing is saved yet: Bob saved this page after you opened it." in answer.text
    assert "As &lt;b&gt;Bob&lt;/b&gt; has it." in answer.text, "both versions stand there as plain text"
    assert versions_on(answer) == [("Summary", "As <b>Bob</b> has it.", "As Alex has it.")]
    kept = Form(answer.text, having="summary")
    assert (kept.fields["summary"], kept.fields["title"]) == ("As Alex has it.", "Alex's")
    draft.refresh_from_db()
    assert (draft.summary, draft.title) == ("As <b>Bob</b> has it.", "An operation")

    assert client.post(page_of(draft), kept.data(summary="As both have it.")).status_code == 302
    draft.refresh_from_db()
    assert draft.summary == "As both have it."
    assert [each.saved_as for each in draft.revisions.all()] == ["Alex", "Bob", "Alex"]
    assert draft.revisions.get(number=2).content["summary"] == "As <b>Bob</b> has it.", "nothing is lost"


def test_words_of_another_part_are_not_written_over_either(client, draft):
    client.force_login(author())
    form = opened(client, draft)
    before = draft.sections.get(kind="tests").body
    draft.sections.filter(kind="tests").update(body="Bob's section.")
    saved_by_bob(draft)
    answer = client.post(page_of(draft), form.data(summary="As Alex has it."))
    ((label, saved, typed),) = versions_on(answer)
    assert label.startswith("Section") and label.endswith(": Text")
    assert (saved, typed) == ("Bob's section.", before)
    assert draft.sections.get(kind="tests").body == "Bob's section."


def test_a_row_that_somebody_took_away_meanwhile_loses_nothing(client, draft):
    client.force_login(author())
    form = opened(client, draft)
    row = form.row_where("questions", text=draft.questions.first().text)
    typed = {f"{row}-text": "What Alex would ask?", "summary": "As Alex has it."}
    taken, others = draft.questions.count(), list(draft.questions.values_list("pk", flat=True))[1:]
    draft.questions.exclude(pk__in=others).delete()
    saved_by_bob(draft)
    answer = client.post(page_of(draft), form.data(**typed))
    assert answer.status_code == 200 and "Nothing is saved yet" in answer.text
    assert ("Question to ask", None, "What Alex would ask?") in [
        (label.partition(":")[0], saved, words) for label, saved, words in versions_on(answer)
    ]
    kept = Form(answer.text, having="summary")
    assert kept.fields["summary"] == "As Alex has it."
    assert client.post(page_of(draft), kept.data()).status_code == 302, "and it can be saved from there"
    assert draft.questions.filter(text="What Alex would ask?").exists()
    assert draft.questions.count() == taken and draft.questions.filter(pk__in=others).count() == taken - 1


def test_a_row_that_somebody_took_away_and_nobody_changed_does_not_come_back(client, draft):
    client.force_login(author())
    form, gone = opened(client, draft), draft.questions.first()
    gone.delete()
    saved_by_bob(draft)
    kept = Form(client.post(page_of(draft), form.data(summary="As Alex has it.")).text, having="summary")
    assert client.post(page_of(draft), kept.data()).status_code == 302
    assert not draft.questions.filter(text=gone.text).exists() and draft.questions.exists()


def test_a_row_that_somebody_added_meanwhile_is_shown_and_stays(client, draft):
    client.force_login(author())
    form = opened(client, draft)
    draft.questions.create(text="What Bob asks?", position=99)
    saved_by_bob(draft)
    answer = client.post(page_of(draft), form.data(summary="As Alex has it."))
    assert "What Bob asks?" in [saved for _label, saved, typed in versions_on(answer) if typed is None]
    assert client.post(page_of(draft), Form(answer.text, having="summary").data()).status_code == 302
    assert draft.questions.filter(text="What Bob asks?").exists()


@pytest.mark.parametrize("sent", [None, "", "nonsense", '{"at": "x"}', '{"at": "2026-01-01", "hashes": 5}'])
def test_a_page_sent_without_what_it_was_opened_with_is_refused(client, draft, sent):
    client.force_login(author())
    answer = client.post(page_of(draft), opened(client, draft).data(opened_with=sent, title="Alex's"))
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


def test_a_button_pressed_twice_saves_once_and_says_nothing(client, draft):
    client.force_login(author())
    form = opened(client, draft).data(summary="Once.\r\nMore.")
    assert client.post(page_of(draft), form).status_code == 302
    assert client.post(page_of(draft), form).status_code == 302
    assert draft.revisions.count() == 2
