"""From the command that makes an account to its first page."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from drez_site.staff import second_factor
from drez_site.staff.models import Phone, StaffMember
from drez_site.staff.one_time_links import OneTimeTokens, new_sign_in_link
from drez_site.staff.password_rules import PaddedCommonPasswordValidator
from tests.kit.signing_in import (
    PASSWORD,
    add_phone,
    code_of,
    go_through,
    is_signed_in,
    path_of,
    sign_in,
)
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db
TOO_SHORT = "This password is too short. It must contain at least 15 characters."


def test_create_staff_prints_a_link_that_leads_to_a_signed_in_account(client, second_factor_required):
    said = StringIO()
    call_command("create_staff", "kim", "--role", "author", "--role", "directory-editor", stdout=said)
    link = re.search(r"https://clinic\.example/admin/set-up/\S+", said.getvalue())[0]
    codes = go_through(client, link)
    assert len(set(codes)) == 10
    assert is_signed_in(client)
    kim = StaffMember.objects.get(username="kim")
    assert {group.name for group in kim.groups.all()} == {"Author", "Directory editor"}
    assert kim.check_password("four words make one")
    assert kim.last_login and not kim.is_superuser

    again = Client()
    assert again.get(path_of(link)).status_code == 410
    assert again.post(path_of(link)).status_code == 410

    phone = Phone.objects.get(user=kim)
    assert sign_in(again, "kim", "four words make one", code_of(phone, later=1)).status_code == 302
    assert is_signed_in(again)


def test_nothing_is_set_before_the_last_step(client):
    staff = make_staff()
    link = new_sign_in_link(staff)
    assert client.get("/admin/set-up/password/").status_code == 410, "no link was opened"
    client.post(path_of(link))
    assert client.get("/admin/set-up/phone/").headers["Location"] == "/admin/set-up/password/"
    client.post("/admin/set-up/password/", {"new_password1": PASSWORD, "new_password2": PASSWORD})
    wrong = client.post("/admin/set-up/phone/", {"code": "000 000"})
    assert "This is not the code" in wrong.text
    assert "The code has six digits" in client.post("/admin/set-up/phone/", {"code": "12345"}).text
    staff.refresh_from_db()
    assert not staff.has_usable_password() and not second_factor.is_set_up(staff)
    assert not is_signed_in(client)
    assert client.get(path_of(link)).status_code == 200, "the link can be opened again"


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("short", "short", TOO_SHORT),
        ("123456789987654321", "123456789987654321", "This password is too common."),
        ("password1234567890", "password1234567890", "a common password, or your own name, made longer"),
        ("patricia example", "patricia example", "too similar to the full name"),
        ("four words make one", "four words make two", "The two passwords are not the same."),
        ("", "", "Choose a password."),
    ],
)
def test_a_weak_password_is_refused_beside_its_field(client, password, again, said):
    client.post(path_of(new_sign_in_link(make_staff(full_name="Patricia Example"))))
    page = client.post("/admin/set-up/password/", {"new_password1": password, "new_password2": again})
    assert page.status_code == 200
    assert said in page.text and "<title>Error:" in page.text
    field = "2" if "not the same" in said else "1"
    assert (
        f'href="#id_new_password{field}"' in page.text
        and said in page.context["form"].errors[f"new_password{field}"][0]
    )


@pytest.mark.parametrize(
    ("password", "is_refused"),
    [
        ("aaaaaaaaaaaaaaaaaaaa", True),
        ("abcabcabcabcabcabc", True),
        ("passwordpassword", True),
        ("qwertyuiopasdfghjkl", True),
        ("Sunshine1234567!", True),
        ("9876543210987654321", True),
        ("four words make one", False),
        ("correct horse battery staple", False),
        ("gN7#kfq2!vLw9zRt", False),
        ("x" * 100_000, True),
    ],
)
def test_a_common_password_made_longer_is_refused(password, is_refused):
    if is_refused:
        with pytest.raises(ValidationError, match="common password, or your own name, made longer"):
            PaddedCommonPasswordValidator().validate(password)
    else:
        validate_password(password)


@pytest.mark.parametrize(
    "password", ["doradirdoradirdora", "Dora Director dora director", "dora.director2026!!"]
)
def test_ones_own_name_made_longer_is_refused(password):
    dora = StaffMember(username="doradir", full_name="Dora Director", email="dora.director@example.org")
    with pytest.raises(ValidationError, match="your own name, made longer"):
        PaddedCommonPasswordValidator().validate(password, dora)
    PaddedCommonPasswordValidator().validate("dora likes four words", dora)


def test_a_newer_link_ends_an_older_one_and_all_that_was_there(client, second_factor_required):
    staff = make_staff()
    phone = add_phone(staff)
    paper = second_factor.new_recovery_codes(staff)
    assert sign_in(client, code=code_of(phone)).status_code == 302
    older = new_sign_in_link(staff)
    newer = new_sign_in_link(staff)
    assert not is_signed_in(client)
    assert sign_in(client, code=code_of(phone, later=1)).status_code == 200
    assert sign_in(client, code=paper[0]).status_code == 200
    assert client.get(path_of(older)).status_code == 410
    assert client.get(path_of(newer)).status_code == 200


@pytest.mark.parametrize(
    ("passed", "status"), [({"days": 2, "hours": 23}, 200), ({"days": 3, "minutes": 2}, 410)]
)
def test_a_link_ends_after_three_days(client, monkeypatch, passed, status):
    link = path_of(new_sign_in_link(make_staff()))
    later = OneTimeTokens("any")._now() + timedelta(**passed)
    monkeypatch.setattr(OneTimeTokens, "_now", lambda self: later)
    assert client.get(link).status_code == status


def test_a_link_that_is_over_looks_the_same_for_everybody(client):
    staff = make_staff("zelda")
    token = path_of(new_sign_in_link(staff)).split("/")[-2]
    used = client.get(f"/admin/set-up/{staff.pk}/x-{token}/")
    unknown = client.get(f"/admin/set-up/999999/{token}/")
    assert client.get(f"/admin/set-up/{10**30}/{token}/").status_code == 410
    assert used.status_code == unknown.status_code == 410
    assert used.content == unknown.content
    assert staff.username not in used.text


def test_the_pages_of_a_link_are_never_stored_and_need_their_form():
    staff = make_staff()
    link = path_of(new_sign_in_link(staff))
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(link)
    assert "no-store" in page.headers["Cache-Control"]
    assert 'name="referrer" content="strict-origin"' in page.text
    assert strict.post(link).status_code == 403


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["kim"], "--role with one of author, clinical-reviewer, directory-editor, administrator"),
        (["pat", "--role", "author"], "already exists"),
        (["kim lee", "--role", "author"], "valid username"),
        (["kim", "--role", "surgeon"], "invalid choice"),
    ],
)
def test_create_staff_says_what_is_wrong(arguments, said):
    make_staff("pat")
    with pytest.raises(CommandError, match=re.escape(said)):
        call_command("create_staff", *arguments)
    assert StaffMember.objects.count() == 1


def test_a_lost_phone_gets_a_new_link_from_the_command_line(client):
    add_phone(make_staff("pat"))
    said = StringIO()
    call_command("new_sign_in_link", "pat", stdout=said)
    assert client.get(re.search(r"/admin/set-up/\S+", said.getvalue())[0]).status_code == 200
    assert LogEntry.objects.get().change_message == "Somebody made a new sign-in link on the server."
    with pytest.raises(CommandError, match="no active member of staff with the user name nobody"):
        call_command("new_sign_in_link", "nobody")
