"""Nobody signs their own words: who counts as their writer, in Python and, over again, in the database."""

import json
import sys

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from psycopg.types.json import Jsonb

from drez_site.foundation.refusals import Refused
from drez_site.foundation.roles import Role
from procedures.models import Document, GlossaryTerm, Revision, Submission
from procedures.publishing import four_eyes, revisions
from procedures.publishing.differences import changes
from procedures.publishing.signing import submit, withdraw
from procedures.publishing.snapshot import freeze
from procedures.publishing.steps import Renewal, SignedAgain
from tests.kit.browser_forms import Form
from tests.kit.documents import (
    make_draft_article,
    make_edition,
    make_paper,
    make_signed_comparison,
    make_signed_findings,
)
from tests.kit.writers import (
    first_edition,
    insert,
    make_people,
    new_draft,
    section,
    signed_by,
    who_may_sign,
    write,
)
from tests.procedures.kinds.rich import CONTENTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make_people()


def _as_browsers_send(value):
    return value.replace("\n", "\r\n") if isinstance(value, str) else value


def test_somebody_elses_save_without_a_change_makes_nobody_else_the_writer(people):
    document = first_edition(people["ann"], people["sue"])
    write(document, people["rita"], summary="Rita's sentence.")
    assert revisions.record(document, people["bob"]) is None
    submit(document, people["bob"])
    assert who_may_sign(document, people) == {"sue"}
    edition = signed_by(document, people["sue"])
    assert (edition.writers, edition.writer_accounts) == (["Rita"], [people["rita"].pk])


def test_the_same_through_the_pages_of_the_admin(client, people):
    document = first_edition(people["ann"], people["sue"])
    write(document, people["rita"], summary="Rita's sentence.")
    client.force_login(people["bob"])
    address = reverse("admin:procedures_document_top", args=[document.pk])
    sent = Form(client.get(address).text, having="summary").data()
    data = {name: _as_browsers_send(value) for name, value in sent.items()}
    assert client.post(address, data).status_code == 302
    assert document.revisions.last().saved_by == people["rita"], "nothing was changed"
    document.refresh_from_db()
    assert document.last_author == people["rita"]
    submit(document, people["bob"])
    assert client.post(address, data).status_code == 302
    assert Submission.objects.exists(), "a save that changes nothing leaves it"
    data["summary"] = "Bob's sentence."
    assert client.post(address, data).status_code == 302
    assert document.revisions.last().saved_by == people["bob"]
    assert Submission.objects.get().content["summary"] == "Rita's sentence.", "what was submitted stands"


def test_later_words_of_others_do_not_hide_earlier_ones(people):
    document = first_edition(people["ann"], people["sue"])
    write(document, people["rita"], summary="Rita's.")
    write(document, people["bob"], title="Bob's")
    section(document, people["ann"], "Ann's.")
    submit(document, people["bob"])
    assert who_may_sign(document, people) == {"sue"}
    assert signed_by(document, people["sue"]).writers == ["Ann", "Bob", "Rita"]


def test_words_that_somebody_mended_have_two_writers(people):
    document = first_edition(people["ann"], people["sue"])
    write(document, people["rita"], summary="Ritas sentence.")
    write(document, people["bob"], summary="Rita's sentence.")
    submit(document, people["bob"])
    assert who_may_sign(document, people) == {"sue"}


def test_an_accidental_key_undone_counts_for_nobody(people):
    document = first_edition(people["ann"], people["sue"])
    summary = Document.objects.get(pk=document.pk).summary
    write(document, people["rita"], summary=f"{summary}x")
    write(document, people["rita"], summary=summary)
    write(document, people["bob"], title="Bob's")
    submit(document, people["bob"])
    assert who_may_sign(document, people) == {"rita", "sue"}
    assert signed_by(document, people["rita"]).writers == ["Bob"]


def test_white_space_is_nobodys_change(people):
    document = first_edition(people["ann"], people["sue"])
    section(document, people["rita"], "Text of tests.\r\n")
    write(document, people["bob"], title="Bob's")
    submit(document, people["bob"])
    assert who_may_sign(document, people) == {"rita", "sue"}


def test_of_a_first_edition_all_words_are_changes(people):
    document = new_draft(people["rita"])
    write(document, people["bob"], summary="Bob's.")
    submit(document, people["bob"])
    assert who_may_sign(document, people) == {"sue"}


def test_one_author_and_one_reviewer_go_on_for_ever(people):
    document = first_edition(people["ann"], people["sue"])
    for number in (2, 3):
        write(document, people["ann"], summary=f"Sentence {number}.")
        submit(document, people["ann"])
        assert signed_by(document, people["sue"]).number == number


def test_two_people_who_are_both_sign_for_each_other_in_turn(people):
    document = first_edition(people["rita"], people["sue"])
    write(document, people["sue"], summary="Sue's.")
    submit(document, people["sue"])
    assert who_may_sign(document, people) == {"rita"}
    signed_by(document, people["rita"])
    write(document, people["rita"], summary="Rita's.")
    submit(document, people["rita"])
    assert who_may_sign(document, people) == {"sue"}


def test_when_both_wrote_neither_signs_until_one_starts_again(people):
    document = first_edition(people["ann"], people["sue"])
    write(document, people["rita"], summary="Rita's.")
    write(document, people["sue"], title="Sue's")
    submit(document, people["sue"])
    assert who_may_sign(document, people) == set()
    revisions.start_again(document, people["sue"])
    write(document, people["rita"], summary="Rita's.")
    submit(document, people["rita"])
    assert who_may_sign(document, people) == {"sue"}


def test_a_reviewers_old_comma_was_signed_and_binds_her_no_more(people):
    document = first_edition(people["ann"], people["sue"])
    write(document, people["rita"], summary="A sentence, mended.")
    submit(document, people["rita"])
    signed_by(document, people["sue"])
    write(document, people["ann"], title="Ann's")
    submit(document, people["ann"])
    assert who_may_sign(document, people) == {"rita", "sue"}


def test_words_that_an_older_edition_took_back_are_their_writers_again(people):
    """Edition 2 is Rita's; edition 1 is signed again; who brings her words back makes them no less hers."""
    document = first_edition(people["ann"], people["sue"])
    write(document, people["rita"], summary="Rita's.")
    submit(document, people["rita"])
    signed_by(document, people["sue"])
    older = document.editions.get(number=1)
    signed_by(document, people["sue"], SignedAgain, edition=older)
    hers = document.revisions.filter(content__summary="Rita's.").last()
    revisions.bring_back(document, hers, people["bob"])
    submit(document, people["bob"])
    assert who_may_sign(document, people) == {"sue"}


def test_words_signed_again_keep_their_writers(people):
    document = first_edition(people["rita"], people["sue"])
    edition = document.editions.get()
    for step, fields in ((Renewal, {}), (SignedAgain, {"edition": edition})):
        with pytest.raises(Refused, match="Ask another reviewer"):
            signed_by(document, people["rita"], step, **fields)
        assert signed_by(document, people["sue"], step, **fields).writers == ["Rita"]


def test_the_same_words_after_a_withdrawal_keep_their_writers(people):
    document = first_edition(people["rita"], people["sue"])
    withdraw(document, people["sue"], "To be checked.")
    submit(document, people["bob"])
    assert who_may_sign(document, people) == {"sue"}


def test_what_patients_read_already_is_not_submitted(people):
    document = first_edition(people["ann"], people["sue"])
    with pytest.raises(Refused, match="These very words are signed already"):
        submit(document, people["ann"])
    withdraw(document, people["sue"], "To be checked.")
    assert submit(document, people["ann"]), "nobody reads them now"


def test_whoever_submits_answers_for_changes_that_nobody_saved(people):
    document = first_edition(people["ann"], people["sue"])
    Document.objects.update(summary="By a script.")
    submit(document, people["rita"])
    assert who_may_sign(document, people) == {"sue"}


def test_words_that_came_with_the_site_have_a_version_and_no_account(people):
    document = make_draft_article(last_author=None)
    revisions.record_shipped(document, "1a2b3c4d")
    submit(document, people["rita"])
    assert who_may_sign(document, people) == {"rita", "sue"}, "submitting is not writing"
    edition = signed_by(document, people["rita"])
    assert (edition.writers, edition.writer_accounts) == (["Shipped text, version 1a2b3c4d"], [])


@pytest.mark.parametrize("name", ["glossary", "publication"])
def test_what_a_draft_only_names_has_writers_too(client, people, name):
    term = GlossaryTerm.objects.create(slug="cord", term="cord", definition="Old.", forms=[])
    document = make_draft_article(last_author=people["ann"])
    section(document, people["ann"], "The cord.[@Paper2020]")
    submit(document, people["ann"])
    signed_by(document, people["sue"])
    changed, field = {
        "glossary": (term, "definition"),
        "publication": (make_paper(), "journal"),
    }[name]
    client.force_login(people["rita"])
    address = reverse(f"admin:procedures_{changed._meta.model_name}_change", args=[changed.pk])
    answer = client.post(address, Form(client.get(address).text, having=field).data(**{field: "Rita's"}))
    assert answer.status_code == 302
    submit(document, people["bob"])
    assert who_may_sign(document, people) == {"sue"}


@pytest.mark.parametrize("make", [make_draft_article, make_signed_comparison, make_signed_findings])
def test_starting_again_brings_back_every_word_and_clears_the_list(people, make):
    document = make()
    if not document.editions.exists():
        make_edition(document)
    signed = document.editions.get().content
    Document.objects.update(summary="Rita's.", title="Rita's")
    document.sections.all().delete()
    revisions.record(document, people["rita"])
    assert revisions.start_again(document, people["bob"]) == document.editions.get()
    assert four_eyes.say_the_same(freeze(Document.objects.get(pk=document.pk)), signed)
    write(document, people["bob"], summary="Bob's.")
    submit(document, people["bob"])
    assert "rita" in who_may_sign(document, people)


def test_a_page_never_signed_has_nothing_to_start_again_from(people):
    assert revisions.start_again(new_draft(people["ann"]), people["ann"]) is None


# The database by itself


def test_saved_drafts_are_never_changed_reordered_or_deleted(people):
    document = new_draft(people["rita"])
    row = Revision.objects.get()
    for attempt in (
        lambda: Revision.objects.update(saved_by=people["bob"]),
        lambda: Revision.objects.all()._raw_delete("default"),
        lambda: Revision.objects.create(document=document, number=1, content={}, saved_as="x"),
        lambda: Revision.objects.create(document=document, number=7, content={}, saved_as="x"),
        lambda: Revision.objects.create(document=document, number=2, content={}, saved_as=""),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
            connection.check_constraints()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE procedures_revision")
    assert list(Revision.objects.all()) == [row]
    document.delete()
    connection.check_constraints()
    assert not Revision.objects.exists(), "a draft that nobody signed goes with all of its states"


def test_words_that_were_never_saved_are_not_signed(people):
    document = new_draft(people["ann"])
    content = freeze(document) | {"summary": "From nowhere."}
    Submission.objects.create(document=document, content=content, submitted_by=people["ann"])
    with pytest.raises(IntegrityError, match="never saved as a draft"), transaction.atomic():
        insert(document, people["sue"])


def test_python_and_sql_find_the_same_places():
    content = {
        "text": " a\r\nb \t",
        "empty": " \n",
        "none": None,
        "no": False,
        "yes": True,
        "number": 0,
        "part": 1.5,
        "declaration": 7,
        "rows": [{"deep": ["x", "", {"er": "ü “q”"}], "declaration": 2}, []],
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT place, words FROM words_by_place(%s)", [Jsonb(content)])
        by_sql = {tuple(place): words for place, words in cursor.fetchall()}
    assert by_sql == four_eyes.places(content)
    assert by_sql == {
        ("text",): "a\nb",
        ("yes",): "true",
        ("number",): "0",
        ("part",): "1.5",
        ("rows", "0", "deep", "0"): "x",
        ("rows", "0", "deep", "2", "er"): "ü “q”",
        ("rows", "0", "declaration"): "2",
    }


WHITE = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()] + ["\r\n", "\u200b"]


@pytest.mark.parametrize("at", ["{white}Some words.", "Some words.{white}", "{white}"], ids=ascii)
def test_what_the_database_calls_a_change_the_signer_sees(at):
    """White space of every kind around a text: a change that has a writer is shown, and no other."""
    before = json.loads((CONTENTS / "page-1.json").read_text("utf-8")) | {
        "full_name": at.format(white="").strip()
    }
    found = {True: 0, False: 0}
    with connection.cursor() as cursor:
        for white in WHITE:
            after = before | {"full_name": at.format(white=white)}
            cursor.execute(
                "SELECT (SELECT array_agg(leaf) FROM words_by_place(%s) AS leaf)"
                " IS DISTINCT FROM (SELECT array_agg(leaf) FROM words_by_place(%s) AS leaf)",
                [Jsonb(before), Jsonb(after)],
            )
            is_change = cursor.fetchone()[0]
            shown = [run for change in changes(before, after) for run in change.runs if run[0] != "kept"]
            assert bool(shown) is is_change, ascii(white)
            assert four_eyes.say_the_same(before, after) is not is_change, ascii(white)
            found[is_change] += 1
    assert found[True] >= 20 and found[False] == 5


def test_roles_are_what_these_tests_take_them_for(people):
    assert Role.REVIEWER in people["rita"].groups.values_list("name", flat=True)
    assert not people["ann"].is_clinical_reviewer
