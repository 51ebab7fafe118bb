"""Every public page for those who do not see it, or do not use a mouse: axe, and the keyboard alone.

`make test` shows axe a page of every fifth kind, tomorrow of others, in one of the languages, light or dark,
at one of the widths, in turn. The keyboard goes through one of every third kind, in English at one width: on
one of them through the frame that all share, on the others through their own part. The nightly run takes all
pages everywhere. All that the search can answer is shown to axe in `test_find_a_doctor.py`.
"""

from collections import Counter
from itertools import cycle

import pytest

from tests.kit.axe import AXE, COLORS, violations
from tests.kit.turns import in_turn, part_of_today

from .public_pages import EXAMPLES, PREFIXES, language_of

WIDTHS = (390, 320, 1280)
# color scheme, width (CSS pixels)
VIEWS = [("light", 390), ("dark", 320), ("light", 1280), ("dark", 390), ("light", 320), ("dark", 1280)]


def looks(number: int, nightly: bool) -> list[tuple[str, int, dict]]:
    """How axe looks at the page with this number: color scheme, width, rules."""
    if nightly:  # only the rules of colors can tell the dark scheme from the light one
        return [(s, width, rules) for s, rules in (("light", AXE), ("dark", COLORS)) for width in WIDTHS]
    return [(*in_turn(VIEWS, number, 0), AXE)]


def in_turns_of_language(pages: list[str]) -> list[str]:
    """Each in one language, the next in the next."""
    return [prefix + address for prefix, address in zip(cycle(PREFIXES.values()), pages, strict=False)]


def test_every_page_is_accessible(browser, site, addresses, one_of_each_kind, nightly):
    """No axe violation on any page in any state, at three widths, light and dark."""
    chosen = addresses if nightly else in_turns_of_language(part_of_today(one_of_each_kind, 5, nightly))
    # Without transitions: a color that is still changing is neither the light nor the dark one.
    page = browser.new_page(reduced_motion="reduce")
    found, swept = [], Counter()
    for number, address in enumerate(chosen):
        page.emulate_media(color_scheme="light")
        page.goto(site.url + address)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        for scheme, width, rules in looks(number, nightly):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 844})
            found += [(address, width, scheme, *broken) for broken in violations(page, rules)]
            swept[scheme, width] += 1
    page.close()
    assert found == []
    assert set(swept) == set(VIEWS)
    assert {language_of(address) for address in chosen} == set(PREFIXES)
    assert swept.total() == len(chosen) * (len(VIEWS) if nightly else 1) >= 6


def test_one_of_each_kind(one_of_each_kind, addresses):
    pages = [route for route, examples in EXAMPLES.items() if examples]
    assert len(set(one_of_each_kind)) == len(pages) > 15
    assert set(one_of_each_kind) <= set(addresses)


# Remembers what has the focus whenever Tab is about to take it further; afterwards `whereItWas()` tells all.
WATCH_THE_FOCUS = """within => {
    const trail = [];
    const look = () => {
        const element = document.activeElement;
        const seen = [null, '::after'].map(pseudo => getComputedStyle(element, pseudo))
            .some(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
        const box = element.getBoundingClientRect();
        const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
        const isOver = element === document.body || !element.closest(within);
        return [isOver, seen && inView, element.outerHTML.slice(0, 100)];
    };
    addEventListener('keydown', event => event.key === 'Tab' && trail.push(look()), true);
    window.whereItWas = () => [...trail, look()];
}"""
CONTROLS = """within => [...document.querySelector(within)
    .querySelectorAll('a[href], button, input, select, textarea, summary')]
    .filter(e => e.checkVisibility() && e.tabIndex >= 0 && !['hidden', 'radio'].includes(e.type)).length"""


def go_through(page, within: str) -> tuple[int, int]:
    """Tab from the skip link, or from where it leads, to the end: controls seen, and controls there.

    Fails where the focus is on one that is not in view, or shows no thick outline.
    """
    expected = page.evaluate(CONTROLS, within)
    page.locator(".skip").first.focus()
    if within == "main":
        page.keyboard.press("Enter")
    page.evaluate(WATCH_THE_FOCUS, within)
    for _ in range(expected + 5):
        page.keyboard.press("Tab")
    seen = int(within == "body")  # the first skip link itself
    for is_over, is_seen, markup in page.evaluate("whereItWas()")[1:]:
        if is_over:
            break
        assert is_seen, f"{page.url}: no visible focus on {markup}"
        seen += 1
    return seen, expected


@pytest.mark.parametrize(("width", "turn"), [(390, 0), (1280, 1)])
def test_every_control_can_be_reached_and_seen_by_keyboard(
    browser, site, addresses, one_of_each_kind, nightly, width, turn
):
    """Tab goes through all of them; each shows a thick outline, on the part of the page that is in view."""
    page = browser.new_page(viewport={"width": width, "height": 844})
    english = [address for address in addresses if language_of(address) == "en"]
    swept = pages = 0
    for address in english if nightly else part_of_today(one_of_each_kind, 3, nightly)[turn::2]:
        page.goto(site.url + address)
        seen, expected = go_through(page, "main" if pages and not nightly else "body")
        assert seen >= expected, (address, seen, expected)
        swept += seen
        pages += 1
    page.close()
    assert pages >= (10 if nightly else 5)
    assert swept > (1_000 if nightly else 60)
