"""The map of doctors as a patient uses it: without a script, with the keyboard, in colors of their own."""

import re

import brotli
import pytest

from .conftest import read

ADDRESS = "/doctors/map/"
FOCUSED = "document.activeElement.querySelector('circle')"


@pytest.mark.parametrize("colors", [{}, {"forced_colors": "active"}], ids=["", "forced colors"])
def test_dots_are_reached_by_the_keyboard_and_seen_without_a_script(browser, site, colors):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}, **colors)
    page = context.new_page()
    page.goto(site.url + ADDRESS)
    plain = page.locator("svg > a circle").first
    before = plain.evaluate("dot => getComputedStyle(dot).fill")
    page.get_by_role("link", name="Skip the map").focus()
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED} !== null")
    assert page.evaluate(f"getComputedStyle({FOCUSED}).fill") != before
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/(locations/|doctors/\?near=|doctors/map/)"))
    context.close()


@pytest.mark.parametrize("address", [ADDRESS, "/doctors/map/ak/", "/es/doctors/map/"])
def test_the_page_itself_weighs_little(site, address):
    assert len(brotli.compress(read(site.url + address))) < 25_000
