"""The history of a document: who changed what and only that; any state compared, read and brought back."""

import pytest
from django.urls import reverse

from drez_site.foundation.refusals import Refused
from procedures.models import Document, Edition, Submission
from procedures.publishing import revisions
from procedures.publishing.signing import submit, withdraw
from procedures.publishing.steps import SignedAgain
from tests.kit.browser_forms import Form
from tests.kit.document_desk import part_path, path
from tests.kit.documents import author, make_draft_article, make_edition, make_signed_article
from tests.kit.staff_accounts import make_reviewer, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(client):
    client.force_login(author())
    return client


@pytest.fixture
def draft():
    document = make_draft_article(summary="As it was.")
    revisions.record(document, author())
    return document


def page_of(document) -> str:
    return path(document, "top")


def save(client, address, **fields):
    """A form of a document, as a browser sends it."""
    form = Form(client.get(address).text, having="_save")
    sent = {name: crlf(value) for name, value in form.data(**fields).items()}
    answer = client.post(address, sent)
    assert answer.status_code == 302, answer.context["errors"]


def save_section(client, document, body):
    section = document.sections.get(kind="tests")
    save(client, part_path(document, "sections", section), **{"sections-0-body": body})


def crlf(value):
    """As browsers send it."""
    return value.replace("\r\n", "\n").replace("\n", "\r\n") if isinstance(value, str) else value


def history(client, document, **asked) -> str:
    page = client.get(reverse("admin:procedures_document_history", args=[document.pk]), asked)
    assert page.status_code == 200
    return " ".join(page.text.split())


def compared(client, document, before: str, after: str) -> str:
    return history(client, document, **{"from": before, "to": after})


def changes_in(client, document) -> list[list[str]]:
    """The places that each saved draft changed, newest first."""
    page = client.get(reverse("admin:procedures_document_history", args=[document.pk]))
    return [[change.place for change in changed] for _revision, changed in page.context["history"]]


def test_the_history_says_who_changed_what_and_only_that(ann, draft):
    draft.sections.filter(kind="tests").update(body="One line.\n\nAnother line.")
    revisions.record(draft, author())
    save(ann, page_of(draft), summary="As it is.")
    save(ann, page_of(draft))
    assert changes_in(ann, draft)[0] == ["Summary"]
    page = history(ann, draft)
    assert "3: Alex," in page and "As it <del>was.</del> <ins>is.</ins>" in page
    assert draft.revisions.count() == 3, "a save that changes nothing is no state of its own"


def test_a_change_of_one_section_is_told_as_that_of_one_section(ann, draft):
    draft.sections.update(body="One line.\n\nAnother line.")
    revisions.record(draft, author())
    save_section(ann, draft, "One line.\n\nA new line.")
    assert changes_in(ann, draft)[0] == ["Tests before: text"]


def test_any_two_states_are_compared(ann, draft):
    for words in ("Two.", "Three."):
        save(ann, page_of(draft), summary=words)
    assert "<del>As it was.</del> <ins>Three.</ins>" in history(
        ann, draft, **{"from": "draft-1", "to": "draft-3"}
    )
    assert "No words changed." in compared(ann, draft, "draft-2", "draft-2")
    address = reverse("admin:procedures_document_history", args=[draft.pk])
    for key in ("draft-9", "edition-1", "x-1", "draft-x", "draft-" + "9" * 30, "draft"):
        assert ann.get(address, {"from": "draft-1", "to": key}).status_code == 404


def test_an_author_compares_the_draft_with_what_patients_read(ann):
    document = make_signed_article()
    save(ann, page_of(document), summary="New words.")
    compared = history(
        ann, document, **{"from": "edition-1", "to": f"draft-{revisions.last_number(document)}"}
    )
    assert "<ins>New words.</ins>" in compared


def test_a_saved_draft_is_read_as_a_page(ann, draft):
    save(ann, page_of(draft), summary="Two.")
    assert "As it was." in ann.get(path(draft, "preview"), {"draft": 1}).text
    assert ann.get(path(draft, "preview"), {"draft": 9}).status_code == 404


def test_a_saved_draft_is_brought_back_whole_and_nothing_is_lost(ann, draft):
    before = draft.revisions.get().content
    save_section(ann, draft, "Another.")
    save(ann, page_of(draft), summary="Two.")
    asked = ann.get(path(draft, "bring-back/1"))
    assert "<del>Two.</del> <ins>As it was.</ins>" in " ".join(asked.text.split())
    done = ann.post(path(draft, "bring-back/1"), Form(asked.text, having="seen").data(), follow=True)
    assert "Brought back saved draft 1." in done.text
    assert [each.content["summary"] for each in draft.revisions.order_by("number")] == [
        "As it was.",
        "As it was.",
        "Two.",
        "As it was.",
    ]
    assert draft.revisions.last().content == before


def test_words_that_somebody_saved_meanwhile_are_not_swept_away(ann, draft):
    save(ann, page_of(draft), summary="Two.")
    seen = Form(ann.get(path(draft, "bring-back/1")).text, having="seen").data()
    Document.objects.filter(pk=draft.pk).update(summary="Bob's.")
    revisions.record(draft, make_staff("bob", group="Author"))
    again = ann.post(path(draft, "bring-back/1"), seen)
    assert "Somebody saved this draft meanwhile" in again.text and "Bob&#x27;s." in again.text
    assert Document.objects.get(pk=draft.pk).summary == "Bob's."


def test_who_may_only_look_brings_nothing_back(client, draft):
    client.force_login(make_reviewer("rita"))
    assert "Bring it back" not in history(client, draft)
    assert client.post(path(draft, "bring-back/1"), {"seen": 1}).status_code == 403
    client.force_login(make_staff("kim", group="Directory editor"))
    assert client.get(reverse("admin:procedures_document_history", args=[draft.pk])).status_code == 403


def test_steps_stand_in_the_history_too(ann, draft):
    ann.post(path(draft, "submit"))
    assert "Alex: Submitted the draft." in history(ann, draft)


@pytest.mark.parametrize("change", ["words", "a row taken out"])
@pytest.mark.parametrize("by", ["bringing it back", "doing the same again"])
def test_what_comes_back_is_no_less_the_change_of_who_made_it_first(change, by):
    """Rita changes something, the draft starts again, Bob makes the same change: Rita does not sign it."""
    document, rita, bob = make_signed_article(), make_reviewer("rita"), make_staff("bob", group="Author")

    def make_it(person):
        if change == "words":
            Document.objects.filter(pk=document.pk).update(summary="New words.")
        else:
            document.questions.all().delete()
        return revisions.record(Document.objects.get(pk=document.pk), person)

    hers = make_it(rita)
    revisions.start_again(document, author())
    if by == "bringing it back":
        revisions.bring_back(document, hers, bob)
    else:
        make_it(bob)
    with pytest.raises(Refused, match="You wrote some of these words"):
        make_edition(document, by=rita)
    assert make_edition(document, by=make_reviewer("casey")).number == 2


def test_whoever_signs_next_reads_why_the_page_was_taken_down(client):
    document = make_signed_article()
    withdraw(document, make_reviewer("rita"), "The dose is wrong.")
    submit(document, author())
    client.force_login(make_reviewer("casey"))
    page = client.get(path(document, "sign")).text
    assert "Rita took edition 1 down on" in page and "“The dose is wrong.”" in page


def test_words_that_were_signed_again_are_the_draft_and_what_was_wrong_waits_nowhere():
    document = make_signed_article(summary="Right dose.")
    first = document.editions.get()
    Document.objects.filter(pk=document.pk).update(summary="Wrong dose.")
    revisions.record(document, author())
    make_edition(document)
    Document.objects.filter(pk=document.pk).update(title="Wrong dose, too")
    revisions.record(document, author())
    submit(document, author())
    make_edition(document, step=SignedAgain, edition=first)
    document.refresh_from_db()
    assert (document.summary, document.title) == ("Right dose.", first.content["title"])
    assert not Submission.objects.filter(document=document).exists()
    assert document.revisions.last().saved_as == "Edition 3, signed again"
    assert document.revisions.filter(content__title="Wrong dose, too").exists(), "nothing is lost"
    assert Edition.objects.get(number=3).writers == first.writers
    Document.objects.filter(pk=document.pk).update(summary="Right dose, in new words.")
    revisions.record(document, make_staff("bob", group="Author"))
    assert make_edition(document).writers == ["Bob"], "and it is nobody's change"
