"""Signing in: password, second factor and recovery codes, and what opens without them."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from drez_site.staff import second_factor
from drez_site.staff.models import RecoveryCodes
from tests.kit.signing_in import (
    PASSWORD,
    REFUSED,
    SIGN_IN,
    add_phone,
    code_of,
    is_signed_in,
    sign_in,
)
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db


def test_password_and_code_sign_in_and_the_code_works_once(client, second_factor_required):
    phone = add_phone(make_staff())
    code = code_of(phone)
    assert sign_in(client, code=f"{code[:3]} {code[3:]}").headers["Location"] == "/admin/"
    assert is_signed_in(client)
    assert sign_in(Client(), code=code).status_code == 200


@pytest.mark.parametrize("wrong", ["username", "password", "code"])
def test_a_wrong_answer_does_not_say_what_was_wrong(client, second_factor_required, wrong):
    phone = add_phone(make_staff())
    given = {"username": "pat", "password": PASSWORD, "code": code_of(phone)}
    page = sign_in(client, **given | {wrong: "000000" if wrong == "code" else "something else entirely"})
    assert page.status_code == 200 and not is_signed_in(client)
    assert page.context["form"].errors == {"__all__": [page.context["form"].error_messages["invalid_login"]]}
    assert REFUSED in page.text


def test_every_kind_of_account_is_refused_with_the_same_words(client, second_factor_required):
    make_staff("nophone")
    add_phone(make_staff("retired", is_active=False))
    add_phone(make_staff("notstaff", is_staff=False))
    add_phone(make_staff("wrongcode"))
    pages = set()
    for username in ("nophone", "retired", "notstaff", "wrongcode", "unknown"):
        page = sign_in(client, username, PASSWORD, "123456").text.replace(username, "NAME")
        pages.add(re.sub(r'value="[A-Za-z0-9]{64}"', "", page))
    assert len(pages) == 1


def test_an_unknown_name_costs_a_hash_as_a_known_one_does(client, monkeypatch):
    hashed = []
    hasher = "django.contrib.auth.hashers.MD5PasswordHasher.encode"
    from django.contrib.auth.hashers import MD5PasswordHasher

    encode = MD5PasswordHasher.encode
    make_staff()
    retired = make_staff("retired")
    retired.set_unusable_password()
    retired.save()
    monkeypatch.setattr(hasher, lambda *given, **more: hashed.append(1) or encode(*given, **more))
    counts = []
    for username in ("pat", "retired", "nobody"):
        hashed.clear()
        sign_in(client, username, "wrong wrong wrong")
        counts.append(len(hashed))
    assert counts == [1, 1, 1]


def test_empty_fields_are_named(client, second_factor_required):
    page = client.post(SIGN_IN, {}).text
    for said in (
        "Enter your user name.",
        "Enter your password.",
        "Enter the code from the app on your phone.",
    ):
        assert said in page
    assert 'href="#id_otp_token"' in page


def test_a_recovery_code_works_once_and_says_how_many_are_left(client, second_factor_required):
    staff = make_staff()
    add_phone(staff)
    codes = second_factor.new_recovery_codes(staff)
    assert sign_in(client, code=codes[0]).status_code == 302
    assert "Recovery codes left: 9." in client.get("/admin/").text
    assert sign_in(Client(), code=codes[0]).status_code == 200
    stored = RecoveryCodes.objects.get()
    assert not any(code.replace(" ", "") in str(stored.hashes) for code in codes)


def test_wrong_recovery_codes_make_the_next_one_wait(clock):
    staff = make_staff()
    codes = second_factor.new_recovery_codes(staff)
    assert second_factor.accepting(staff, "0" * 16) is None
    assert second_factor.accepting(staff, codes[0]) is None, "within a second of the wrong one"
    clock(timezone.now() + timedelta(seconds=2))
    assert second_factor.accepting(staff, codes[0])


def test_recovery_codes_outlive_a_change_of_the_secret_key(settings):
    staff = make_staff()
    code = second_factor.new_recovery_codes(staff)[0]
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert second_factor.accepting(staff, code)


def test_new_recovery_codes_need_proof_and_end_the_old_ones(client):
    staff = make_staff()
    add_phone(staff)
    old = second_factor.new_recovery_codes(staff)
    client.force_login(staff)
    page = client.get("/admin/recovery-codes/")
    assert "You have 10 recovery codes left." in page.text
    assert "This is neither" in client.post("/admin/recovery-codes/", {"password": "wrong"}).text
    new = re.findall(
        r"<code>([\d ]+)</code>", client.post("/admin/recovery-codes/", {"password": PASSWORD}).text
    )
    assert len(new) == 10 and not set(new) & set(old)
    assert second_factor.accepting(staff, new[3])
    assert LogEntry.objects.get().change_message == "Made new recovery codes."


def admin_addresses() -> list[str]:
    """Every address of the admin that needs no more than an id."""
    from django.contrib import admin

    found = []

    def walk(patterns, prefix):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns, prefix + str(pattern.pattern))
            else:
                found.append(prefix + re.sub(r"<[^>]*>", "1", str(pattern.pattern)))

    walk(admin.site.get_urls(), "")
    return sorted({"/admin/" + address for address in found if "?P" not in address and "(" not in address})


def test_without_a_second_factor_no_page_of_the_admin_opens(client, second_factor_required):
    staff = make_staff(is_superuser=True)
    assert sign_in(client).status_code == 200, "the password alone signs nobody in"
    client.force_login(staff)  # as if there were a session all the same
    open_to_all = {SIGN_IN, "/admin/logout/", "/admin/passkeys/question/"}  # the last is of the first
    addresses = [address for address in admin_addresses() if address not in open_to_all]
    assert len(addresses) > 60
    answers = {}
    for address in addresses:
        for call in (client.get, client.post):
            answer = call(address)
            if answer.status_code != 302 or not answer.headers["Location"].startswith("/admin/login/"):
                answers[address] = answer.status_code
    assert answers == {}


def test_the_demonstration_opens_with_one_click_only_where_no_second_factor_is_required(client, settings):
    from drez_site.staff.one_time_links import demonstration_login_path

    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    client.post(demonstration_login_path())
    assert not is_signed_in(client)
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    client.post(demonstration_login_path())
    assert is_signed_in(client)


def test_who_has_a_second_factor_needs_it_in_a_demonstration_too(client):
    phone = add_phone(make_staff())
    assert sign_in(client).status_code == 200
    assert not is_signed_in(client)
    assert sign_in(client, code=code_of(phone)).status_code == 302
