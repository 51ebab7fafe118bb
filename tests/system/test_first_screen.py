"""What a patient sees before she scrolls: the answer, or the way out of a mistake."""

import pytest

from tests.kit.browsers import follow, people_at

PHONE, DESK = (390, 844), (1280, 800)


@pytest.fixture
def visit(browser, site):
    """Opens an address for a new visitor, on a screen of this size."""
    with people_at(site.url, browser) as people:

        def visit(address, screen=PHONE, **options):
            page = people.come(width=screen[0], height=screen[1], **options)
            page.goto(address)
            return page

        yield visit


def bottom(locator) -> float:
    box = locator.bounding_box()
    return box["y"] + box["height"]


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_the_doctors_own_number_is_the_button_of_the_first_screen(visit, screen):
    page = visit("/doctors/avery-alias/?near=27710", screen)
    call = page.get_by_role("link", name="Call Dr. Avery Alias’s office (213) 555-0170")
    facts = page.locator(".office__facts")
    assert bottom(call) <= bottom(facts) <= screen[1]
    assert page.get_by_role("link", name="Directions").is_visible()
    assert all(words in facts.inner_text() for words in ("new patients", "referral", "mile"))
    look = "each => getComputedStyle(each).backgroundColor"
    clinic = page.locator(".masthead__call")
    assert call.evaluate(look) == "rgb(255, 200, 69)" and clinic.evaluate(look) == "rgba(0, 0, 0, 0)"
    assert visit("/contact/", screen).locator(".masthead__call").evaluate(look) == "rgb(255, 200, 69)"


def test_back_from_a_doctor_to_the_same_list_without_scripts(visit):
    page = visit("/doctors/?near=27710&procedure=drez-lesioning", java_script_enabled=False)
    first = page.locator(".doctor-card .doc__who a").first
    name = first.inner_text()
    follow(page, first)
    follow(page, page.get_by_role("link", name="Back to results"))
    assert page.url.endswith("/doctors/?near=27710&procedure=drez-lesioning")
    assert page.locator(".doctor-card .doc__who a").first.inner_text() == name


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize(
    "address",
    [
        "/doctors/?near=27710",
        "/doctors/?near=27710&procedure=drez-lesioning&wheelchair=yes",
        "/es/doctors/?near=27710",
    ],
)
def test_the_nearest_doctor_is_on_the_first_screen(visit, screen, address):
    """Who it is and how far away: the page need not be scrolled to know that."""
    page = visit(address, screen)
    card = page.locator("article.doctor-card").first
    assert bottom(card.locator(".doc__who a")) <= screen[1]
    assert bottom(card.locator(".doc__dist")) <= screen[1]
    assert page.evaluate("scrollY") == 0
    headings = page.evaluate("[...document.querySelectorAll('main :is(h1, h2)')].map(each => each.tagName)")
    assert headings[:2] == ["H1", "H2"], "the page says what was asked, then comes the first doctor"
    assert "27710" in page.locator("h1").inner_text()


def test_the_place_meant_is_one_press_away_on_the_first_screen(visit):
    page = visit("/doctors/?near=Philadelpia")
    meant = page.locator(".error-summary").get_by_role("link", name="Philadelphia, PA")
    assert bottom(meant) <= PHONE[1]
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Philadelphia, PA"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("article.doctor-card").count() == 10


def test_an_address_says_only_what_was_asked(visit):
    page = visit("/doctors/?near=27710", DESK)
    page.get_by_role("combobox", name="Language").select_option(label="Spanish")
    follow(page, page.get_by_role("button", name="Apply filters"))
    assert page.url.endswith("/doctors/?near=27710&language=es")
