"""The comparison as a patient uses it: without a script, with the keyboard, and on paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.kit.browsers import follow

ADDRESS = "/procedures/compare/"


@pytest.fixture
def plain(browser, site):
    """A page in a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def test_two_operations_stand_there_and_others_are_chosen_without_a_script(plain, site):
    # Given a patient who compares what we do
    plain.goto(site.url + ADDRESS)
    first = plain.locator("tbody tr").first.locator("td .opt")
    assert [words.strip() for words in first.all_inner_texts()] == ["DREZ lesioning", "DRG stimulation"]
    # When she takes another option in the place of one of them
    plain.get_by_text("Choose other options to compare").click()
    plain.get_by_label("DRG stimulation").uncheck()
    plain.get_by_label("No procedure").check()
    follow(plain, plain.get_by_role("button", name="Show these options"))
    # then these two stand there, and her choice stays
    expect(plain).to_have_url(re.compile(r"\?option=drez&option=nothing&show=chosen#grid$"))
    first = plain.locator("tbody tr").first.locator("td .opt")
    assert [words.strip() for words in first.all_inner_texts()] == ["DREZ lesioning", "No procedure"]
    plain.get_by_text("Choose other options to compare").click()
    expect(plain.get_by_label("DREZ lesioning")).to_be_checked()
    # When she asks for all, then all five stand there
    plain.get_by_role("link", name="Show all options").click()
    expect(plain.locator("tbody tr").first.locator("td")).to_have_count(5)


def test_a_single_option_is_told_beside_the_boxes_and_stays_ticked(plain, site):
    # Given a patient who compares what we do
    plain.goto(site.url + ADDRESS)
    # When she leaves one option alone
    plain.get_by_text("Choose other options to compare").click()
    for box in plain.locator("[name=option]:not([value=drg])").all():
        box.uncheck()
    plain.get_by_role("button", name="Show these options").click()
    # then she is told beside the boxes, which stay as she left them
    expect(plain).to_have_title(re.compile("^Error: "))
    expect(plain.locator("fieldset")).to_contain_text("Choose at least 2 options.")
    expect(plain.get_by_label("DRG stimulation")).to_be_checked()
    plain.get_by_role("link", name="Choose at least 2 options.").click()
    expect(plain).to_have_url(re.compile("#id_option_0$"))


def test_with_the_keyboard_alone(page, site):
    page.goto(site.url + ADDRESS)
    page.locator("#choose summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Medicines and rehabilitation").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"option=drez&option=drg&option=nothing"))
    expect(page.locator("thead th .opt")).to_have_count(3)


def display(page, selector) -> str:
    return page.locator(selector).first.evaluate("element => getComputedStyle(element).display")


def test_cards_on_a_phone_a_table_where_there_is_room_and_on_paper(page, site):
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(site.url + ADDRESS)
    assert display(page, "thead") == "none"
    assert display(page, "tbody td") == "block"
    expect(page.locator("tbody td .opt").first).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    assert display(page, "tbody td") == "table-cell"
    page.set_viewport_size({"width": 320, "height": 800})
    page.emulate_media(media="print")
    assert display(page, "thead") == "table-header-group"  # repeated on every sheet
    assert display(page, "tbody tr") == "table-row"
    assert display(page, "tbody td") == "table-cell"
    assert display(page, "#choose") == "none"


@pytest.mark.parametrize("address", [ADDRESS, "/evidence/findings/"])
def test_sheets_lie_on_their_side(page, site, address):
    page.goto(site.url + address)
    sheets = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    assert len(sheets) > 3
    assert all(float(width) > float(height) for width, height in sheets)


def test_it_reads_in_order_without_any_style(page, site):
    page.route("**/*.css", lambda route: route.abort())
    page.goto(site.url + ADDRESS)
    words = page.locator("main").inner_text()
    order = ["Choose other options", "Read across with care", "Is it for my pain?", "What is it?"]
    order += ["What can go wrong?", "Who pays?", "Who paid for the studies?", "The decision"]
    order += ["What is not known", "What is left out", "References"]
    places = [words.index(part) for part in order]
    assert places == sorted(places)
    first_row = page.locator("tbody tr").first.inner_text()
    names = ["DREZ lesioning", "DRG stimulation"]
    told = [first_row.index(name) for name in names]
    assert told == sorted(told)
