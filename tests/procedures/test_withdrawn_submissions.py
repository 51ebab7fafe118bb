"""What was submitted of a page that is withdrawn waits for no signature any more."""

import pytest

from procedures.models import Submission
from procedures.publishing import signing
from tests.kit.documents import author, make_signed_article, reviewer

pytestmark = pytest.mark.django_db


def test_a_withdrawal_takes_the_submission_away_and_the_draft_can_be_submitted_again():
    document = make_signed_article()
    document.title = "DREZ lesioning, other words"
    document.save()
    signing.submit(document, author())
    signing.withdraw(document, reviewer(), "It is wrong")
    assert not Submission.objects.filter(document=document).exists()
    assert signing.submit(document, author()).content["title"] == document.title
