"""Two people at one draft: the second save is refused, and nobody's words are lost."""

import pytest

from procedures.models import Document, GlossaryTerm
from procedures.publishing import revisions
from tests.kit.browser_forms import Form
from tests.kit.document_desk import part_path, path
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
    return path(document, "top")


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


def test_words_of_another_part_are_merged(client, draft):
    client.force_login(author())
    form = opened(client, draft)
    draft.sections.filter(kind="tests").update(body="Bob's section.")
    saved_by_bob(draft)
    assert client.post(page_of(draft), form.data(summary="As Alex has it.")).status_code == 302
    content = draft.revisions.last().content
    assert content["summary"] == "As Alex has it."
    assert "Bob's section." in [section["body"] for section in content["sections"]]


def test_the_same_part_asks_with_both_versions(client, draft):
    client.force_login(author())
    section = draft.sections.get(kind="tests")
    address = part_path(draft, "sections", section)
    form = Form(client.get(address).text, having="_save")
    draft.sections.filter(kind="tests").update(body="Bob's section.")
    saved_by_bob(draft)
    answer = client.post(address, form.data(**{"sections-0-body": "Alex's section."}))
    ((label, saved, typed),) = versions_on(answer)
    assert label.startswith("Section") and label.endswith(": Text")
    assert (saved, typed) == ("Bob's section.", "Alex's section.")
    assert draft.sections.get(kind="tests").body == "Bob's section."
    kept = Form(answer.text, having="_save")
    assert client.post(address, kept.data()).status_code == 302
    assert draft.sections.get(kind="tests").body == "Alex's section."


def test_a_part_that_somebody_took_away_meanwhile_loses_nothing(client, draft):
    client.force_login(author())
    question = draft.questions.first()
    address = part_path(draft, "questions", question)
    form = Form(client.get(address).text, having="_save")
    others = list(draft.questions.exclude(pk=question.pk).values_list("pk", flat=True))
    question.delete()
    saved_by_bob(draft)
    answer = client.post(address, form.data(**{"questions-0-text": "What Alex would ask?"}))
    assert answer.status_code == 200 and "Nothing is saved yet" in answer.text
    assert ("Question to ask", None, "What Alex would ask?") in [
        (label.partition(":")[0], saved, words) for label, saved, words in versions_on(answer)
    ]
    kept = Form(answer.text, having="_save")
    assert client.post(address, kept.data()).status_code == 302, "and it can be saved from there"
    assert draft.questions.filter(text="What Alex would ask?").exists()
    assert draft.questions.exclude(text="What Alex would ask?").count() == len(others)
    assert client.get(address).status_code == 404


def test_a_part_that_somebody_took_away_and_nobody_changed_does_not_come_back(client, draft):
    client.force_login(author())
    gone = draft.questions.first()
    address = part_path(draft, "questions", gone)
    form = Form(client.get(address).text, having="_save")
    gone.delete()
    saved_by_bob(draft)
    client.post(address, form.data())
    assert not draft.questions.filter(text=gone.text).exists() and draft.questions.exists()


@pytest.mark.parametrize(
    "sent",
    [None, "", "nonsense", '{"at": "x"}', '{"at": "2026-01-01", "hashes": 5}', "[" * 50_000],
    ids=lambda sent: str(sent)[:40],
)
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
