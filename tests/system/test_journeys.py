"""What patients come for, counted: how many presses, and how many screens, until the answer is there.

Sixteen questions, a to p. Five of them (a, b, d, g, h) take two presses and one screen at most.
"""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.kit.browsers import people_at

PHONE = (390, 844)


@dataclass
class Walk:
    """A page on a phone, with the presses and the pixels scrolled so far; typing counts as none of them."""

    page: Page
    taps: int = 0
    scrolled: float = 0

    def reach(self, place: Locator) -> None:
        """Scroll down until the first line of it is on the screen."""
        place = place.first
        place.wait_for()
        line = place.evaluate(
            "each => { const box = each.getClientRects()[0];"
            " return [box.top, Math.min(box.bottom, box.top + 40)] }"
        )
        missing = max(0, line[1] - PHONE[1]) or min(0, line[0])
        self.page.mouse.wheel(0, 0)
        self.page.evaluate("by => scrollBy(0, by)", missing)
        self.scrolled += abs(missing)

    def tap(self, control: Locator, *, leaves: bool = True) -> None:
        self.reach(control)
        self.taps += 1
        if leaves:
            with self.page.expect_navigation():
                control.first.click()
        else:
            control.first.click()

    def assert_short(self) -> None:
        assert (self.taps <= 2, self.scrolled <= PHONE[1]) == (True, True), (self.taps, self.scrolled)


@pytest.fixture
def walk(browser, site):
    """A walk that begins at an address, as a new visitor with these options of a browser."""
    with people_at(site.url, browser) as people:

        def begin(address="/", **options) -> Walk:
            page = people.come(**{"width": PHONE[0], "height": PHONE[1]} | options)
            page.goto(address)
            return Walk(page)

        yield begin


def link(walk: Walk, name: str, within: str = "main") -> Locator:
    return walk.page.locator(within).get_by_role("link", name=name)


def test_a_arm_pain_after_a_crash_whether_an_operation_is_for_it(walk):
    here = walk()
    here.tap(link(here, "since a crash"))
    here.tap(link(here, "Where each operation stands"), leaves=False)
    here.reach(here.page.get_by_role("heading", name="DREZ lesioning"))
    here.reach(here.page.locator("#standing-1 + p .pill"))
    here.assert_short()


def test_b_crps_in_a_foot_and_which_operation(walk):
    here = walk()
    here.tap(link(here, "swollen and burns"))
    here.tap(link(here, "Where each operation stands"), leaves=False)
    here.reach(here.page.locator("#standing-1 + p .pill"))
    here.reach(here.page.locator("#standing-2 + p .pill"))
    assert "CRPS" in here.page.locator("h1").inner_text()
    here.assert_short()


def test_c_the_nearest_who_speaks_spanish_and_has_a_way_in_for_a_wheelchair(walk):
    here = walk("/doctors/?near=27710&procedure=drez-lesioning")
    here.tap(here.page.locator(".filters summary", has_text="Filters"), leaves=False)
    here.page.get_by_role("combobox", name="Language").select_option(label="Spanish")
    here.tap(here.page.get_by_role("checkbox", name="Wheelchair"), leaves=False)
    here.tap(here.page.get_by_role("button", name="Apply filters"))
    here.reach(here.page.locator(".doctor-card .doc__dist"))
    assert here.taps == 3 and here.scrolled < 3 * PHONE[1]
    assert here.page.locator(".doctor-card .doc__call a").first.is_visible()


def test_d_what_it_costs_and_who_pays(walk):
    here = walk()
    here.tap(link(here, "Cost and insurance"))
    here.reach(here.page.get_by_text("Call your plan before you agree to a date"))
    here.assert_short()


def test_e_the_risks_and_how_sure_they_are(walk):
    here = walk()
    here.tap(link(here, "DREZ lesioning", ".nav"))
    here.reach(here.page.locator(".points__list dt").last)
    here.reach(here.page.get_by_text("Harm can last"))
    assert here.taps == 1 and here.scrolled <= PHONE[1]


def test_f_a_summary_for_the_doctor(walk):
    here = walk("/procedures/drez-lesioning/")
    here.tap(link(here, "Two pages for my doctor"))
    here.reach(here.page.get_by_role("button", name="Print this page"))
    assert here.taps == 1 and here.scrolled <= PHONE[1] * 1.5


def test_g_a_city_that_is_misspelled(walk):
    here = walk()
    field = here.page.get_by_label("ZIP code or city")
    here.reach(field)
    field.fill("Philadelpia")
    here.tap(here.page.get_by_role("button", name="Find a doctor"))
    meant = here.page.locator(".error-summary").get_by_role("link", name="Philadelphia, PA")
    if meant.count():
        here.tap(meant)
    here.reach(here.page.locator(".doctor-card .doc__who a"))
    assert "Philadelphia" in here.page.locator("h1").inner_text()
    here.assert_short()


@pytest.mark.parametrize(
    ("typed", "page"), [("battery", "/procedures/drg-stimulation/"), ("burning", "/conditions/")]
)
def test_h_a_word_that_somebody_looks_for(walk, typed, page):
    here = walk()
    here.tap(link(here, "Search", ".nav"))
    here.page.get_by_role("searchbox").fill(typed)
    here.tap(here.page.get_by_role("button", name="Search"))
    here.reach(here.page.locator(".source p mark"))
    found = [each.get_attribute("href") for each in here.page.locator(".source h3 a").all()]
    assert any(address.startswith(page) for address in found[:3])
    here.assert_short()


def test_i_an_address_to_share_names_nobody_s_place(walk):
    here = walk("/doctors/compare/?d=alex-example&d=avery-alias&near=27710")
    shared = here.page.locator(".sides__address")
    here.reach(shared)
    assert "near" not in shared.inner_text() and "alex-example" in shared.inner_text()


def test_j_coming_back_with_the_zip_code_remembered(walk):
    here = walk("/robots.txt")
    here.page.evaluate("localStorage.zip = '27710'; localStorage.doctors = 'alex-example,avery-alias'")
    here.page.goto("/")
    field = here.page.get_by_label("ZIP code or city")
    here.reach(field)
    expect(field).to_have_value("27710")
    here.tap(link(here, "Compare the doctors I chose"))
    assert here.page.locator(".side").count() == 2
    here.assert_short()


def test_k_what_a_screen_reader_meets_in_what_order(walk):
    here = walk("/procedures/drez-lesioning/")
    landmarks = here.page.evaluate("[...document.body.children].map(each => each.localName)")
    assert [each for each in landmarks if each in ("header", "main", "footer")] == [
        "header",
        "main",
        "footer",
    ]
    headings = here.page.locator("main :is(h1, h2)").all_inner_texts()
    assert headings[0] == "DREZ lesioning" and headings[1] == "Key points"
    assert here.page.locator("h1").count() == 1


def test_l_contents_by_keyboard(walk):
    here = walk("/procedures/drez-lesioning/")
    for _ in range(2):
        here.page.keyboard.press("Tab")
    assert here.page.evaluate("document.activeElement.textContent") == "Skip to the contents of this page"
    here.page.keyboard.press("Enter")
    here.page.keyboard.press("Tab")
    assert here.page.evaluate("document.activeElement.closest('.toc') !== null")


@pytest.mark.parametrize("font", [16, 24, 32])
@pytest.mark.parametrize("address", ["/procedures/drez-lesioning/", "/es/doctors/", "/doctors/avery-alias/"])
def test_m_large_letters_leave_the_heading_on_the_first_screen(browser, site, font, address):
    """Letters as large as somebody chose in her browser, up to twice their size. Nothing scrolls sideways."""
    context = browser.new_context(base_url=site.url, viewport={"width": PHONE[0], "height": PHONE[1]})
    page = context.new_page()
    session = context.new_cdp_session(page)
    letters = {"fontSizes": {"standard": font, "fixed": font}}
    session.send("Page.enable")
    session.send("Page.setFontSizes", letters)
    page.goto(address)
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= font
    top = page.locator("h1").bounding_box()["y"]
    assert top < PHONE[1] - font, "the first line of it"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    page.set_viewport_size({"width": 320, "height": PHONE[1]})
    session.send("Page.setFontSizes", letters)
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= font
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_n_few_answers_and_all_of_the_page_without_scripts(walk):
    here = walk("/procedures/drez-lesioning/", java_script_enabled=False)
    here.reach(here.page.locator(".points__list dd"))
    assert here.scrolled == 0, "the key points begin on the first screen"


def test_o_in_colors_of_its_own_each_drawing_has_lines(walk):
    here = walk("/procedures/drg-stimulation/", forced_colors="active")
    stroke = "each => getComputedStyle(each).stroke"
    drawn = here.page.locator(".art .art-line, .art .art-wire, .art .art-bone")
    assert drawn.count() > 3
    assert {each.evaluate(stroke) for each in drawn.all()} == {"rgb(0, 0, 0)"}


def test_p_a_map_whose_list_is_named_first(walk):
    here = walk("/doctors/map/")
    said = here.page.locator("main").inner_text()
    assert said.index("The list below the map") < said.index("Skip the map")
    here.tap(link(here, "Skip the map"), leaves=False)
    here.reach(here.page.get_by_role("heading", name="The same as a list"))
    here.assert_short()
