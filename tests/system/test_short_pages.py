"""Pages that are short to read on a phone, and shorter on paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.kit.browsers import follow

ARTICLES = ["/procedures/drez-lesioning/", "/procedures/drg-stimulation/"]
LONGEST = 18_000  # pixels, on a phone
PHONE = {"width": 390, "height": 844}


def sheets(page) -> int:
    """How many sheets of Letter paper a printer takes for what the browser shows."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="Letter", prefer_css_page_size=True)))


@pytest.mark.parametrize("path", [*ARTICLES, "/procedures/compare/", "/evidence/findings/"])
def test_a_page_is_no_longer_than_this_on_a_phone(page, site, path):
    page.set_viewport_size(PHONE)
    page.goto(site.url + path)
    assert 5_000 < page.evaluate("document.documentElement.scrollHeight") <= LONGEST


@pytest.fixture
def plain(browser):
    """A phone that runs no scripts."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    yield context.new_page()
    context.close()


def test_contents_are_one_tap_away_and_a_source_needs_no_script(plain, site):
    plain.goto(site.url + ARTICLES[0] + "#benefits-and-risks")
    tab = plain.get_by_role("link", name="Contents", exact=True)
    expect(tab).to_be_in_viewport()
    tab.click()
    expect(plain.get_by_role("heading", name="On this page")).to_be_in_viewport()
    plain.locator(".cite a").first.click()
    expect(plain).to_have_url(re.compile(r"/evidence/[\w-]+/$"))


def test_with_a_script_a_source_is_found_in_the_folded_list(page, site):
    page.goto(site.url + ARTICLES[0])
    expect(page.locator("#ref-2")).to_be_hidden()
    cited = page.get_by_role("link", name="Reference 2", exact=True).first
    cited.click()
    expect(page.locator("#ref-2")).to_be_in_viewport()
    page.go_back()
    expect(cited).to_be_in_viewport()


@pytest.mark.parametrize("path", ARTICLES)
def test_paper_shows_all_that_is_folded_on_few_sheets(plain, site, path):
    plain.goto(site.url + path)
    folded = plain.locator("details li").first
    assert not folded.is_visible()
    plain.emulate_media(media="print")
    hidden = [fold for fold in plain.locator("details > :not(summary)").all() if not fold.is_visible()]
    assert hidden == []
    assert sheets(plain) <= 12


@pytest.mark.parametrize("path", ARTICLES)
def test_a_summary_for_a_doctor_takes_two_sheets(page, site, path):
    page.goto(site.url + path)
    follow(page, page.get_by_role("link", name="Two pages for my doctor"))
    expect(page.get_by_role("heading", name="What to send with a referral")).to_be_visible()
    assert sheets(page) == 2
    follow(page, page.get_by_role("link", name="Questions alone"))
    assert sheets(page) <= 2
