"""The list of documents says of each how far it is."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from procedures.admin.states import State, with_state
from procedures.models import Document
from procedures.publishing.signing import submit, withdraw
from tests.kit.documents import (
    author,
    make_draft_article,
    make_edition,
    make_procedure,
    make_signed_article,
    reviewer,
)
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db


def make(slug, maker=make_signed_article):
    return maker(make_procedure(slug), title=slug)


def states(at=None) -> dict[str, str]:
    return dict(with_state(Document.objects.all(), at).values_list("title", "state"))


def test_each_document_is_in_one_state():
    make("never", make_draft_article)
    submit(make("waiting", make_draft_article), author())
    make("signed")
    changed = make("changed")
    changed.save()
    withdraw(make("down"), reviewer(), "Wrong.")
    again = make("changed and submitted")
    again.save()
    again.sections.filter(position=0).update(body="New words.")
    submit(again, author())
    signed_again = make("down and signed again")
    withdraw(signed_again, reviewer(), "Wrong.")
    make_edition(signed_again)
    assert states() == {
        "never": State.NEVER_SIGNED,
        "waiting": State.WAITING,
        "signed": State.SIGNED,
        "changed": State.CHANGED,
        "down": State.DOWN,
        "changed and submitted": State.WAITING,
        "down and signed again": State.SIGNED,
    }


def test_a_page_that_takes_itself_down_is_down():
    make("signed")
    assert states(timezone.now() + timedelta(days=3000)) == {"signed": State.DOWN}


@pytest.fixture
def glass(client):
    client.force_login(make_staff("glass", is_superuser=True))
    return client


def test_the_list_says_so_in_as_many_queries_for_many(glass, django_assert_num_queries):
    path = reverse("admin:procedures_document_changelist")
    withdraw(make("down"), reviewer(), "Wrong.")
    with CaptureQueriesContext(connection) as queries:
        text = glass.get(path).text
    assert re.search(r'class="field-state_now[^"]*">Taken down<', text)
    for number in range(3):
        make(f"more-{number}")
    with django_assert_num_queries(len(queries)):
        assert glass.get(path).text.count(">Signed<") == 3


def test_the_list_is_ordered_by_it(glass):
    make("signed")
    make("draft", make_draft_article)
    path = reverse("admin:procedures_document_changelist")
    number = glass.get(path).context_data["cl"].list_display.index("state_now")
    listed = {
        sign: list(glass.get(path, {"o": f"{sign}{number}"}).context_data["cl"].result_list)
        for sign in ("", "-")
    }
    assert [str(each) for each in listed[""]] == [str(each) for each in reversed(listed["-"])]
    assert len(listed[""]) == 2
