"""Before somebody signs medical words they prove once more who they are."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.test import Client
from django.utils import timezone

from procedures.admin.forms import CHECKLIST
from procedures.models import Edition
from tests.kit.documents import make_draft_article
from tests.kit.signing_in import (
    PASSWORD,
    add_phone,
    code_of,
)
from tests.kit.staff_accounts import make_reviewer, make_staff

pytestmark = pytest.mark.django_db


def signature(document, **fields):
    today = timezone.localdate()
    return {
        "kind": "full",
        "reviewed_on": today.isoformat(),
        "checked": list(range(len(CHECKLIST))),
        "review_due": (today + timedelta(days=365)).isoformat(),
        "note": "First edition.",
        "seen": document.submission.content_hash,
    } | fields


@pytest.fixture
def submitted(client):
    from procedures.models import Document
    from tests.kit.documents import author

    document = make_draft_article()
    client.force_login(author())
    client.post(f"/admin/procedures/document/{document.pk}/submit/")
    return Document.objects.get()


def test_a_code_from_the_phone_signs_instead_of_the_password(client, submitted):
    reviewer = make_reviewer("dana")
    phone = add_phone(reviewer)
    client.force_login(reviewer)
    path = f"/admin/procedures/document/{submitted.pk}/sign/"
    incomplete = client.post(path, signature(submitted, password=code_of(phone), note=""))
    assert incomplete.status_code == 200, "the code is not used up by another mistake"
    assert client.post(path, signature(submitted, password=code_of(phone))).status_code == 302
    assert Edition.objects.count() == 1


def test_guessing_while_signing_locks_as_signing_in_does(client, submitted):
    client.force_login(make_reviewer("dana"))
    path = f"/admin/procedures/document/{submitted.pk}/sign/"
    answers = [client.post(path, signature(submitted, password="wrong")).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    assert client.post(path, signature(submitted, password=PASSWORD)).status_code == 429
    assert not Edition.objects.exists()


def test_somebody_elses_proof_is_none(rf):
    pat, sam = make_staff("pat"), make_staff("sam")
    request = rf.post("/")
    request.session = Client().session
    code = code_of(add_phone(sam))
    assert authenticate(request, username="pat", password_or_code=code) is None
    assert authenticate(request, username="sam", password_or_code=code) == sam
    assert authenticate(request, username="pat", password_or_code=PASSWORD) == pat
