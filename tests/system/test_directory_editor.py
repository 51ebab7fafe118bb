"""A working day at the front desk: what an editor changes, patients read at once, and nothing is lost."""

import re
import time
from base64 import b32decode

import pytest
from django_otp.oath import totp

from tests.kit.axe import violations

from .conftest import send_a_report

PASSWORD = "a long walk by the river in June"


@pytest.fixture(scope="module")
def editor(browser, site):
    """Cookies of Kim Lee, who set a password and a phone on the link that `create_staff` printed."""
    said = site.manage("create_staff", "kim.lee", "--role", "directory-editor", "--full-name", "Kim Lee")
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    page.goto(re.search(r"http\S+", said)[0])
    press(page, page.locator("main [type=submit]"))
    page.locator("[name=new_password1]").fill(PASSWORD)
    page.locator("[name=new_password2]").fill(PASSWORD)
    press(page, page.locator("main [type=submit]"))
    key = page.locator(".gate__secret").inner_text().replace(" ", "").upper()
    secret = b32decode(key + "=" * (-len(key) % 8))
    page.locator("main input[type=text]").fill(f"{totp(secret, t0=0):06d}")
    press(page, page.locator("main [type=submit]"))
    page.goto("/admin/")
    assert "Kim Lee" in page.locator("#user-tools").inner_text()
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def desk(browser, site, editor, request):
    """The editor's browser; the test fails for any console message, blocked resource or foreign request."""
    width, scheme = getattr(request, "param", (1280, "light"))
    context = browser.new_context(
        base_url=site.url,
        storage_state=editor,
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
        timezone_id="America/New_York",
    )
    page = context.new_page()
    faults = []
    page.on("console", lambda message: faults.append((page.url, message.text)))
    page.on("pageerror", lambda error: faults.append((page.url, str(error))))
    page.on("request", lambda sent: sent.url.startswith(site.url) or faults.append((page.url, sent.url)))
    page.faults = faults
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def patient(browser, site):
    """Somebody else, with no cookie."""
    context = browser.new_context(base_url=site.url)
    yield context.new_page()
    assert context.cookies() == []
    context.close()


@pytest.fixture(scope="module")
def reported(site) -> str:
    """The page that says what became of a reader's report; one network may send only a few."""
    return send_a_report(site, "/doctors/wei-sandbox/")


def press(page, control):
    with page.expect_navigation():
        control.click()


def find(desk, name):
    """From the staff's first page, through the list and its search, to a doctor's page."""
    desk.goto("/admin/")
    press(desk, desk.locator("#content-main").get_by_role("link", name="Doctors", exact=True).first)
    desk.get_by_label("Search").fill(name)
    press(desk, desk.get_by_role("button", name="Search"))
    press(desk, desk.locator("#result_list tbody th a").first)


def save(desk):
    press(desk, desk.get_by_role("button", name="Save", exact=True))


def reads(patient, slug) -> str:
    patient.goto(f"/doctors/{slug}/")
    return patient.locator("main").inner_text()


@pytest.mark.parametrize(
    ("desk", "name", "slug"),
    [((390, "light"), "Fictional", "riley-fictional"), ((1280, "dark"), "Sandbox", "wei-sandbox")],
    indirect=["desk"],
    ids=["phone", "desk"],
)
def test_a_working_day(desk, patient, name, slug):
    before = reads(patient, slug)
    assert "(919) 555-0178" not in before

    # Another phone. A slip is told beside the field, and what else was typed stays.
    find(desk, name)
    phone = desk.get_by_label("Own phone:").first
    phone.fill("555-0178")
    desk.get_by_label("Education:").fill("Example University")
    save(desk)
    slip = desk.locator(".field-phone .errorlist").first
    assert "Enter a US number with area code" in slip.inner_text()
    assert phone.input_value() == "555-0178"
    assert desk.get_by_label("Education:").input_value() == "Example University"
    phone.fill("(919) 555-0178")
    save(desk)
    assert "was changed successfully" in desk.locator(".messagelist").inner_text()
    reads(patient, slug)
    assert patient.locator('main a[href="tel:+19195550178"]').count() == 1

    # The office confirmed the operations today: asked first, then said in a sentence.
    desk.goto(f"/admin/providers/provider/?q={name}")
    desk.locator(".action-select").first.check()
    desk.get_by_label("Action:").select_option(label="Operations confirmed with the office today")
    press(desk, desk.get_by_role("button", name="Go"))
    assert "confirm these operations today" in desk.locator("h1, h2").all_inner_texts()[-1]
    press(desk, desk.get_by_role("button", name="Yes, confirmed today"))
    assert "1 doctor: operations confirmed with the office on" in desk.locator(".messagelist").inner_text()
    assert time.strftime("in %B %Y") in reads(patient, slug)

    # On leave: no new patients for now.
    find(desk, name)
    desk.get_by_label("Accepting new patients:").first.select_option(label="No")
    desk.locator("#practices-0 .field-checked_on").get_by_role("link", name="Today").click()
    save(desk)
    assert "Not accepting new patients" in reads(patient, slug)

    # The history says who did what; the morning's version comes back, also for patients.
    find(desk, name)
    press(desk, desk.get_by_role("link", name="History"))
    told = desk.locator("#content-main").inner_text()
    assert told.count("Kim Lee") == 3 and "as superuser" not in told
    assert "(919) 555-0178" in told and "Made up for the demonstration" in told
    press(desk, desk.get_by_role("link", name="Put back the version of").last)
    assert "patients see them at once" in desk.locator("#content-main").inner_text()
    press(desk, desk.get_by_role("button", name="Put this version back"))
    assert "The old version is back." in desk.locator(".messagelist").inner_text()
    assert reads(patient, slug) == before


def test_leaving_with_unsaved_words_asks_first(desk):
    find(desk, "Fictional")
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    field = desk.get_by_label("Credentials:")
    field.click()
    field.fill("MD, PhD, MPH")
    desk.locator(".breadcrumbs a").first.click()
    desk.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    assert field.input_value() == "MD, PhD, MPH"


def close_as_changed(desk):
    desk.goto("/admin/")
    press(desk, desk.get_by_role("link", name="Mistakes that readers reported"))
    row = desk.locator("#result_list tbody tr").filter(has_text="Sandbox").last
    row.locator(".action-select").check()
    desk.get_by_label("Action:").select_option(label="Close: the listing was changed")
    press(desk, desk.get_by_role("button", name="Go"))


def test_what_a_reader_reported_is_answered(desk, patient, reported):
    patient.goto(reported)
    assert "We have your report" in patient.locator("main").inner_text()
    close_as_changed(desk)
    assert "Nothing of this listing has changed" in desk.locator(".messagelist").inner_text()
    find(desk, "Sandbox")
    desk.get_by_label("Own phone:").first.fill("(919) 555-0179")
    save(desk)
    close_as_changed(desk)
    assert "Readers see it on its page" in desk.locator(".messagelist").inner_text()
    patient.reload()
    assert "We checked it, and changed the listing." in patient.locator("main").inner_text()


def test_an_editor_sees_the_directory_and_nothing_else(desk):
    desk.goto("/admin/")
    links = {
        link.get_attribute("href") for link in desk.locator("#content-main a").all() if link.is_visible()
    }
    assert any("/admin/providers/provider/" in href for href in links)
    assert not [href for href in links if "/admin/drez_site/" in href or "/admin/procedures/document" in href]


PAGES = [
    "/admin/providers/provider/",
    "/admin/providers/provider/?waiting=confirm",
    "/admin/providers/provider/add/",
    "@doctor",
    "@doctor-history",
    "@bulk",
    "/admin/providers/location/",
    "/admin/providers/location/add/",
    "/admin/providers/specialty/",
    "/admin/providers/language/",
    "/admin/providers/place/",
    "/admin/providers/report/?state=all",
    "@report",
    "@put-back",
]


@pytest.mark.parametrize(
    "desk",
    [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")],
    indirect=True,
    ids=lambda view: "-".join(map(str, view)),
)
def test_every_page_of_the_directory_is_accessible(desk, reported):
    """No axe violation, and nothing wider than the screen."""
    found = []
    for address in PAGES:
        if address == "@bulk":
            desk.goto("/admin/providers/provider/")
            desk.locator(".action-select").first.check()
            desk.get_by_label("Action:").select_option(label="Take off the site")
            press(desk, desk.get_by_role("button", name="Go"))
        elif address == "@report":
            desk.goto("/admin/providers/report/?state=all")
            press(desk, desk.locator("#result_list tbody th a").first)
        elif address == "@put-back":
            desk.goto("/admin/providers/location/")
            press(desk, desk.locator("#result_list tbody th a").last)
            desk.get_by_label("Parking:").fill(f"In the street, until {time.time():.0f}.")
            save(desk)
            press(desk, desk.locator("#result_list tbody th a").last)
            press(desk, desk.get_by_role("link", name="History"))
            press(desk, desk.get_by_role("link", name="Put back the version of").first)
        elif address.startswith("@doctor"):
            find(desk, "Fictional")
            if address == "@doctor-history":
                press(desk, desk.get_by_role("link", name="History"))
        else:
            desk.goto(address)
        wide = desk.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found.append((address, f"{wide}px wider than the screen"))
        said = list(desk.faults)
        found += [(address, *violation) for violation in violations(desk)]
        # To read style sheets axe tries a style of its own; the policy refuses it, and the console says so.
        desk.faults[:] = said
    assert found == []
