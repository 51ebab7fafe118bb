"""Doctors whom a patient checks: from page to page of the list, and on her device if she wants that."""

import re
from functools import partial

import pytest
from playwright.sync_api import expect

from tests.kit.browsers import follow, people_at

LIST = "/doctors/?near=27710"


@pytest.fixture
def patient(browser, site):
    with people_at(site.url, browser) as people:
        yield partial(people.come, width=390)


def boxes(page):
    return page.locator(".doc__pick input")


def compared(page) -> list[str]:
    follow(page, page.get_by_role("button", name="Compare the doctors you checked"))
    return [each.get_attribute("data-doctor") for each in page.locator(".side").all()]


def test_what_was_checked_goes_along_to_other_pages_and_back(patient):
    # Given a patient who checked two doctors on the first page of the list
    page = patient()
    page.goto(LIST)
    chosen = [boxes(page).nth(place).get_attribute("value") for place in (0, 2)]
    for place in (0, 2):
        boxes(page).nth(place).check()
    expect(page.locator("[data-chosen]")).to_have_text("Doctors you checked: 2.")
    # When she goes on to the next page, and checks another one
    follow(page, page.get_by_role("link", name="Next page"))
    expect(page.locator("[data-chosen]")).to_have_text("Doctors you checked: 2.")
    third = boxes(page).first.get_attribute("value")
    boxes(page).first.check()
    # then the server never learned of it, the way back keeps them, and all three are compared
    assert "#d=" in page.url and page.evaluate("localStorage.length") == 0
    follow(page, page.get_by_role("link", name="Previous page"))
    expect(boxes(page).nth(2)).to_be_checked()
    assert compared(page) == [*chosen, third]


def test_after_the_first_what_to_do_stays_in_sight_and_the_sixth_is_told_why(patient):
    page = patient()
    page.goto(LIST)
    compare = page.get_by_role("button", name="Compare the doctors you checked")
    expect(compare).not_to_be_in_viewport()
    for place in range(5):
        boxes(page).nth(place).check()
        expect(compare).to_be_in_viewport()
    expect(page.locator("[data-chosen]")).to_have_text("Doctors you checked: 5.")
    boxes(page).nth(5).click()
    expect(boxes(page).nth(5)).not_to_be_checked()
    expect(page.locator("[data-chosen]")).to_have_text(
        "Doctors you checked: 5. Five at most: uncheck one to check another."
    )
    expect(page.locator("[data-chosen]")).to_be_in_viewport()
    boxes(page).nth(4).uncheck()
    boxes(page).nth(5).check()
    expect(page.locator("[data-chosen]")).to_have_text("Doctors you checked: 5.")


def test_who_accepted_finds_them_again_and_can_have_them_forgotten(patient):
    # Given a patient whose browser may remember
    page = patient()
    page.goto("/cookies/")
    page.locator("[data-zip]").get_by_role("button", name="Accept").click()
    # When she checks a doctor, and comes back another day
    page.goto(LIST)
    doctor = boxes(page).nth(1).get_attribute("value")
    boxes(page).nth(1).check()
    expect(page.locator("[data-chosen]")).to_have_text("Doctors you checked: 1.")
    page.goto("/doctors/?near=90001")
    # then the doctor is chosen still, and the page about cookies says so
    expect(page.locator("[data-chosen]")).to_have_text("Doctors you checked: 1.")
    assert page.evaluate("localStorage.doctors") == doctor
    page.goto("/cookies/")
    expect(page.locator("[data-kept]").first).to_have_text(doctor.replace("-", " "))
    # When she takes it back, then nothing is left
    page.locator("[data-zip]").get_by_role("button", name="Reject").click()
    assert page.evaluate("localStorage.length") == 0
    page.goto("/doctors/?near=90001")
    assert page.locator("[data-chosen]").inner_text() == ""


def test_who_lets_them_be_forgotten_on_the_list_has_none_chosen_there(patient):
    page = patient()
    page.goto("/cookies/")
    page.locator("[data-zip]").get_by_role("button", name="Accept").click()
    page.goto(LIST)
    boxes(page).nth(1).check()
    expect(page.locator("[data-chosen]")).to_have_text("Doctors you checked: 1.")
    page.goto("/doctors/")
    expect(page.locator("[data-chosen]")).to_have_text("Doctors you checked: 1.")
    page.get_by_role("button", name="Forget my ZIP code and doctors").click()
    expect(page.locator("[data-chosen]")).to_have_text("")
    assert page.evaluate("localStorage.length") == 0 and "#d=" not in page.url


def test_what_she_took_back_stays_away(patient):
    # Given a patient whose browser may remember, with the list open in two tabs
    page = patient()
    page.goto("/cookies/")
    page.locator("[data-zip]").get_by_role("button", name="Accept").click()
    page.goto(LIST)
    other = page.context.new_page()
    other.goto(page.url)
    boxes(page).first.check()
    expect(page.locator("[data-chosen]")).to_have_text("Doctors you checked: 1.")
    # When she takes it back in a third
    cookies = page.context.new_page()
    cookies.goto("/cookies/")
    cookies.locator("[data-zip]").get_by_role("button", name="Reject").click()
    # then checking a doctor writes nothing again, in either
    boxes(page).nth(1).check()
    boxes(other).nth(2).check()
    expect(page.locator("[data-chosen]")).to_have_text("Doctors you checked: 2.")
    expect(other.locator("[data-chosen]")).to_have_text("Doctors you checked: 1.")
    assert page.evaluate("localStorage.length") == 0


def test_the_page_about_cookies_tells_of_doctors_without_a_zip_code(patient):
    page = patient()
    page.goto("/robots.txt")
    page.evaluate("localStorage.doctors = 'alex-example'")
    page.goto("/cookies/")
    expect(page.locator("[data-when=kept]").first).to_be_visible()
    expect(page.locator("[data-kept]").first).to_have_text("alex example")
    page.locator("[data-zip]").get_by_role("button", name="Reject").click()
    assert page.evaluate("localStorage.length") == 0


def test_global_privacy_control_keeps_no_doctor(patient):
    page = patient()
    page.goto("/robots.txt")
    page.evaluate("localStorage.doctors = 'alex-example'")
    page.add_init_script("Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})")
    page.goto(LIST)
    boxes(page).first.check()
    expect(page.locator("[data-chosen]")).to_have_text("Doctors you checked: 1.")
    assert page.evaluate("localStorage.doctors") == "alex-example", "and not the one just checked"
    page.goto("/cookies/")
    page.locator("[data-zip]").wait_for(state="visible")
    assert page.evaluate("localStorage.length") == 0


def test_without_scripts_they_go_along_in_the_address(patient):
    # Given a patient whose browser runs no scripts, with two doctors checked on the first page of the list
    page = patient(java_script_enabled=False)
    page.goto(LIST + "&procedure=drg-stimulation")
    turns = page.get_by_role("button", name="Next page, with the doctors you checked")
    expect(turns).to_be_hidden()
    chosen = [boxes(page).nth(place).get_attribute("value") for place in (0, 2)]
    for place in (0, 2):
        boxes(page).nth(place).check()
    # then one way to turn the page is there, which takes them along
    expect(page.get_by_role("link", name="Next page")).to_be_hidden()
    # When she turns the page, and checks another one
    follow(page, turns)
    assert "page=2" in page.url and "procedure=drg-stimulation" in page.url
    assert page.locator("[data-chosen]").inner_text() == "Doctors you checked: 2."
    third = boxes(page).first.get_attribute("value")
    boxes(page).first.check()
    # then the way back has them, all three are compared, and so does the way from there to her list
    follow(page, page.get_by_role("button", name="Previous page, with the doctors you checked"))
    assert boxes(page).nth(2).is_checked()
    assert set(compared(page)) == {*chosen, third}
    follow(page, page.get_by_role("link", name="Back to results").first)
    assert page.locator("[data-chosen]").inner_text() == "Doctors you checked: 3."
    follow(page, page.locator(".doctor-card .doc__who a").first)
    follow(page, page.get_by_role("link", name="Back to results"))
    assert boxes(page).first.is_checked() and "procedure=drg-stimulation" in page.url


def test_back_from_a_doctor_and_from_the_comparison_they_are_still_checked(patient):
    page = patient()
    page.goto(LIST)
    boxes(page).nth(1).check()
    expect(page.locator("[data-chosen]")).to_have_text("Doctors you checked: 1.")
    follow(page, page.locator(".doctor-card .doc__who a").first)
    follow(page, page.get_by_role("link", name="Back to results"))
    expect(boxes(page).nth(1)).to_be_checked()
    assert len(compared(page)) == 1
    follow(page, page.get_by_role("link", name="Back to results").first)
    expect(boxes(page).nth(1)).to_be_checked()
    expect(page).to_have_url(re.compile(r"^[^?#]*\?near=27710#d=[-\w]+$"))
    boxes(page).nth(1).uncheck()
    expect(page).to_have_url(re.compile(r"^[^?#]*\?near=27710$"))
