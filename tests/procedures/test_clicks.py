"""How many clicks the jobs of authors and reviewers take, besides typing."""

import pytest

from procedures.models import Document, Edition, Submission
from procedures.publishing import revisions
from procedures.publishing.signing import submit
from procedures.publishing.snapshot import freeze
from tests.kit.documents import author, make_paper, make_procedure, make_signed_article, reviewer
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


def test_a_new_article_is_written_whole_and_sent_for_signature_in_twenty():
    make_paper()
    ann = Mouse(author())
    ann.click("Documents")
    ann.click("Add document")
    ann.choose(procedure=str(make_procedure().pk))
    ann.type(title="The operation", summary="What it is.")
    ann.press("Save")
    ann.click("On one page: Key points")
    ann.fill("text", "A point")
    ann.press("Save and go to the next part")
    ann.choose(icon="clock")
    ann.type(value="5 hours", label="in surgery")
    ann.press("Save and go to the next part")
    for page in ("Sections 1 to 5", "Sections 6 to 10", "Sections 11 to 15"):
        assert page in ann.text
        ann.fill("body", "Text")
        ann.press("Save and go to the next part")
    ann.fill("heading", "Step")
    ann.fill("body", "What happens")
    ann.press("Save and go to the next part")
    ann.type(happened="4", out_of="14", people="14", follow_up="27 months", sentence="It hurt.[@Paper2020]")
    ann.press("Save and go to the next part")
    ann.fill("text", "Sign")
    ann.press("Save and go to the next part")
    ann.fill("text", "Question")
    ann.press("Save and submit for signature")
    document = Document.objects.get()
    assert {
        part: len(rows) for part, rows in freeze(document).items() if isinstance(rows, list) and rows
    } == {
        "key_points": 4,
        "facts": 1,
        "sections": 15,
        "steps": 6,
        "figures": 1,
        "urgent_signs": 9,
        "questions": 3,
        "sources": 1,
    }
    texts = [row["text"] for row in freeze(document)["urgent_signs"]]
    assert texts == [f"Sign {letter}." for letter in "abcdefghi"]
    assert Submission.objects.filter(document=document).exists()
    assert ann.clicks == 17 <= 20
