"""How many clicks the jobs of authors and reviewers take, besides typing."""

import pytest

from procedures.models import Document, Edition
from procedures.publishing import revisions
from procedures.publishing.signing import submit
from tests.kit.documents import author, make_procedure, make_signed_article, reviewer
from tests.kit.mouse import Mouse
from tests.kit.signing_in import PASSWORD

pytestmark = pytest.mark.django_db


def test_a_sentence_is_edited_and_sent_for_signature_in_six():
    document = make_signed_article(title="The operation")
    ann = Mouse(author())
    ann.click("Documents")
    ann.click("The operation")
    ann.click("About tests")
    ann.type(body="Another sentence.")
    ann.press("Save and submit for signature")
    assert "A clinical reviewer who did not write it can sign it now." in ann.text
    assert document.submission.content["sections"][5]["body"] == "Another sentence."
    assert ann.clicks == 4 <= 6


def test_a_draft_is_commented_on_returned_mended_and_signed_in_ten():
    document = make_signed_article(title="The operation")
    document.sections.filter(kind="tests").update(body="Some tests.")
    revisions.record(document, author())
    submit(document, author())
    rob, ann = Mouse(reviewer()), Mouse(author())

    rob.click("Waiting for my signature")
    rob.type(text="Which tests?")
    rob.press("Return it to its author with these comments")

    ann = Mouse(author())
    ann.click("My drafts with comments to answer")
    ann.click("Tests before: text")
    ann.type(body="An MRI scan.")
    ann.tick("answered", [str(document.comments.get().pk)])
    ann.press("Save and submit for signature")

    signer = Mouse(reviewer())
    signer.click("Waiting for my signature")
    assert "Answered by" in signer.text
    signer.type(note="The tests are named.", password=PASSWORD)
    signer.tick("checked", ["on"])
    signer.press("Sign and publish")
    assert Edition.objects.newest().get().number == 2
    assert not document.comments.open().exists()
    assert rob.clicks + ann.clicks + signer.clicks == 9 <= 10


def test_a_new_article_has_all_its_parts_in_twenty():
    make_procedure()
    ann = Mouse(author())
    ann.click("Documents")
    ann.click("Add document")
    ann.choose(procedure=str(make_procedure().pk))
    ann.type(title="The operation", summary="What it is.")
    ann.press("Save")
    ann.click("Add: fact at a glance")
    ann.choose(icon="clock")
    ann.type(value="5 hours", label="in surgery")
    ann.press("Save")
    ann.click("Add: result in people")
    ann.choose(meaning="harm")
    ann.type(happened="4", out_of="14", sentence="In one series.")
    ann.press("Save")
    ann.click("Add: question to ask")
    ann.type(text="What happens then?")
    ann.press("Save")
    document = Document.objects.get()
    rows = {
        part: len(rows) for part, rows in document.revisions.last().content.items() if isinstance(rows, list)
    }
    del rows["sources"], rows["terms"]
    assert rows == {
        "key_points": 4,
        "facts": 1,
        "sections": 15,
        "steps": 2,
        "figures": 1,
        "urgent_signs": 3,
        "questions": 1,
    }
    assert ann.clicks == 15 <= 20
