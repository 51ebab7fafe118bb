"""Letters about what waits: to whom, on which days, once a day; and nothing in them that is private."""

from datetime import date, timedelta
from smtplib import SMTPException

import pytest
from django.core import mail

from drez_site.foundation.roles import Role
from drez_site.staff import digests
from drez_site.staff.models import StaffMember
from procedures.publishing import signing as publishing
from providers.models import Report
from tests.kit.browser_forms import Form
from tests.kit.directory import make_doctor
from tests.kit.documents import author, make_draft_article, reviewer
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (30, 24, 25))


@pytest.fixture
def rita():
    """A reviewer for whom one draft waits."""
    rita = reviewer()
    StaffMember.objects.update(email="")
    StaffMember.objects.filter(pk=rita.pk).update(email="rita@example.org")
    document = make_draft_article(title="A secret title")
    publishing.submit(document, author())
    return rita


def test_it_says_how_much_waits_and_where(rita):
    assert digests.send(TUESDAY) == (1, 0)
    (letter,) = mail.outbox
    assert letter.to == ["rita@example.org"]
    assert "1  Waiting for my signature\nhttps://clinic.example/admin/procedures/document/" in letter.body
    assert "secret" not in letter.subject + letter.body
    assert "https://clinic.example/admin/my-account/" in letter.body


def test_once_a_day(rita):
    assert [digests.send(day) for day in (TUESDAY, TUESDAY, WEDNESDAY)] == [(1, 0), (0, 0), (1, 0)]


@pytest.mark.parametrize(
    ("chosen", "sent"), [("daily", [1, 1, 1]), ("weekly", [0, 0, 1]), ("never", [0, 0, 0])]
)
def test_on_the_days_that_she_chose(client, rita, chosen, sent):
    client.force_login(rita)
    page = client.get("/admin/my-account/").text
    client.post("/admin/my-account/", Form(page, having="digest").data(digest=chosen))
    assert [digests.send(day)[0] for day in (TUESDAY, WEDNESDAY, MONDAY)] == sent


def test_a_monday_on_which_the_server_took_nothing_is_made_up_for(rita, monkeypatch):
    StaffMember.objects.filter(pk=rita.pk).update(digest="weekly", digest_sent_on=MONDAY - timedelta(days=7))

    def refused(*args):
        raise OSError

    monkeypatch.setattr(digests, "send_mail", refused)
    assert digests.send(MONDAY) == (0, 1)
    monkeypatch.undo()
    assert [digests.send(MONDAY + timedelta(days=days)) for days in (1, 2)] == [(1, 0), (0, 0)]


def test_two_nights_at_once_write_one_letter(rita, monkeypatch):
    due = digests._due(TUESDAY)
    monkeypatch.setattr(digests, "_due", lambda today: due)  # both have looked before either wrote
    assert [digests.send(TUESDAY) for _night in range(2)] == [(1, 0), (0, 0)]


def test_an_address_that_is_none_stops_no_other(rita):
    StaffMember.objects.filter(pk=rita.pk).update(email="rita@example.org\nBcc: all@example.org")
    make_staff("boss", is_superuser=True, email="boss@example.org")
    assert digests.send(TUESDAY) == (1, 1)
    assert [letter.to for letter in mail.outbox] == [["boss@example.org"]]


def test_to_nobody_for_whom_nothing_waits_who_left_or_has_no_address(rita):
    make_staff("idle", group=Role.DIRECTORY, email="idle@example.org")
    make_staff("gone", is_superuser=True, is_active=False, email="gone@example.org")
    make_staff("mute", is_superuser=True, email="")
    digests.send(TUESDAY)
    assert [letter.to for letter in mail.outbox] == [["rita@example.org"]]


def test_words_of_readers_stay_here(rita):
    make_staff("editor", group=Role.DIRECTORY, email="editor@example.org")
    Report.objects.create(provider=make_doctor("Found"), about="phone", details="My pain is private")
    assert digests.send(TUESDAY) == (2, 0)
    letter = next(letter for letter in mail.outbox if letter.to == ["editor@example.org"])
    assert "1  Mistakes that readers reported" in letter.body
    assert "private" not in letter.body and "Found" not in letter.body


def test_one_that_is_not_taken_stops_no_other_and_is_tried_again(rita, monkeypatch):
    make_staff("boss", is_superuser=True, email="boss@example.org")
    written = digests.send_mail

    def refused(subject, body, sender, to):
        if "rita@example.org" in to:
            raise SMTPException("550 rita@example.org")
        written(subject, body, sender, to)

    monkeypatch.setattr(digests, "send_mail", refused)
    assert digests.send(TUESDAY) == (1, 1)
    monkeypatch.undo()
    assert digests.send(TUESDAY) == (1, 0)
