"""Staff in a browser: from the command's link to the first page, and in again."""

import json
import re
from base64 import b32decode
from dataclasses import dataclass
from urllib.parse import urlsplit

from django_otp.oath import TOTP

from drez_site.foundation.roles import Role

PASSWORD = "four words make one"


@dataclass(frozen=True)
class Colleague:
    """The cookies of somebody who has password and phone; the secret is their phone's."""

    cookies: dict
    secret: str


def new_colleagues(site, **roles: Role) -> dict[str, Colleague]:
    """Who has set up PASSWORD and a phone and is signed in, all at once; `kim_lee` is Kim Lee.

    For tests of what comes after; `set_up` goes the way there as a person does.
    """
    given = {name: str(role) for name, role in roles.items()}
    sign_in = f"from tests.kit.staff_accounts import signed_in; print(signed_in({given!r}, {PASSWORD!r}))"
    said = site.manage("shell", "--no-imports", "-c", sign_in)
    where = {"domain": urlsplit(site.url).hostname, "path": "/"}
    return {
        name: Colleague({"cookies": [cookie | where], "origins": []}, secret)
        for name, (cookie, secret) in json.loads(said).items()
    }


def create(manage, name: str, *options: str) -> str:
    """The link that the command prints."""
    full_name = name.replace(".", " ").title()
    said = manage("create_staff", name, "--full-name", full_name, *(options or ("--role", "author")))
    return re.search(r"http\S+/admin/set-up/\S+", said)[0]


def code_for(secret: str, later: int = 0) -> str:
    return f"{TOTP(b32decode(secret.replace(' ', '')), drift=later).token():06}"


def press(page, name):
    """Press a button that sends a form, and wait for the page that answers."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def set_up(page, link, looked_at=lambda name: None) -> str:
    """Go from the link to the first page for staff; return the phone's secret."""
    page.goto(link)
    looked_at("begin")
    press(page, "Begin")
    looked_at("password")
    page.get_by_label("New password").fill("too short")
    page.get_by_label("The same password again").fill("too short")
    press(page, "Next: your phone")
    assert page.title().startswith("Error:")
    looked_at("password refused")
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    press(page, "Next: your phone")
    looked_at("phone")
    secret = page.locator(".gate__secret").inner_text()
    page.get_by_label("Code that the app shows now").fill("000 00")
    press(page, "Save and sign in")
    looked_at("phone refused")
    page.get_by_label("Code that the app shows now").fill(code_for(secret))
    press(page, "Save and sign in")
    assert page.locator(".gate__codes li").count() == 10
    looked_at("recovery codes")
    with page.expect_navigation():
        page.get_by_role("link", name="I have kept them: go on").click()
    return secret


def sign_in(page, url, name, password, code):
    page.goto(f"{url}/admin/")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_label("Code").fill(code)
    press(page, "Sign in")


def with_a_security_key(page):
    """The browser's own authenticator, which asks for no finger but says that it did: it, and its id."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "hasUserVerification": True}
    options = kind | {"isUserVerified": True, "automaticPresenceSimulation": True}
    return devtools, devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})[
        "authenticatorId"
    ]
