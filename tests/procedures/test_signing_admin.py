"""The way from a draft to its readers, as staff click it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from procedures.models import Document, Edition, Submission
from tests.staff import make_reviewer, make_staff

from .factories import author, make_article, make_draft, reviewer

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


def path(document, step):
    return f"/admin/procedures/document/{document.pk}/{step}/"


def signature(document, **fields):
    today = timezone.localdate()
    seen = getattr(document, "submission", None)
    return {
        "kind": "full",
        "reviewed_on": today.isoformat(),
        "review_due": (today + timedelta(days=365)).isoformat(),
        "note": "First edition.",
        "password": PASSWORD,
        "seen": seen.content_hash if seen else "",
    } | fields


def test_a_draft_is_submitted_signed_changed_and_withdrawn(client):
    document = make_draft()
    client.force_login(author())
    assert "Submit the saved draft for signature" in client.get(path(document, "change")).text
    answer = client.post(path(document, "submit"), follow=True)
    assert "Submitted. A clinical reviewer who did not write it can sign it now." in answer.text

    client.force_login(reviewer())
    document = Document.objects.get()
    assert path(document, "sign") in client.get(path(document, "change")).text
    preview = client.get(path(document, "preview")).text
    assert "Preview for staff" in preview
    assert "do not hand them out" in preview, "the foot of every printed sheet"
    answer = client.post(path(document, "sign"), signature(document), follow=True)
    assert "Signed. Patients read edition 1 now." in answer.text
    assert client.get("/procedures/drez-lesioning/").status_code == 200

    answer = client.post(
        path(document, "withdraw"),
        {"reason": "Wrong.", "with_translations": "on", "password": PASSWORD},
        follow=True,
    )
    assert "The page is down." in answer.text
    assert client.get("/procedures/drez-lesioning/").status_code == 410
    history = client.get(path(document, "editions")).text
    assert "Withdrawn by Robin" in history and "Sign these words again" in history


def test_signing_asks_for_the_password_again(client):
    document = make_draft()
    client.force_login(author())
    client.post(path(document, "submit"))
    client.force_login(reviewer())
    document = Document.objects.get()
    for password in ("", "wrong"):
        answer = client.post(path(document, "sign"), signature(document, password=password))
        assert answer.status_code == 200
        assert not Edition.objects.exists()
    assert "This is neither your password nor a new code from your phone." in answer.text


def test_a_reviewer_signs_only_what_was_on_the_screen(client):
    document = make_draft()
    client.force_login(author())
    client.post(path(document, "submit"))
    opened = signature(Document.objects.get())
    document.sections.filter(kind="tests").update(body="Other words.")
    client.post(path(document, "submit"))
    client.force_login(reviewer())
    assert "Read them again before you sign." in client.post(path(document, "sign"), opened).text
    assert not Edition.objects.exists()


def test_problems_are_told_one_by_one_and_nothing_is_submitted(client):
    document = make_draft(summary="It is safe.")
    document.sections.filter(kind="cost").delete()
    client.force_login(author())
    page = client.post(path(document, "submit"), follow=True).text
    assert "Add the section “cost and insurance”" in page and "Do not write “safe”" in page
    assert not Submission.objects.exists()


def test_the_history_shows_what_changed(client):
    document = make_article(summary="Old words here.")
    Document.objects.update(summary="New words here.")
    client.force_login(author())
    client.post(path(document, "submit"))
    client.force_login(reviewer())
    document = Document.objects.get()
    assert "<del>Old</del> <ins>New</ins> words here." in client.get(path(document, "sign")).text
    client.post(path(document, "sign"), signature(document, note="New."))
    assert "<del>Old</del> <ins>New</ins> words here." in client.get(path(document, "editions")).text


@pytest.mark.parametrize(("withdrawn", "kind"), [(False, "renewal"), (True, "again")])
def test_signed_words_are_signed_again(client, withdrawn, kind):
    document = make_article()
    client.force_login(reviewer())
    if withdrawn:
        client.post(path(document, "withdraw"), {"reason": "Wrong.", "password": PASSWORD})
    address = path(document, "sign") + "?edition=1"
    assert f'value="{kind}"' in client.get(address).text
    client.post(address, signature(document, kind=kind, seen=Edition.objects.get().content_hash))
    assert Edition.objects.newest().get().kind == kind
    assert client.get("/procedures/drez-lesioning/").status_code == 200


@pytest.mark.parametrize("step", ["preview", "sign", "withdraw", "editions", "submit"])
def test_every_step_is_for_staff_who_may_see_documents(client, step):
    document = make_article()
    call = client.post if step == "submit" else client.get
    assert call(path(document, step)).status_code == 302
    client.force_login(make_staff("editor", group="Directory editor"))
    assert call(path(document, step)).status_code == 403


def test_a_reviewer_reads_drafts_and_does_not_write_them(client):
    document = make_draft()
    client.force_login(reviewer())
    page = client.get(path(document, "change"))
    assert page.status_code == 200 and 'name="title"' not in page.text
    assert client.post(path(document, "change"), {"title": "Mine"}).status_code == 403
    assert client.post(path(document, "submit")).status_code == 403


def test_an_author_does_not_sign_or_withdraw(client):
    document = make_article()
    client.force_login(author())
    client.post(path(document, "submit"))
    document = Document.objects.get()
    form = {"reason": "x", "password": PASSWORD}
    assert client.post(path(document, "sign"), signature(document)).status_code == 403
    assert client.post(path(document, "withdraw"), form).status_code == 403
    assert Edition.objects.live().count() == 1


def test_a_break_glass_account_does_not_sign_or_withdraw(client):
    document = make_article()
    client.force_login(author())
    client.post(path(document, "submit"))
    client.force_login(make_staff("glass", is_superuser=True))
    document = Document.objects.get()
    assert "Only an active member" in client.post(path(document, "sign"), signature(document)).text
    form = {"reason": "x", "password": PASSWORD}
    assert "Only an active member" in client.post(path(document, "withdraw"), form).text
    assert Edition.objects.live().count() == 1


def test_an_edit_that_the_admin_saves_makes_its_writer_the_author(client):
    both = make_reviewer("both")
    both.groups.add(author().groups.get())
    document = make_draft()
    client.force_login(both)
    parts = {}
    for prefix in ("glancefacts", "sections", "steps", "figures", "urgentsigns", "questions"):
        parts |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    fields = {
        "kind": "article",
        "language": "en",
        "procedure": document.procedure_id,
        "title": "Mine",
        "summary": "S.",
    }
    assert client.post(path(document, "change"), parts | fields).status_code == 302
    client.post(path(document, "submit"))
    document = Document.objects.get()
    assert "Ask another reviewer" in client.post(path(document, "sign"), signature(document)).text


def test_a_signed_document_cannot_be_deleted_in_the_admin(client):
    document = make_article()
    client.force_login(make_staff("boss", is_superuser=True))
    assert client.post(path(document, "delete"), {"post": "yes"}).status_code == 403


def test_a_document_that_nobody_has_signed_has_an_empty_history(client):
    document = make_draft()
    client.force_login(author())
    assert client.get(path(document, "editions")).status_code == 200
