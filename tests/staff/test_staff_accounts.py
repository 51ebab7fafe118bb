"""How staff sign in: one-time link, password, phone, recovery codes, locks and the end of sessions."""

import re
from base64 import b32decode
from datetime import timedelta
from io import StringIO

import pytest
from axes.models import AccessAttempt
from django.contrib.admin.models import LogEntry
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from drez_site.foundation.client_address import client_address
from drez_site.staff import second_factor
from drez_site.staff.models import RecoveryCodes, StaffMember
from drez_site.staff.one_time_links import OneTimeTokens, new_sign_in_link
from drez_site.staff.password_rules import NotOnlyCommon
from procedures.admin.forms import CHECKLIST
from procedures.models import Edition
from tests.kit.staff_accounts import make_reviewer, make_staff
from tests.procedures.factories import make_draft

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
SIGN_IN = "/admin/login/"
TOO_SHORT = "This password is too short. It must contain at least 15 characters."
REFUSED = "We cannot sign you in with these."


@pytest.fixture
def second_factor_required(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True


def add_phone(staff) -> TOTPDevice:
    return second_factor.set_up(staff, second_factor.new_secret(), used_step=-1)


def code_of(phone: TOTPDevice, later: int = 0) -> str:
    """What the phone shows; `later` half minutes from now. The site takes one from the next half minute."""
    totp = TOTP(phone.bin_key, drift=later)
    return f"{totp.token():06}"


def sign_in(client, username="pat", password=PASSWORD, code="", **headers):
    return client.post(SIGN_IN, {"username": username, "password": password, "otp_token": code}, **headers)


def is_signed_in(client) -> bool:
    return client.get("/admin/").status_code == 200


def path_of(link: str) -> str:
    return link.removeprefix("https://clinic.example")


def go_through(client, link, password="four words make one") -> list[str]:
    """Set up from a link as a person does; return the recovery codes."""
    assert client.get(path_of(link)).status_code == 200
    assert client.post(path_of(link)).headers["Location"] == "/admin/set-up/password/"
    chosen = client.post("/admin/set-up/password/", {"new_password1": password, "new_password2": password})
    assert chosen.headers["Location"] == "/admin/set-up/phone/"
    page = client.get("/admin/set-up/phone/").text
    secret = re.search(r'gate__secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    done = client.post("/admin/set-up/phone/", {"code": f"{TOTP(b32decode(secret)).token():06}"})
    return re.findall(r"<code>(\d{4} \d{4} \d{4} \d{4})</code>", done.text)


# From the command to the first page


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

    phone = TOTPDevice.objects.get(user=kim)
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
        ("password1234567890", "password1234567890", "a common password made longer"),
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
        with pytest.raises(ValidationError, match="common password made longer"):
            NotOnlyCommon().validate(password)
    else:
        validate_password(password)


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


# Signing in


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


# Without a second factor


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
    open_to_all = {SIGN_IN, "/admin/logout/"}
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


# Guessing


def lock(client, username="pat", **headers):
    return [sign_in(client, username, "wrong wrong wrong", **headers) for _ in range(6)]


def wait(minutes):
    """axes reads a clock of its own, so the tries move back instead."""
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=minutes))


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
    ],
)
def test_the_address_is_the_one_that_our_outermost_proxy_saw(settings, depth, forwarded, expected):
    settings.PROXY_DEPTH = depth
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == expected


# Sessions


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


# Signing medical words


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
    from tests.procedures.factories import author

    document = make_draft()
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


# Accounts in the admin


@pytest.fixture
def administrator(client):
    person = make_staff("admin", group="Administrator")
    client.force_login(person)
    return person


def test_an_administrator_adds_somebody_and_gets_their_link(client, administrator):
    from django.contrib.auth.models import Group

    author = Group.objects.get(name="Author")
    fields = {"username": "kim", "full_name": "Kim Lee", "email": "kim@clinic.example", "is_active": "on"}
    page = client.post("/admin/staff/staffmember/add/", fields | {"groups": [author.pk]}, follow=True)
    kim = StaffMember.objects.get(username="kim")
    assert page.redirect_chain[-1][0] == f"/admin/staff/staffmember/{kim.pk}/new-link/"
    assert kim.is_staff and not kim.is_superuser and not kim.has_usable_password()
    page = client.post(f"/admin/staff/staffmember/{kim.pk}/new-link/")
    link = re.search(r"https://clinic\.example/admin/set-up/[^<\s]+", page.text)[0]
    assert "no-store" in page.headers["Cache-Control"]
    assert Client().get(path_of(link)).status_code == 200
    history = client.get(f"/admin/staff/staffmember/{kim.pk}/history/").text
    assert "Made a new sign-in link." in history


def test_nobody_changes_their_own_roles_and_only_a_superuser_makes_another(client, administrator):
    from django.contrib.auth.models import Group

    reviewers = Group.objects.get(name="Clinical reviewer")
    own = f"/admin/staff/staffmember/{administrator.pk}/change/"
    fields = {"username": "admin", "full_name": "New Name", "email": "a@clinic.example"}
    client.post(own, fields | {"groups": [reviewers.pk], "is_superuser": "on"})
    administrator.refresh_from_db()
    assert administrator.full_name == "New Name" and administrator.is_active
    assert [group.name for group in administrator.groups.all()] == ["Administrator"]
    assert not administrator.is_superuser

    other = make_staff("other")
    client.post(
        f"/admin/staff/staffmember/{other.pk}/change/",
        {"username": "other", "full_name": "Other", "email": "o@clinic.example", "is_superuser": "on"},
    )
    other.refresh_from_db()
    assert not other.is_superuser


def test_a_break_glass_account_is_out_of_an_administrators_reach(client, administrator):
    glass = make_staff("glass", is_superuser=True)
    assert client.post(f"/admin/staff/staffmember/{glass.pk}/new-link/").status_code == 403
    assert client.post(f"/admin/staff/staffmember/{glass.pk}/change/", {}).status_code == 403
    glass.refresh_from_db()
    assert glass.check_password(PASSWORD)


def test_accounts_are_never_deleted(client):
    other = make_staff("other")
    client.force_login(make_staff("glass", is_superuser=True))
    assert client.post(f"/admin/staff/staffmember/{other.pk}/delete/", {"post": "yes"}).status_code == 403


def test_an_administrator_ends_a_lock(client, administrator):
    make_staff("pat")
    stranger = Client()
    lock(stranger)
    pat = StaffMember.objects.get(username="pat")
    page = client.post(
        reverse("admin:staff_staffmember_changelist"),
        {"action": "unlock", "_selected_action": [pat.pk]},
        follow=True,
    )
    assert "They can try again now." in page.text
    assert sign_in(stranger).status_code == 302


def test_the_action_takes_one_person_to_their_new_link(client, administrator):
    pat, sam = make_staff("pat"), make_staff("sam")
    path = reverse("admin:staff_staffmember_changelist")
    one = client.post(path, {"action": "make_link", "_selected_action": [pat.pk]})
    assert one.headers["Location"] == f"/admin/staff/staffmember/{pat.pk}/new-link/"
    two = client.post(path, {"action": "make_link", "_selected_action": [pat.pk, sam.pk]}, follow=True)
    assert "Choose one person." in two.text


def test_what_a_superuser_does_is_marked_in_the_history(client):
    glass = make_staff("glass", is_superuser=True)
    other = make_staff("other")
    for person, mark in ((glass, "Break-glass account. "), (make_staff("adm", group="Administrator"), "")):
        client.force_login(person)
        fields = {"username": "other", "full_name": f"Named by {person}"}
        client.post(f"/admin/staff/staffmember/{other.pk}/change/", fields | {"is_active": "on"})
        assert LogEntry.objects.latest("pk").get_change_message() == f"{mark}Changed Full name."
    client.logout()
    sign_in(client, "glass")
    assert LogEntry.objects.latest("pk").get_change_message() == "Break-glass account. Signed in."


def test_a_superuser_who_deletes_or_adds_is_marked_too(client):
    from procedures.models import GlossaryTerm

    client.force_login(make_staff("glass", is_superuser=True))
    fields = {
        "term": "ganglion",
        "slug": "ganglion",
        "language": "en",
        "definition": "A knot of nerve cells.",
    }
    client.post("/admin/procedures/glossaryterm/add/", fields)
    term = GlossaryTerm.objects.get(slug="ganglion")
    assert LogEntry.objects.latest("pk").get_change_message() == "Break-glass account. Added."
    client.post(f"/admin/procedures/glossaryterm/{term.pk}/delete/", {"post": "yes"})
    assert LogEntry.objects.latest("pk").get_change_message() == "Break-glass account."
