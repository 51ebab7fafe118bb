"""Sessions: who has one, when it ends, and what its cookies promise."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.kit.signing_in import (
    PASSWORD,
    SIGN_IN,
    add_phone,
    code_of,
    is_signed_in,
    sign_in,
)
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db


def test_a_stolen_session_cookie_dies_when_the_password_changes(client):
    make_staff()
    sign_in(client)
    elsewhere = Client()
    sign_in(elsewhere)
    thief = Client()
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    assert is_signed_in(thief) and is_signed_in(elsewhere)
    new = "another long password"
    changed = client.post(
        "/admin/password_change/",
        {"old_password": PASSWORD, "new_password1": new, "new_password2": new},
    )
    assert changed.headers["Location"] == "/admin/password_change/done/"
    assert is_signed_in(client)
    assert "Everywhere else you have been signed out." in client.get("/admin/password_change/done/").text
    assert not is_signed_in(thief)
    assert not is_signed_in(elsewhere)


def test_guessing_the_old_password_locks_and_a_code_does_not_stand_in(client):
    staff = make_staff()
    phone = add_phone(staff)
    client.force_login(staff)
    fields = {"new_password1": "another long password", "new_password2": "another long password"}
    path = "/admin/password_change/"
    assert "This is not your password." in client.post(path, fields | {"old_password": code_of(phone)}).text
    answers = [client.post(path, fields | {"old_password": "wrong"}).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    assert staff.check_password(PASSWORD)


@pytest.mark.parametrize(("ahead", "stays"), [(timedelta(seconds=30), True), (timedelta(days=300), False)])
def test_a_session_from_a_clock_that_was_ahead_is_over_when_it_has_gone_back(client, clock, ahead, stays):
    make_staff()
    now = timezone.now()
    clock(now + ahead)
    sign_in(client)
    assert is_signed_in(client)
    clock(now)
    assert is_signed_in(client) is stays


@pytest.mark.parametrize(
    ("steps", "stays"),
    [([29], True), ([31], False), ([25] * 23, True), ([25] * 25, False)],
    ids=["29 minutes", "31 minutes", "nearly ten hours at work", "more than ten hours at work"],
)
def test_sessions_end_when_left_alone_or_old(client, clock, steps, stays):
    make_staff()
    sign_in(client)
    moment = timezone.now()
    answers = []
    for minutes in steps:
        moment += timedelta(minutes=minutes)
        clock(moment)
        answers.append(is_signed_in(client))
    assert answers[-1] is stays
    assert all(answers[:-1])
    if not stays:
        assert "You were signed out to keep the site safe." in client.get(SIGN_IN).text


def test_cookies_keep_what_their_prefix_promises(client, settings):
    """Browsers refuse a __Host- cookie that is not Secure, has a Domain, or another Path than /."""
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    make_staff()
    client.get(SIGN_IN, secure=True)
    client.post(SIGN_IN, {"username": "pat", "password": PASSWORD}, secure=True)
    assert sorted(client.cookies) == ["__Host-csrftoken", "__Host-sessionid"]
    for cookie in client.cookies.values():
        assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"]) == (
            True,
            True,
            "/",
            "",
        )
        assert cookie["samesite"] == "Lax"
    assert client.cookies["__Host-sessionid"]["max-age"] == "", "it goes with the browser"


def test_leaving_takes_away_what_was_open(client):
    staff = make_staff()
    sign_in(client)
    page = client.post("/admin/logout/")
    assert "You are signed out" in page.text
    assert not is_signed_in(client)
    sign_in(client)
    staff.is_active = False
    staff.save()
    assert not is_signed_in(client)


def test_reading_asks_for_no_session_and_no_account(client, django_assert_num_queries):
    """The middleware of staff pages must cost a reader nothing."""
    staff = make_staff()
    sign_in(client)
    Session.objects.update(session_data="broken")
    before = Session.objects.values_list("session_data", "expire_date").get()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get("/contact/")
    assert page.status_code == 200 and not page.cookies
    assert [each["sql"] for each in asked if "session" in each["sql"] or "staffmember" in each["sql"]] == []
    assert Session.objects.values_list("session_data", "expire_date").get() == before
    assert staff
