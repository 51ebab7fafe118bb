"""The way from a draft to its readers, as staff click it."""

import pytest
from django.contrib.auth.models import Group

from procedures import kinds
from procedures.admin.forms import CHECKLIST
from procedures.models import Document, Edition, GlossaryTerm, Passage, Submission
from procedures.publishing.differences import changes, reasons_against_minor_correction
from procedures.publishing.signing import submit
from tests.kit.browser_forms import Form
from tests.kit.document_desk import PASSWORD, part_path, path, signature
from tests.kit.documents import author, make_draft_article, make_edition, make_signed_article, reviewer
from tests.kit.staff_accounts import make_reviewer, make_staff

pytestmark = pytest.mark.django_db


def test_a_draft_is_submitted_signed_changed_and_withdrawn(client):
    document = make_draft_article()
    client.force_login(author())
    assert "Submit the saved draft for signature" in client.get(path(document, "change")).text
    answer = client.post(path(document, "submit"), follow=True)
    assert "Submitted. A clinical reviewer who did not write it can sign it now." in answer.text

    client.force_login(reviewer())
    document = Document.objects.get()
    assert path(document, "sign") in client.get(path(document, "change")).text
    preview = client.get(path(document, "preview")).text
    assert "Preview for staff" in preview
    assert "Unsigned draft. Do not give it to patients." in preview, "the foot of every printed sheet"
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


def who_writes_too(person):
    person.groups.add(Group.objects.get(name="Author"))
    return person


@pytest.mark.parametrize(
    "writes_on",
    [
        lambda: author(),
        lambda: make_staff("cora", group="Author"),
        lambda: who_writes_too(make_reviewer("casey")),
        lambda: who_writes_too(reviewer()),
        lambda: make_staff("boss", is_superuser=True),
    ],
    ids=["who submitted", "another author", "another reviewer", "who signs", "a superuser"],
)
def test_what_anybody_writes_after_the_submission_is_neither_signed_nor_public(client, writes_on):
    document = make_draft_article()
    submitted = submit(document, author())
    client.force_login(writer := writes_on())
    section = document.sections.get(kind="tests")
    for address in (path(document, "top"), part_path(document, "sections", section)):
        form = Form(client.get(address).text, having="_save")
        typed = {name: "Quokka words." for name in form.fields if name.endswith(("summary", "body"))}
        assert typed and client.post(address, form.data(**typed)).status_code == 302

    client.force_login(reviewer())
    page = client.get(path(document, "sign"))
    assert "newer words than these are saved, and not submitted" in page.text
    assert "Quokka" not in page.text and "Quokka" not in client.get(path(document, "preview")).text
    client.post(path(document, "sign"), signature(Document.objects.get()))
    edition = Edition.objects.get()
    assert (edition.content, edition.content_hash) == (submitted.content, submitted.content_hash)
    assert writer.pk not in set(edition.writer_accounts) - {author().pk}
    assert Document.objects.get().summary == "Quokka words.", "the draft goes on"

    client.logout()
    for address in ("/procedures/drez-lesioning/", "/es/procedures/drez-lesioning/", "/procedures/"):
        assert "Quokka" not in client.get(address).text
    assert Passage.objects.exists() and not Passage.objects.filter(words__icontains="quokka").exists()


def test_signing_asks_for_the_password_again(client):
    document = make_draft_article()
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
    document = make_draft_article()
    client.force_login(author())
    client.post(path(document, "submit"))
    opened = signature(Document.objects.get())
    document.sections.filter(kind="tests").update(body="Other words.")
    client.post(path(document, "submit"))
    client.force_login(reviewer())
    assert "Read them again before you sign." in client.post(path(document, "sign"), opened).text
    assert not Edition.objects.exists()


def test_problems_are_told_one_by_one_and_nothing_is_submitted(client):
    document = make_draft_article(summary="It is safe.")
    document.sections.filter(kind="cost").delete()
    client.force_login(author())
    page = client.post(path(document, "submit"), follow=True).text
    assert "Add the section “cost and insurance”" in page and "Do not write “safe”" in page
    assert not Submission.objects.exists()


def test_the_history_shows_what_changed(client):
    document = make_signed_article(summary="Old words here.")
    Document.objects.update(summary="New words here.")
    client.force_login(author())
    client.post(path(document, "submit"))
    client.force_login(reviewer())
    document = Document.objects.get()
    assert "<del>Old</del> <ins>New</ins> words here." in client.get(path(document, "sign")).text
    client.post(path(document, "sign"), signature(document, note="New."))
    assert "<del>Old</del> <ins>New</ins> words here." in client.get(path(document, "editions")).text


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("reviewed_on", "Enter the day of the review."),
        ("review_due", "Enter the day by which the page must be reviewed again."),
    ],
)
def test_a_review_without_its_dates_is_refused_beside_the_field(client, name, sentence):
    document = make_draft_article()
    submit(document, author())
    client.force_login(reviewer())
    document = Document.objects.get()
    answer = client.post(path(document, "sign"), signature(document, note="Kept.", **{name: ""}))
    assert answer.context["form"].errors == {name: [sentence]}
    assert "Kept." in answer.text
    assert not Edition.objects.exists()


def test_a_correction_asks_for_no_dates(client):
    document = make_signed_article()
    document.sections.filter(kind="tests").update(body="Text of some tests.")
    submit(document, author())
    client.force_login(reviewer())
    document = Document.objects.get()
    dates = {"reviewed_on": "", "review_due": ""}
    client.post(path(document, "sign"), signature(document, kind="minor", **dates))
    assert Edition.objects.newest().get().kind == Edition.Kind.MINOR_CORRECTION


@pytest.mark.parametrize(("withdrawn", "kind"), [(False, "renewal"), (True, "again")])
def test_signed_words_are_signed_again(client, withdrawn, kind):
    document = make_signed_article()
    client.force_login(reviewer())
    if withdrawn:
        client.post(path(document, "withdraw"), {"reason": "Wrong.", "password": PASSWORD})
    address = path(document, "sign") + "?edition=1"
    assert f'value="{kind}"' in client.get(address).text
    client.post(address, signature(document, kind=kind, seen=Edition.objects.get().content_hash))
    assert Edition.objects.newest().get().kind == kind
    assert client.get("/procedures/drez-lesioning/").status_code == 200


@pytest.mark.parametrize("step", ["preview", "sign", "withdraw", "editions", "submit", "start-again"])
def test_every_step_is_for_staff_who_may_see_documents(client, step):
    document = make_signed_article()
    call = client.post if step in ("submit", "start-again") else client.get
    assert call(path(document, step)).status_code == 302
    client.force_login(make_staff("editor", group="Directory editor"))
    assert call(path(document, step)).status_code == 403


def test_a_reviewer_reads_drafts_and_does_not_write_them(client):
    document = make_draft_article()
    client.force_login(reviewer())
    for step in ("change", "top", f"part/sections/{document.sections.first().pk}"):
        page = client.get(path(document, step))
        assert page.status_code == 200 and 'name="_save"' not in page.text
        assert client.post(path(document, step), {"title": "Mine"}).status_code == 403
    assert client.post(path(document, "submit")).status_code == 403


def test_an_author_does_not_sign_or_withdraw(client):
    document = make_signed_article()
    Document.objects.update(summary="New words.")
    client.force_login(author())
    client.post(path(document, "submit"))
    document = Document.objects.get()
    form = {"reason": "x", "password": PASSWORD}
    assert client.post(path(document, "sign"), signature(document)).status_code == 403
    assert client.post(path(document, "withdraw"), form).status_code == 403
    assert Edition.objects.live().count() == 1


def test_a_break_glass_account_does_not_sign_or_withdraw(client):
    document = make_signed_article()
    Document.objects.update(summary="New words.")
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
    document = make_draft_article()
    client.force_login(both)
    form = Form(client.get(path(document, "top")).text, having="_save")
    assert client.post(path(document, "top"), form.data(title="Mine")).status_code == 302
    client.post(path(document, "submit"))
    document = Document.objects.get()
    assert "Ask another reviewer" in client.post(path(document, "sign"), signature(document)).text


def test_a_draft_starts_again_from_what_patients_read_at_a_click(client):
    document = make_signed_article(summary="Signed words.")
    Document.objects.update(summary="Words that were withdrawn.")
    client.force_login(author())
    assert "Start again from what patients read" in client.get(path(document, "change")).text
    page = client.post(path(document, "start-again"), follow=True).text
    assert "The draft says what edition 1 says." in page
    assert Document.objects.get().summary == "Signed words."
    refusal = client.post(path(document, "submit"), follow=True).text
    assert "These very words are signed already" in refusal and not Submission.objects.exists()


def test_a_reviewer_who_does_not_write_does_not_start_drafts_again(client):
    document = make_signed_article()
    client.force_login(reviewer())
    assert "Start again" not in client.get(path(document, "change")).text
    assert client.post(path(document, "start-again")).status_code == 403


def test_a_signed_document_cannot_be_deleted_in_the_admin(client):
    document = make_signed_article()
    client.force_login(make_staff("boss", is_superuser=True))
    assert client.post(path(document, "delete"), {"post": "yes"}).status_code == 403


def test_a_document_that_nobody_has_signed_has_an_empty_history(client):
    document = make_draft_article()
    client.force_login(author())
    assert client.get(path(document, "editions")).status_code == 200


def test_the_lines_of_the_checklist_are_read_before_a_signature(client):
    document = make_draft_article()
    client.force_login(author())
    client.post(path(document, "submit"))
    client.force_login(reviewer())
    given = signature(Document.objects.get())
    answer = client.post(path(document, "sign"), given | {"checked": []})
    assert "All of it has to be so." in answer.text and "First edition." in answer.text
    assert not Edition.objects.exists()
    assert all(str(line) in answer.text for line in CHECKLIST)


def test_hints_stand_on_the_page_of_the_draft_and_in_its_preview(client):
    long = " ".join(["This", *["goes on and on"] * 11, "here."])
    document = make_draft_article(summary=f"It is safe. {long}")
    client.force_login(author())
    for step in ("change", "preview"):
        page = client.get(path(document, step)).text
        assert "Do not write “safe”" in page
        assert "words in one sentence, make two: “This goes on and on" in page


def test_a_preview_is_marked_kept_nowhere_and_shows_the_draft(client):
    document = make_signed_article(summary="Signed words.")
    Document.objects.update(summary="Words of the draft.")
    client.force_login(author())
    preview = client.get(path(document, "preview"))
    assert "Words of the draft." in preview.text and "Signed words." not in preview.text
    assert '<aside class="draft" aria-label="Draft">' in preview.text
    assert "no-store" in preview.headers["Cache-Control"]
    assert preview.headers["X-Robots-Tag"] == "noindex"
    public = client.get("/procedures/drez-lesioning/")
    assert 'class="draft"' not in public.text and "css/draft" not in public.text


def test_the_preview_of_a_signed_edition_says_who_signed_it(client):
    """A reviewer who signs an older edition again must know that she reads what was signed."""
    document = make_signed_article()
    edition = document.editions.get()
    client.force_login(author())
    preview = client.get(path(document, "preview"), {"edition": edition.number})
    assert '<aside class="draft" aria-label="Edition 1">' in preview.text
    assert f"{edition.reviewer_name} signed these words on" in preview.text
    assert "Nobody has signed these words" not in preview.text
    assert client.get(path(document, "preview"), {"edition": 2}).status_code == 404


def test_the_glossary_has_a_preview(client):
    GlossaryTerm.objects.create(slug="cord", term="cord", definition="A made-up meaning.")
    document = Document.objects.create(
        kind=Document.Kind.GLOSSARY, title="Words", summary="S.", is_demonstration=True, last_author=author()
    )
    client.force_login(author())
    assert "A made-up meaning." in client.get(path(document, "preview")).text


def test_a_page_of_the_clinics_own_has_a_preview(client):
    document = Document.objects.create(
        kind=Document.Kind.PAGE, slug="x", title="T", summary="S.", body="Not yet.", is_demonstration=True
    )
    client.force_login(author())
    assert "Not yet." in client.get(path(document, "preview")).text
    assert path(document, "preview") in client.get(path(document, "change")).text


@pytest.mark.parametrize(("kind", "forms"), [("article", 8), ("comparison", 4), ("findings", 5)])
def test_every_field_of_a_document_says_in_plain_words_what_belongs_there(client, kind, forms):
    procedure = make_draft_article().procedure if kind == "article" else None
    document = Document.objects.create(
        kind=kind, procedure=procedure, language="es", title="T", summary="S", is_demonstration=True
    )
    client.force_login(author())
    found = [client.get(path(document, "top")).context["adminform"].form]
    for part in kinds.of(document).parts:
        if part.form:
            (row,) = client.get(part_path(document, part.name)).context["inline_admin_formsets"]
            found.append(row.formset.forms[0])
    silent = [
        f"{type(form).__name__}.{name}"
        for form in found
        for name, field in form.fields.items()
        if not (field.help_text or field.widget.is_hidden) and name not in ("id", "document", "DELETE")
    ]
    assert silent == []
    assert len(found) == forms


def test_an_english_article_has_no_fields_that_it_never_uses(client):
    document = make_draft_article()
    client.force_login(author())
    page = client.get(path(document, "top")).text
    assert 'name="translator"' not in page and 'name="body"' not in page
    assert 'name="summary"' in page


def test_what_was_withdrawn_says_why_to_its_author(client):
    document = make_signed_article()
    client.force_login(reviewer())
    client.post(path(document, "withdraw"), {"reason": "The dose is wrong.", "password": PASSWORD})
    client.force_login(author())
    assert (
        "“The dose is wrong.” Only a new signature brings it back."
        in client.get(path(document, "change")).text
    )


def test_a_reviewer_reads_where_words_changed_and_not_what_stayed(client):
    words = [f"word{number}" for number in range(80)]
    document = make_draft_article()
    document.sections.filter(kind="tests").update(body=" ".join(words))
    make_edition(document)
    document.sections.filter(kind="tests").update(body=" ".join([*words[:40], "new", *words[40:]]))
    client.force_login(author())
    client.post(path(document, "submit"))
    client.force_login(reviewer())
    page = client.get(path(document, "sign")).text
    assert "<dt>Tests before: text</dt>" in page
    assert "word0 word1" in page and "word39 <ins>new</ins> word40" in page
    assert "word20" not in page


def test_saving_in_a_browser_changes_only_what_was_typed(client):
    """Browsers send line ends of their own; a correction of one word must stay one."""
    document = make_draft_article(summary="Old words.")
    document.sections.update(body="One. [@Paper2020]\n\n- Two. [@Paper2020]\n")
    make_edition(document)
    client.force_login(author())
    sent = Form(client.get(path(document, "top")).text, "title").data(summary="New words.")
    as_browsers = {
        name: value.replace("\n", "\r\n") if isinstance(value, str) else value for name, value in sent.items()
    }
    assert client.post(path(document, "top"), as_browsers).status_code == 302
    client.post(path(document, "submit"))
    before, after = Edition.objects.get().content, Submission.objects.get().content
    assert [change.place for change in changes(before, after)] == ["Summary"]
    assert reasons_against_minor_correction(before, after) == []
