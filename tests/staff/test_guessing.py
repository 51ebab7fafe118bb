"""Guessing locks, and keeps of whoever guesses only what the lock needs."""

from datetime import timedelta
from importlib import import_module
from io import StringIO

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from drez_site.foundation.client_address import client_address
from drez_site.staff.models import StaffMember
from tests.kit.signing_in import (
    add_phone,
    lock,
    sign_in,
    wait,
)
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("username", ["pat", "nobody"])
def test_six_wrong_passwords_lock_for_half_an_hour(client, username):
    make_staff()
    *before, sixth = lock(client, username)
    assert [page.status_code for page in before] == [200] * 5
    assert sixth.status_code == 429
    assert 1700 < int(sixth.headers["Retry-After"]) <= 1800
    assert "no-store" in sixth.headers["Cache-Control"]
    assert "Too many wrong tries" in sixth.text and "for 30 minutes" in sixth.text
    assert sign_in(client, username).status_code == 429, "the right password does not open a lock"
    wait(minutes=31)
    assert sign_in(client, username).status_code == (302 if username == "pat" else 200)


def test_a_name_is_the_same_in_capitals_and_so_is_its_lock(client):
    make_staff("Pat.Lee")
    assert sign_in(client, "pat.lee").status_code == 302
    for name in ("PAT.LEE", "nobody"):
        tries = [sign_in(client, n, "wrong wrong wrong") for n in (name, name.lower(), name.title()) * 2]
        assert [page.status_code for page in tries] == [200] * 5 + [429]


def test_letters_that_the_database_takes_for_others_tell_no_names(client):
    make_staff("pat.lis")
    for known, like in (("pat.lis", "pat.lıs"), ("pat.nil", "pat.nıl")):
        for _try in range(5):
            sign_in(client, like, "wrong wrong wrong")
        assert sign_in(client, known, "wrong wrong wrong").status_code == 200


def test_a_user_name_that_is_too_long_is_refused_and_not_looked_up(client):
    page = sign_in(client, "x" * 5_000, "wrong wrong wrong")
    assert page.status_code == 200 and "150" in page.text


def test_two_accounts_have_no_name_that_differs_in_capitals_alone():
    sam = make_staff("sam")
    make_staff("pat")
    for person in (StaffMember(username="Pat", full_name="Pat", password="x"), sam):
        person.username = "Pat"
        with pytest.raises(ValidationError) as refused:
            person.full_clean()
        assert list(refused.value.message_dict) == ["username"]
        assert "capitals make no difference" in refused.value.messages[0]
    with pytest.raises(IntegrityError, match="user_names_differ_in_more_than_capitals"), transaction.atomic():
        sam.save()
    sam.username = "SAM"
    sam.full_clean()


def test_a_database_with_such_names_is_told_what_to_do():
    stop = import_module("drez_site.staff.migrations.0011_names_in_any_capitals")
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX user_names_differ_in_more_than_capitals")
    for name in ("sam", "pat"):
        make_staff(name)
    stop.refuse_names_that_differ_in_capitals_alone(apps, None)
    make_staff("PAT")
    with pytest.raises(CommandError, match=r"alone: (PAT and pat|pat and PAT)\. .* another user name\."):
        stop.refuse_names_that_differ_in_capitals_alone(apps, None)


def test_a_lock_holds_for_one_name_from_one_address(client):
    make_staff("pat"), make_staff("sam")
    lock(client)
    assert sign_in(client, "sam").status_code == 302
    assert sign_in(Client(), REMOTE_ADDR="192.0.2.7").status_code == 302


def test_wrong_codes_count_as_wrong_passwords_do(client, second_factor_required):
    add_phone(make_staff())
    answers = [sign_in(client, code=f"00000{n}").status_code for n in range(6)]
    assert answers == [200] * 5 + [429]


def test_a_right_answer_forgets_the_wrong_ones(client):
    make_staff()
    for _ in range(5):
        sign_in(client, password="wrong wrong wrong")
    assert sign_in(client).status_code == 302
    assert not AccessAttempt.objects.exists()


def test_trying_during_a_lock_does_not_make_it_longer(client):
    make_staff()
    lock(client)
    wait(minutes=20)
    assert 500 < int(sign_in(client).headers["Retry-After"]) <= 600
    wait(minutes=11)
    assert sign_in(client).status_code == 302


def test_of_a_wrong_try_only_who_where_and_how_often_is_kept(client, caplog):
    make_staff("zelda")
    sign_in(client, "zelda", "my secret password", "654321")
    kept = AccessAttempt.objects.get()
    assert (kept.username, kept.ip_address, kept.failures_since_start) == ("zelda", "127.0.0.1", 1)
    assert kept.post_data == kept.get_data == kept.http_accept == ""
    for secret in ("my secret password", "654321", "zelda", "127.0.0.1"):
        assert secret not in caplog.text


def test_wrong_tries_and_old_sessions_are_purged(client):
    make_staff()
    sign_in(client, password="wrong wrong wrong")
    sign_in(client)
    sign_in(Client(), "nobody")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(hours=25))
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    said = StringIO()
    call_command("purge_staff_records", stdout=said)
    assert "Forgot 1 wrong sign-ins" in said.getvalue()
    assert not AccessAttempt.objects.exists() and not Session.objects.exists()


def test_any_sign_in_forgets_what_is_older_than_the_lock(client):
    make_staff()
    sign_in(client, "nobody")
    wait(minutes=31)
    sign_in(client)
    assert not AccessAttempt.objects.exists()


@pytest.mark.parametrize(
    ("depth", "forwarded", "expected"),
    [
        (0, "203.0.113.1", "192.0.2.1"),
        (1, "203.0.113.1", "203.0.113.1"),
        (1, "198.51.100.66, 203.0.113.1", "203.0.113.1"),
        (2, "198.51.100.66, 203.0.113.1, 10.0.0.1", "203.0.113.1"),
        (2, "203.0.113.1", "192.0.2.1"),
        (1, "", None),
        (1, "not an address", None),
        (1, "::ffff:203.0.113.1", "203.0.113.1"),
        (1, "203.0.113.1:4711", "203.0.113.1"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
        (1, "[2001:db8::1]", "2001:db8::1"),
        (1, "fe80::1%eth0", "fe80::1"),
        (1, "203.0.113.1:4711:1", None),
    ],
)
def test_the_address_is_the_one_that_our_outermost_proxy_saw(settings, depth, forwarded, expected):
    settings.PROXY_DEPTH = depth
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == expected
