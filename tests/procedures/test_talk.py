"""Review as a talk: comments on a part, a draft returned with what to mend, each comment answered."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from procedures import demonstration_staff
from procedures.models import Comment, Document, Submission
from procedures.publishing import revisions
from procedures.publishing.signing import submit
from procedures.publishing.snapshot import freeze
from tests.kit.browser_forms import Form
from tests.kit.document_desk import part_path, path, signature
from tests.kit.documents import author, make_draft_article, make_signed_article, reviewer
from tests.kit.staff_accounts import make_reviewer, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    """An article that patients read, with a changed section that waits for its signature."""
    document = make_signed_article()
    document.sections.filter(kind="tests").update(body="Other tests.")
    revisions.record(document, author())
    submit(document, author())
    return Document.objects.get()


def returned(client, document, **remarks):
    """The reviewer returns it with these comments, by what the page calls their places."""
    client.force_login(reviewer())
    form = Form(client.get(path(document, "sign")).text, having="text")
    form.fields["text"] = [remarks.get(label, "") for label in form.fields["label"]]
    return client.post(path(document, "return"), form.data(), follow=True)


def test_a_draft_is_returned_with_comments_on_what_changed(client, document):
    answer = returned(client, document, **{"Tests before: text": "Which tests?", "": "Nearly there."})
    assert "Returned. Its author finds your comments on the first page." in answer.text
    assert not Submission.objects.exists()
    section = document.sections.get(kind="tests")
    said = [(each.place, each.label, each.text) for each in Comment.objects.all()]
    assert said == [
        (f"sections-{section.pk}", "Tests before: text", "Which tests?"),
        ("", "", "Nearly there."),
    ]

    client.force_login(author())
    assert "My drafts with comments to answer" in client.get("/admin/").text
    page = client.get(path(document, "change"))
    assert f'<a href="{part_path(document, "sections", section)}">Tests before: text</a>' in page.text
    assert "1 comment" in page.text and "Nearly there." in page.text
    assert "Which tests?" in client.get(part_path(document, "sections", section)).text
    history = client.get(path(document, "history")).text
    assert "Returned with 2 comments." in history


def test_nothing_is_returned_without_a_word(client, document):
    client.force_login(reviewer())
    form = Form(client.get(path(document, "sign")).text, having="text")
    answer = client.post(path(document, "return"), form.data(note="Kept note."))
    assert "Say what is to be mended: write at least one comment." in answer.text
    assert 'href="#comment-whole"' in answer.text and "Kept note." in answer.text
    again = Form(answer.text, having="text")
    assert again.element.get("action") == path(document, "sign"), "where “Sign and publish” sends it"
    assert Submission.objects.exists() and not Comment.objects.exists()
    document.submission.delete()
    answer = client.post(path(document, "return"), {"text": "x", "place": "", "label": ""}, follow=True)
    assert "No draft is submitted, so there is nothing to return." in answer.text
    assert Comment.objects.get().text == "x", "it stands at the document"


def test_a_refused_signature_loses_no_comment(client, document):
    client.force_login(reviewer())
    form = Form(client.get(path(document, "sign")).text, having="text")
    comments = [f"About {label or 'all'}" for label in form.fields["label"]]
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    wrong = signature(document, note="Kept note.", review_due=yesterday, live_on=yesterday, password="wrong")
    sent = form.data(**wrong | {"text": comments, "checked": None})
    page = client.post(path(document, "sign"), sent).text
    assert "Nothing is signed yet" in page and not document.editions.filter(number=2).exists()
    for field, said in (("review_due", "choose a day after today."), ("live_on", "That day has begun")):
        assert f'href="#id_{field}"' in page and page.count(said) == 2, "above all, and beside the field"
    assert 'href="#id_checked"' in page, "all at once"
    assert "This is neither your password" not in page, "asked last, so that no slip counts against it"
    again = Form(page, having="text")
    assert again.fields["text"] == comments and again.fields["note"] == "Kept note."

    sent = again.data(**signature(document) | {"text": comments, "live_on": ""})
    assert client.post(path(document, "sign"), sent).status_code == 302
    assert list(Comment.objects.values_list("text", flat=True)) == comments, "and neither does a given one"


def test_a_comment_on_words_that_changed_meanwhile_stands_still(client, document):
    client.force_login(reviewer())
    form = Form(client.get(path(document, "sign")).text, having="text")
    form.fields["text"] = ["Which tests?", ""]
    before = freeze(document)
    document.sections.filter(kind="tests").update(
        body=before["sections"][5]["body"].replace("Other", "Text of")
    )
    document.sections.filter(kind="cost").update(body="Other costs.")
    revisions.record(document, author())
    submit(document, author())
    page = client.post(
        path(document, "sign"), form.data(**signature(document, seen=form.fields["seen"]))
    ).text
    assert "Read them again before you sign." in page
    again = Form(page, having="text")
    assert "Which tests?" in again.fields["text"] and "checked" not in again.fields
    assert again.fields["seen"] == Document.objects.get().submission.content_hash


def test_comments_are_answered_one_by_one(client, document):
    returned(client, document, **{"Tests before: text": "Which tests?", "": "Nearly there."})
    client.force_login(author())
    on_part, on_whole = Comment.objects.all()
    address = part_path(document, "sections", document.sections.get(kind="tests"))
    form = Form(client.get(address).text, having="_save")
    assert "answered" not in form.data(), "nobody answers by a slip"
    sent = form.data(answered=str(on_part.pk), **{"sections-0-body": "An MRI scan."})
    assert client.post(address, sent).status_code == 302
    on_part.refresh_from_db()
    assert on_part.resolved_by == author() and Comment.objects.open().get() == on_whole
    client.post(path(document, "answer"), {"answered": on_whole.pk})
    assert not Comment.objects.open().exists()
    before = on_part.resolved_at
    client.post(path(document, "answer"), {"answered": on_part.pk})
    on_part.refresh_from_db()
    assert on_part.resolved_at == before, "once"

    client.post(path(document, "submit"))
    client.force_login(reviewer())
    page = client.get(path(document, "sign")).text
    assert "Which tests?" in page and "Answered by Alex" in page


def test_the_reviewer_who_spoke_is_asked_again(client, document):
    make_reviewer("rita")
    demonstration_staff.reviewer()
    returned(client, document, **{"": "Mend it."})
    client.force_login(author())
    page = client.get(path(document, "change")).text
    assert re.search(rf'<option value="{reviewer().pk}" selected>', page)
    assert "Demonstration reviewer" not in page, "nobody signs in as that"
    client.post(path(document, "submit"), {"asked": reviewer().pk})
    assert Submission.objects.get().asked == reviewer()
    client.force_login(reviewer())
    first_page = client.get("/admin/").text
    assert path(document, "sign") in first_page, "the only one that waits is a click away"
    client.force_login(make_reviewer("sue"))
    first_page = client.get("/admin/").text
    assert "Waiting for another reviewer’s signature" in first_page
    assert "Waiting for my signature" not in first_page
    assert client.get(path(document, "sign")).status_code == 200, "whoever is asked may be away"


@pytest.mark.parametrize("asked", ["", "0", "999999", "x"])
def test_a_draft_that_asks_nobody_waits_for_everybody(client, asked):
    document = make_draft_article()
    revisions.record(document, author())
    client.force_login(author())
    client.post(path(document, "submit"), {"asked": asked})
    assert Submission.objects.get().asked is None
    client.force_login(reviewer())
    assert "Waiting for my signature" in client.get("/admin/").text


def test_only_reviewers_are_asked(client):
    document = make_draft_article()
    client.force_login(author())
    client.post(path(document, "submit"), {"asked": make_staff("bob", group="Author").pk})
    assert Submission.objects.get().asked is None


def test_the_author_sees_the_same_difference_as_the_reviewer(client, document):
    client.force_login(reviewer())
    theirs = client.get(path(document, "sign")).context["changes"]
    client.force_login(author())
    page = client.get(path(document, "changes"))
    assert page.context["changes"] == theirs and len(theirs) == 1
    assert path(document, "changes") in client.get(path(document, "change")).text


def test_a_comment_from_the_page_of_a_part(client, document):
    client.force_login(reviewer())
    question = document.questions.get()
    page = client.get(part_path(document, "questions", question))
    assert 'name="_save"' not in page.text
    sent = Form(page.text, having="label").data()
    client.post(path(document, "comment"), sent | {"text": "Ask <b>more</b>."})
    assert Comment.objects.get().place == f"questions-{question.pk}"
    client.post(path(document, "comment"), sent | {"text": "  "})
    assert Comment.objects.count() == 1 and Submission.objects.exists(), "the submission stands"
    assert "Ask &lt;b&gt;more&lt;/b&gt;." in client.get(path(document, "change")).text


def test_reviewers_answer_their_own_comments_only(client, document):
    other = Comment.objects.create(document=document, text="x", written_by=author())
    own = Comment.objects.create(document=document, text="y", written_by=reviewer())
    client.force_login(reviewer())
    client.post(path(document, "answer"), {"answered": [other.pk, own.pk, "x"]})
    assert Comment.objects.open().get() == other


def test_a_comment_on_a_part_that_is_gone_stays(client, document):
    question = document.questions.get()
    Comment.objects.create(
        document=document, place=f"questions-{question.pk}", label="Gone", text="Why?", written_by=reviewer()
    )
    question.delete()
    client.force_login(author())
    page = client.get(path(document, "change")).text
    assert "Why?" in page and "Gone" in page and part_path(document, "questions", question) not in page


def test_a_submission_stands_while_its_draft_goes_on(client, document):
    waiting = document.submission.content
    client.force_login(author())
    address = part_path(document, "sections", document.sections.get(kind="tests"))
    form = Form(client.get(address).text, having="_save")
    client.post(address, form.data(**{"sections-0-body": "Newer words."}))
    assert Submission.objects.get().content == waiting
    page = client.get(path(document, "change")).text
    assert "The draft says more by now" in page and "Submit again, as it is now" in page
    client.force_login(reviewer())
    document = Document.objects.get()
    page = client.get(path(document, "sign")).text
    assert "Its author went on writing" in page and "Newer words." not in page
    answer = client.post(path(document, "sign"), signature(document), follow=True)
    assert "Signed. Patients read edition 2 now." in answer.text
    public = client.get(document.procedure.get_absolute_url()).text
    assert "Other tests." in public and "Newer words." not in public
    client.force_login(author())
    assert "My drafts, not yet submitted" in client.get("/admin/").text, "the newer words are a draft"
    changed = [
        line.key
        for _name, line in client.get(path(document, "change")).context["outline"].lines()
        if line.is_changed
    ]
    assert changed == [document.sections.get(kind="tests").pk]


def test_words_written_while_others_waited_have_their_own_writers(client, document):
    """Whoever wrote on signs neither the newer words nor, for that, fewer than the submitted ones."""
    rita = make_reviewer("rita")
    document.sections.filter(kind="tests").update(body="Rita's words.")
    revisions.record(document, rita)
    client.force_login(rita)
    answer = client.post(path(document, "sign"), signature(document), follow=True)
    assert "Signed. Patients read edition 2 now." in answer.text, "of the submitted words she wrote none"
    submit(document, author())
    document = Document.objects.get()
    assert "Ask another reviewer" in client.post(path(document, "sign"), signature(document)).text


def test_a_submission_is_taken_back(client, document):
    client.force_login(author())
    page = client.post(path(document, "take-back"), follow=True).text
    assert "Taken back: nobody is asked to sign it now." in page and not Submission.objects.exists()
    client.force_login(reviewer())
    assert client.post(path(document, "take-back")).status_code == 403


@pytest.mark.parametrize("change", [{"slug": "other"}, {"language": "es"}])
def test_a_document_of_another_page_waits_no_longer(change):
    """The reviewer read the words as those of the page that they stood on."""
    document = Document.objects.create(
        kind="page", slug="one", title="T", summary="S.", body="Words.", is_demonstration=True
    )
    submit(document, author())
    Document.objects.update(title="Another title")
    assert Submission.objects.exists()
    Document.objects.update(**change)
    assert not Submission.objects.exists()


def test_the_next_review_is_suggested_by_the_rule_of_the_clinic(client, document, settings):
    settings.EDITION_REVIEW_EVERY_MONTHS = 6
    client.force_login(reviewer())
    form = client.get(path(document, "sign")).context["form"]
    first, due = form["reviewed_on"].value(), form["review_due"].value()
    assert (due.year * 12 + due.month) - (first.year * 12 + first.month) == 6
