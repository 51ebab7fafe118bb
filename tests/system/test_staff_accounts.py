"""Staff come in: from the command on the server to the first page, in a browser, and what stops a thief."""

import re
from datetime import date

import pytest

from drez_site.foundation.roles import Role
from tests.kit.axe import violations
from tests.kit.browsers import follow, people_at
from tests.kit.staff_in_browser import (
    PASSWORD,
    Colleague,
    code_for,
    create,
    new_colleagues,
    press,
    set_up,
    sign_in,
    with_a_security_key,
)
from tests.kit.turns import in_turn, turns

from .conftest import demonstration

VIEWS = [(320, "dark"), (390, "light"), (1280, "dark"), (1280, "light")]


@pytest.fixture(scope="module")
def clinic(tmp_path_factory, django_db_setup, django_db_blocker):
    """A site that requires a second factor."""
    folder = tmp_path_factory.mktemp("clinic")
    settings = "tests.system.staff_settings"
    with demonstration(folder, django_db_setup, django_db_blocker, settings, host="localhost") as site:
        yield site


@pytest.fixture(scope="module")
def colleagues(clinic) -> dict[str, Colleague]:
    """Who has come in before."""
    authors = dict.fromkeys(("sam", "robin", "lou", "writer", "pat"), Role.AUTHOR)
    return new_colleagues(clinic, **authors, boss=Role.ADMINISTRATOR, chief=Role.ADMINISTRATOR)


@pytest.fixture
def newcomer(browser, clinic):
    """A page of somebody whom the browser has never seen; no page may do what the policy forbids."""
    refused = re.compile(r"status of (403|410|429)")

    def is_fault(message) -> bool:
        return message.type in ("error", "warning") and not refused.search(message.text)

    with people_at(clinic.url, browser, is_fault) as people:
        yield people.come


def is_first_page(page, url) -> bool:
    return page.url == f"{url}/admin/" and page.locator("#logout-form").count() == 1


def test_from_the_command_to_signed_in_and_in_again_without_javascript(clinic, newcomer):
    # Given the link that the command printed
    url = clinic.url
    link = create(clinic.manage, "kim")
    # When somebody new sets a password and a phone there
    page = newcomer(java_script_enabled=False)
    secret = set_up(page, link)
    # then the first page for staff opens
    assert is_first_page(page, url)

    # When the same link is tried again, then it is over; password and phone open the page
    again = newcomer(java_script_enabled=False)
    assert again.goto(link).status == 410
    sign_in(again, url, "kim", PASSWORD, code_for(secret, later=1))
    assert is_first_page(again, url)

    # and nothing that opens it stands in the log
    token = link.rstrip("/").rpartition("/")[2]
    written = clinic.log.read_text()
    assert re.search(r"/admin/set-up/\d+/\.\.\./", written), "the request is logged"
    assert token not in written and PASSWORD not in written


@pytest.mark.parametrize("turn", turns(VIEWS))
def test_every_page_of_the_way_in_is_accessible_and_fits(clinic, newcomer, turn, nightly):
    """By day axe looks at every fourth page, tomorrow at the next."""
    url = clinic.url
    name = f"pat{turn}"
    page = newcomer(reduced_motion="reduce")
    seen = []

    def look(what):
        width, scheme = in_turn(VIEWS, len(seen), turn)
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        if nightly or len(seen) % 4 == date.today().toordinal() % 4:
            assert violations(page) == [], what
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, what
        assert page.locator("h1").count() == 1, what
        assert page.evaluate("document.styleSheets.length") == 2, what
        seen.append(what)

    page.goto(f"{url}/admin/")
    look("sign in")
    press(page, "Sign in")
    look("sign in, nothing filled in")
    set_up(page, create(clinic.manage, name), look)
    for path in ("password_change", "recovery-codes"):
        page.goto(f"{url}/admin/{path}/")
        look(path)
    page.goto(f"{url}/admin/")
    with page.expect_navigation():
        page.locator("#logout-form button").click()
    look("signed out")
    page.goto(f"{url}/admin/set-up/1/never-was/")
    look("link over")
    for _ in range(6):
        sign_in(page, url, f"nobody{name}", "wrong wrong wrong", "123456")
    look("locked")
    assert len(seen) == 13


def test_whoever_is_signed_in_finds_the_way_from_a_page_to_its_words(clinic, colleagues, newcomer):
    # Given the browser of an administrator who has not opened the first page for staff yet
    page = newcomer(storage_state=colleagues["chief"].cookies)
    edit = page.get_by_role("link", name="Edit this page")
    page.goto(f"{clinic.url}/contact/", wait_until="load")
    assert edit.count() == 0
    # When she has, then pages of patients lead to where they are changed
    page.goto(f"{clinic.url}/admin/", wait_until="load")
    page.goto(f"{clinic.url}/contact/")
    edit.click()
    page.wait_for_url(re.compile(r"/admin/clinic/clinicprofile/\d+/change/"))
    # and no longer once she signed out
    with page.expect_navigation(wait_until="load"):
        page.locator("#logout-form button").click()
    page.goto(f"{clinic.url}/contact/", wait_until="load")
    assert edit.count() == 0
    assert page.evaluate("localStorage.getItem('staff')") is None


def test_six_wrong_passwords_lock_with_a_plain_message(clinic, colleagues, newcomer):
    # Given somebody who has an account
    url = clinic.url
    # When a stranger tries five wrong passwords, then each is refused in the same words
    page = newcomer()
    for _ in range(5):
        sign_in(page, url, "sam", "wrong wrong wrong", "123456")
        assert "We cannot sign you in with these." in page.locator("main").inner_text()
    # When he tries a sixth, then the page says that these were too many
    with page.expect_response(lambda response: response.request.method == "POST") as sixth:
        sign_in(page, url, "sam", "wrong wrong wrong", "123456")
    assert sixth.value.status == 429
    assert 1700 < int(sixth.value.headers["retry-after"]) <= 1800
    assert page.get_by_role("heading", level=1).inner_text() == "Too many wrong tries"
    # and even the right password waits
    with page.expect_response(lambda response: response.request.method == "POST") as right:
        sign_in(page, url, "sam", PASSWORD, code_for(colleagues["sam"].secret))
    assert right.value.status == 429

    # When the server makes a new link
    link = re.search(r"http\S+/admin/set-up/\S+", clinic.manage("new_sign_in_link", "sam"))[0]
    set_up(page, link)
    assert is_first_page(page, url), "a new link works at once"


def test_a_passkey_is_added_and_signs_in_and_makes_new_codes(clinic, colleagues, newcomer):
    # Given somebody with a phone, in a browser with a security key
    url = clinic.url
    page = newcomer(storage_state=colleagues["pat"].cookies)
    devtools, key = with_a_security_key(page)
    # When they add the key
    page.goto(f"{url}/admin/")
    follow(page, page.get_by_role("link", name="My account"))
    follow(page, page.get_by_role("link", name="Passkeys"))
    assert violations(page) == []
    page.get_by_label("What do you call it?").fill("key on my badge")
    page.get_by_label("Your password, or the code from your phone").fill(PASSWORD)
    press(page, "Next: your device")
    assert violations(page) == []
    press(page, "Ask my device")
    assert "The passkey is added." in page.locator("main").inner_text()
    assert page.locator(".gate__passkeys li").count() == 1

    # then it signs in instead of a code
    page.goto(f"{url}/admin/")
    press(page, "Log out")
    page.goto(f"{url}/admin/")
    page.get_by_label("User name").fill("pat")
    page.get_by_label("Password").fill(PASSWORD)
    assert violations(page) == []
    press(page, "Use a passkey")
    assert is_first_page(page, url)
    # and stands in for the password where staff are asked once more
    page.goto(f"{url}/admin/recovery-codes/")
    press(page, "Use a passkey")
    assert page.locator(".gate__codes li").count() == 10

    # When the key answers nothing, then the page says so, and the field is still there
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    page.goto(f"{url}/admin/recovery-codes/")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_text("No passkey answered.").wait_for()
    assert violations(page) == []
    page.get_by_label("Your password, or the code from your phone").fill(PASSWORD)
    press(page, "Make new codes")
    assert page.locator(".gate__codes li").count() == 10

    # When they remove it, then a session that it opened is over
    page.goto(f"{url}/admin/passkeys/")
    follow(page, page.get_by_role("link", name="Remove key on my badge"))
    page.get_by_label("Your password, or the code from your phone").fill(PASSWORD)
    press(page, "Remove")
    assert page.get_by_role("heading", level=1).inner_text() == "Sign in"


def test_a_stolen_cookie_dies_when_the_password_changes(clinic, colleagues, newcomer):
    # Given a thief with the cookie of somebody who is signed in
    url = clinic.url
    owner = newcomer(storage_state=colleagues["robin"].cookies)
    thief = newcomer()
    thief.context.add_cookies(owner.context.cookies())
    thief.goto(f"{url}/admin/")
    assert is_first_page(thief, url)

    # When the owner changes the password
    owner.goto(f"{url}/admin/password_change/")
    owner.get_by_label("Your password now").fill(PASSWORD)
    owner.get_by_label("New password").fill("another four words here")
    owner.get_by_label("The same password again").fill("another four words here")
    press(owner, "Change the password")
    assert owner.get_by_role("heading", level=1).inner_text() == "Your password is changed"
    # then the owner stays signed in, and the thief does not
    owner.goto(f"{url}/admin/")
    assert is_first_page(owner, url)
    thief.goto(f"{url}/admin/")
    assert thief.get_by_role("heading", level=1).inner_text() == "Sign in"


def test_the_demonstrations_one_click_opens_nothing_where_a_second_factor_is_required(clinic, newcomer):
    page = newcomer()
    page.goto(clinic.staff_login)
    press(page, "Sign in")
    assert page.get_by_role("heading", level=1).inner_text() == "Sign in"


def test_a_lost_phone_gets_a_new_link_from_an_administrator(clinic, colleagues, newcomer):
    # Given somebody whose phone is lost, and an administrator
    url = clinic.url
    lost, boss = (newcomer(storage_state=colleagues[name].cookies) for name in ("lou", "boss"))
    lost.goto(f"{url}/admin/")
    assert is_first_page(lost, url)
    # When the administrator makes a new link
    boss.goto(f"{url}/admin/staff/staffmember/")
    with boss.expect_navigation():
        boss.get_by_role("link", name="Lou", exact=True).click()
    with boss.expect_navigation():
        boss.get_by_role("link", name="New sign-in link").click()
    boss.get_by_label("Your password, or the code from your phone").fill(PASSWORD)
    press(boss, "Make the link")
    link = boss.locator("#new-link").inner_text()

    # then whoever has the phone is signed out, and the link leads back in
    lost.goto(f"{url}/admin/")
    assert lost.get_by_role("heading", level=1).inner_text() == "Sign in", "signed out at once"
    set_up(lost, link)
    assert is_first_page(lost, url)


def test_typing_keeps_the_session_and_says_when_it_is_over(clinic, colleagues, newcomer):
    url = clinic.url
    page = newcomer(storage_state=colleagues["writer"].cookies)
    page.clock.install()
    page.goto(f"{url}/admin/procedures/glossaryterm/add/")
    asked = []
    page.on("request", lambda request: request.url.endswith("/still-here/") and asked.append(request.url))
    definition = page.locator("#id_definition")
    definition.press_sequentially("A knot")
    assert asked == []
    page.clock.fast_forward("06:00")
    with page.expect_response("**/still-here/") as answer:
        definition.press_sequentially(" of nerve cells")
    assert answer.value.status == 204 and len(asked) == 1
    assert not page.locator("#signed-out").is_visible()

    page.context.clear_cookies()
    page.clock.fast_forward("06:00")
    definition.press_sequentially(" outside the spinal cord")
    page.locator("#signed-out").wait_for(state="visible")
    assert violations(page) == []
    assert definition.input_value() == "A knot of nerve cells outside the spinal cord"
