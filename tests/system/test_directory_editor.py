"""A working day at the front desk: what an editor changes, patients read at once, and nothing is lost."""

import time

import pytest
from playwright.sync_api import expect

from drez_site.foundation.roles import Role
from tests.kit.axe import violations
from tests.kit.browsers import follow, people_at
from tests.kit.staff_in_browser import Colleague, new_colleagues, press
from tests.kit.turns import in_turn, part_of_today, turns

from .conftest import send_a_report


@pytest.fixture(scope="module")
def editor(site) -> Colleague:
    return new_colleagues(site, kim_lee=Role.DIRECTORY)["kim_lee"]


@pytest.fixture
def people(browser, site):
    """Whoever comes; the test fails for any console message, blocked resource or foreign request."""
    with people_at(site.url, browser) as people:
        yield people


@pytest.fixture
def desk(people, editor, request):
    """The editor's browser."""
    width, scheme = getattr(request, "param", (1280, "light"))
    page = people.come(
        width=width, color_scheme=scheme, storage_state=editor.cookies, timezone_id="America/New_York"
    )
    page.goto("/admin/")
    assert "Kim Lee" in page.locator("#user-tools").inner_text()
    return page


@pytest.fixture
def patient(people):
    """Somebody else, with no cookie before and none after."""
    page = people.come()
    yield page
    assert page.context.cookies() == []


@pytest.fixture(scope="module")
def reported(site) -> str:
    """The page that says what became of a reader's report; one network may send only a few."""
    return send_a_report(site, "/doctors/wei-sandbox/")


def find(desk, name):
    """From the staff's first page, through the list and its search, to a doctor's page."""
    desk.goto("/admin/")
    follow(desk, desk.locator("#content-main").get_by_role("link", name="Doctors", exact=True).first)
    desk.get_by_label("Search").fill(name)
    press(desk, "Search")
    follow(desk, desk.locator("#result_list tbody th a").first)


@pytest.mark.parametrize("desk", [(1280, "light")], indirect=True)
def test_a_file_that_is_too_large_is_said_beside_its_field_and_not_sent(desk):
    find(desk, "Alias")
    picture = desk.get_by_label("Picture:").first
    assert picture.get_attribute("data-most") == "15000000"
    picture.evaluate("input => { input.dataset.most = 15 }")
    large = {"name": "face.jpg", "mimeType": "image/jpeg", "buffer": b"\xff" * 16}
    picture.set_input_files(large)
    alert = desk.locator(".field-file [role=alert]")
    expect(alert).to_have_text("This file is larger than 15 MB. Please choose a smaller one.")
    assert picture.input_value() == ""
    picture.set_input_files(large | {"buffer": b"\xff"})
    expect(alert).to_have_count(0)
    desk.goto("/admin/providers/provider/import/")
    table = desk.get_by_label("Table")
    assert table.get_attribute("data-most") == "5000000"
    table.evaluate("input => { input.dataset.most = 5 }")
    table.set_input_files({"name": "doctors.csv", "mimeType": "text/csv", "buffer": b"a" * 6})
    expect(desk.locator(".errorlist[role=alert]")).to_have_text(
        "This file is larger than 5 MB. Please choose a smaller one."
    )


def save(desk):
    follow(desk, desk.get_by_role("button", name="Save", exact=True))


def reads(patient, slug) -> str:
    patient.goto(f"/doctors/{slug}/")
    return patient.locator("main").inner_text()


PHONE = "(919) 555-0178"


@pytest.mark.parametrize(
    ("desk", "name", "slug"),
    [
        pytest.param((390, "light"), "Fictional", "riley-fictional", id="phone"),
        pytest.param((1280, "dark"), "Sandbox", "wei-sandbox", id="desk", marks=pytest.mark.nightly),
    ],
    indirect=["desk"],
)
def test_a_working_day(desk, patient, name, slug):
    # Given a doctor whom patients find
    before = reads(patient, slug)
    assert PHONE not in before

    # When the editor slips while she enters another phone
    find(desk, name)
    desk.get_by_label("Education:").fill("Example University")
    desk.locator(".field-education_checked_on").get_by_role("link", name="Today").last.click()
    enter_phone(desk, "555-0178")
    # then she is told beside the field, and what else she typed stays
    assert "Enter a US number with area code" in desk.locator(".field-phone .errorlist").first.inner_text()
    assert desk.get_by_label("Own phone:").first.input_value() == "555-0178"
    assert desk.get_by_label("Education:").input_value() == "Example University"

    # When she enters it whole
    enter_phone(desk, PHONE)
    # then patients can call it at once
    assert "was changed successfully" in said(desk)
    reads(patient, slug)
    # on the button at the top, and beside the address
    for part in (".office", ".place"):
        assert patient.locator(f'main {part} a[href="tel:+19195550178"]').count() == 1, part

    # When the office confirms the operations today
    confirm_operations(desk, name)
    # then patients read since when that is known
    assert "1 doctor: operations confirmed with the office on" in said(desk)
    assert time.strftime("in %B %Y") in reads(patient, slug)

    # When the doctor takes no new patients for now
    find(desk, name)
    take_no_new_patients(desk)
    # then patients read that
    assert "Not accepting new patients" in reads(patient, slug)

    # When the editor opens the history
    find(desk, name)
    follow(desk, desk.get_by_role("link", name="History"))
    # then it says who did what
    told = desk.locator("#content-main").inner_text()
    assert told.count("Kim Lee") == 3 and "as superuser" not in told
    assert PHONE in told and "Made up for the demonstration" in told

    # When she puts the morning's version back
    put_the_first_version_back(desk)
    # then patients read what they read in the morning
    assert "The old version is back." in said(desk)
    assert reads(patient, slug) == before


def said(desk) -> str:
    return desk.locator(".messagelist").inner_text()


def enter_phone(desk, number):
    desk.get_by_label("Own phone:").first.fill(number)
    save(desk)


def confirm_operations(desk, name):
    """Asked first, then said in a sentence."""
    desk.goto(f"/admin/providers/provider/?q={name}")
    desk.locator(".action-select").first.check()
    desk.get_by_label("Action:").select_option(label="Operations confirmed with the office today")
    press(desk, "Go")
    assert "confirm these operations today" in desk.locator("h1, h2").all_inner_texts()[-1]
    press(desk, "Yes, confirmed today")


def take_no_new_patients(desk):
    desk.locator("#practices-0").get_by_role("radio", name="No", exact=True).check()
    desk.locator("#practices-0 .field-checked_on").get_by_role("link", name="Today").click()
    save(desk)


def put_the_first_version_back(desk):
    follow(desk, desk.get_by_role("link", name="Put back the version of").last)
    assert "patients see them at once" in desk.locator("#content-main").inner_text()
    press(desk, "Put this version back")


def test_leaving_with_unsaved_words_asks_first(desk):
    find(desk, "Fictional")
    desk.on("dialog", lambda dialog: dialog.dismiss())
    field = desk.get_by_label("Credentials:")
    field.click()
    field.fill("MD, PhD, MPH")
    with desk.expect_event("dialog") as asked:
        desk.locator(".breadcrumbs a").first.click()
    assert asked.value.type == "beforeunload"
    assert field.input_value() == "MD, PhD, MPH"


def open_the_report(desk):
    desk.goto("/admin/")
    follow(desk, desk.get_by_role("link", name="Mistakes that readers reported"))
    if not desk.locator("#result_list").count():  # the only one opens at once
        return
    row = desk.locator("#result_list tbody tr").filter(has_text="Sandbox").last
    follow(desk, row.locator("th a"))


def close(desk, how):
    desk.get_by_role("radio", name=how).check()
    save(desk)


def test_what_a_reader_reported_is_answered(desk, patient, reported):
    # Given a report of a wrong phone
    patient.goto(reported)
    assert "We have your report" in patient.locator("main").inner_text()

    # When the editor enters another phone of which nobody made sure
    open_the_report(desk)
    desk.get_by_label("Own phone").first.fill("(919) 555-0179")
    close(desk, "not checked")
    # then nothing that patients read changes
    assert "Nobody checked it" in desk.locator("#content-main").inner_text()

    # When she calls the office and says so
    close(desk, "called the office")
    # then patients read the number, and the reader finds the answer
    patient.goto("/doctors/wei-sandbox/")
    assert "(919) 555-0179" in patient.locator("main").inner_text()
    patient.goto(reported)
    assert "We checked it, and changed the listing." in patient.locator("main").inner_text()


def test_an_editor_sees_the_directory_and_nothing_else(desk):
    desk.goto("/admin/")
    links = {
        link.get_attribute("href") for link in desk.locator("#content-main a").all() if link.is_visible()
    }
    assert any("/admin/providers/provider/" in href for href in links)
    assert not [href for href in links if "/admin/drez_site/" in href or "/admin/procedures/document" in href]
    for width, most in ((1280, 70), (390, 120)):
        desk.set_viewport_size({"width": width, "height": 844})
        assert desk.locator("#header").bounding_box()["height"] <= most, width


# By day every fifth one, tomorrow others.
PAGES = [
    "/admin/providers/provider/",
    "/admin/providers/provider/?waiting=confirm",
    "@doctor",
    "/admin/providers/provider/add/",
    "@bulk",
    "@doctor-history",
    "/admin/providers/location/add/",
    "/admin/providers/location/",
    "/admin/providers/place/",
    "/admin/providers/specialty/",
    "/admin/providers/report/?state=all",
    "/admin/providers/language/",
    "@put-back",
    "@report",
    "@calling",
    "/admin/providers/provider/calling/sheet/",
    "/admin/providers/provider/import/",
    "@trial",
    "@mistakes",
    "/admin/providers/proposal/?state=all",
    "/admin/providers/proposal/",
    "/admin/providers/provider/removed/",
    "@doctor-merge",
    "/admin/health/",
    "/admin/find/?q=durham",
]


TABLES = {
    "@trial": b"doctor,credentials\nriley-fictional,DO\n",
    "@mistakes": b"doctor,npi\nriley-fictional,1\n",
}
VIEWS = [(390, "light"), (1280, "dark"), (390, "dark"), (1280, "light")]


@pytest.mark.parametrize("turn", turns(VIEWS))
def test_every_page_of_the_directory_is_accessible(desk, people, reported, turn, nightly):
    """No axe violation, and nothing wider than the screen."""
    found, seen = [], 0
    chosen = part_of_today(PAGES, 5, nightly)
    for number, address in enumerate(chosen):
        width, scheme = in_turn(VIEWS, number, turn)
        desk.set_viewport_size({"width": width, "height": 844})
        desk.emulate_media(color_scheme=scheme)
        if address == "@bulk":
            desk.goto("/admin/providers/provider/")
            desk.locator(".action-select").first.check()
            desk.get_by_label("Action:").select_option(label="Take off the site")
            press(desk, "Go")
        elif address == "@report":
            desk.goto("/admin/providers/report/?state=all")
            follow(desk, desk.locator("#result_list tbody th a").first)
        elif address == "@calling":
            desk.goto("/admin/providers/provider/calling/")
            if desk.get_by_role("button", name="Begin a round").count():
                press(desk, "Begin a round")
        elif address in TABLES:
            desk.goto("/admin/providers/provider/import/")
            file = {"name": "doctors.csv", "mimeType": "text/csv", "buffer": TABLES[address]}
            desk.get_by_label("Table").set_input_files(file)
            press(desk, "Show what it would change")
            assert desk.locator("#content-main li").count()
        elif address == "@put-back":
            desk.goto("/admin/providers/location/")
            follow(desk, desk.locator("#result_list tbody th a").last)
            desk.get_by_label("Parking:").fill(f"In the street, until {time.time():.0f}.")
            desk.locator(".field-checked_on").get_by_role("link", name="Today").last.click()
            save(desk)
            follow(desk, desk.locator("#result_list tbody th a").last)
            follow(desk, desk.get_by_role("link", name="History"))
            follow(desk, desk.get_by_role("link", name="Put back the version of").first)
        elif address.startswith("@doctor"):
            find(desk, "Fictional")
            if address == "@doctor-merge":
                follow(desk, desk.get_by_role("link", name="Merge another entry"))
            if address == "@doctor-history":
                follow(desk, desk.get_by_role("link", name="History"))
        else:
            desk.goto(address)
        wide = desk.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found.append((address, f"{wide}px wider than the screen"))
        found += [(address, *broken) for broken in violations(desk)]
        seen += 1
    assert found == []
    assert seen == len(chosen) >= (14 if nightly else 4)
