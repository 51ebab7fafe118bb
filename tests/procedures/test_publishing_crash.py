"""A process killed in the middle of publishing leaves the old edition live, whole.

Three random moments; twenty in the nightly run.
"""

import random

import pytest
from django.db import connection, transaction

from procedures.models import Document, Edition, Submission
from procedures.publishing.signing import sign, submit
from tests.kit.documents import author, make_draft_article, make_edition, reviewer
from tests.kit.dying_process import run
from tests.kit.signatures import filled_in

PUBLISH = "tests.kit.signatures.sign_what_waits"


def statements_of_a_signature(document) -> int:
    """How many statements lie between the start and the commit, counted by signing and taking it back."""
    executed, step, person = [], filled_in(), reviewer()

    def count(execute, sql, *arguments):
        executed.append(sql)
        return execute(sql, *arguments)

    with transaction.atomic():
        with connection.execute_wrapper(count):
            sign(document, person, step)
        transaction.set_rollback(True)
    return len(executed) - 2  # the savepoint that lets us take it back


@pytest.mark.django_db(transaction=True)
def test_kill_9_while_publishing_leaves_the_old_edition_live(client, nightly):
    document = make_draft_article(summary="Old words.")
    make_edition(document)
    Document.objects.update(summary="New words.")
    submit(document, author())
    moments = random.choices(range(1, 2 * statements_of_a_signature(document) + 1), k=20 if nightly else 3)
    for moment in moments:
        assert run(PUBLISH, moment=moment) is None, f"moment {moment} of {moments}"
        assert Edition.objects.live().get().content["summary"] == "Old words."
        assert "Old words." in client.get("/procedures/drez-lesioning/").text
        assert Submission.objects.count() == 1, "the submission waits for the next try"
    assert run(PUBLISH).statements * 2 >= max(moments), "every moment tried was before the end"
    assert "New words." in client.get("/procedures/drez-lesioning/").text
