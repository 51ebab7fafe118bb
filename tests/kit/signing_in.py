"""Signing in as a person does: link, password, phone, and guessing."""

import re
from base64 import b32decode
from datetime import timedelta

from axes.models import AccessAttempt
from django.db.models import F
from django_otp.oath import TOTP

from drez_site.staff import second_factor
from drez_site.staff.models import Phone

PASSWORD = "correct horse battery"
SIGN_IN = "/admin/login/"
REFUSED = "We cannot sign you in with these."


def add_phone(staff) -> Phone:
    return second_factor.set_up(staff, second_factor.new_secret(), used_step=-1)


def code_of(phone: Phone, later: int = 0) -> str:
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


def lock(client, username="pat", **headers):
    return [sign_in(client, username, "wrong wrong wrong", **headers) for _ in range(6)]


def wait(minutes):
    """axes reads a clock of its own, so the tries move back instead."""
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=minutes))
