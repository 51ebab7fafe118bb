"""Every public page for those who do not see it, or do not use a mouse: axe, and the keyboard alone.

`make test` shows axe one page of each kind and every answer of the search at one of the widths, the former in
both schemes, and to the keyboard at one width; the nightly run takes all pages everywhere.
"""

from collections import Counter

import pytest

from tests.kit.axe import ALL_BUT_COLOURS, AXE, COLOURS, violations

from .public_pages import EXAMPLES, PREFIXES, language_of

WIDTHS = (390, 320, 1280)


def looks(number: int, is_one_of_its_kind: bool, nightly: bool) -> list[tuple[str, int, dict]]:
    """How axe looks at the page with this number: color scheme, width (CSS pixels), rules."""
    if nightly:
        return [(s, width, rules) for s, rules in (("light", AXE), ("dark", COLOURS)) for width in WIDTHS]
    width = WIDTHS[number % len(WIDTHS)]
    if is_one_of_its_kind:
        return [("light", width, AXE), ("dark", width, COLOURS)]
    return [("light", width, ALL_BUT_COLOURS)]


@pytest.mark.parametrize("language", PREFIXES)
def test_every_page_is_accessible(browser, site, addresses, one_of_each_kind, nightly, language):
    """No axe violation on any page in any state, at three widths, light and dark."""
    prefix = PREFIXES[language]
    kinds = [prefix + address for address in one_of_each_kind]
    chosen = [address for address in addresses if language_of(address) == language]
    if not nightly:
        answers = [] if prefix else [address for address in chosen if address.startswith("/doctors/?")]
        chosen = list(dict.fromkeys([*kinds, *answers]))
    # Without transitions: a colour that is still changing is neither the light nor the dark one.
    page = browser.new_page(reduced_motion="reduce")
    found, swept = [], Counter()
    for number, address in enumerate(chosen):
        page.emulate_media(color_scheme="light")
        page.goto(site.url + address)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        for scheme, width, rules in looks(number, not prefix and address in kinds, nightly):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 844})
            found += [(address, width, scheme, *broken) for broken in violations(page, rules)]
            swept[scheme, width] += 1
    page.close()
    assert found == []
    light, dark = (sum(times for (each, _), times in swept.items() if each == s) for s in ("light", "dark"))
    assert {width for _, width in swept} == set(WIDTHS)
    if nightly:
        assert light == dark == len(WIDTHS) * len(chosen)
    else:
        assert light == len(chosen) >= len(kinds) > 15 and dark == (0 if prefix else len(kinds))


def test_one_of_each_kind(one_of_each_kind, addresses):
    pages = [route for route, examples in EXAMPLES.items() if examples]
    assert len(set(one_of_each_kind)) == len(pages) > 15
    assert set(one_of_each_kind) <= set(addresses)


FOCUSED = """() => {
    const element = document.activeElement;
    const seen = [null, '::after'].map(pseudo => getComputedStyle(element, pseudo))
        .some(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
    const box = element.getBoundingClientRect();
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return [element.tagName, seen && inside, element.outerHTML.slice(0, 100)];
}"""
CONTROLS = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
    .filter(e => e.checkVisibility() && e.type !== 'hidden' && e.type !== 'radio').length"""


@pytest.mark.parametrize(("width", "turn"), [(390, 0), (1280, 1)])
def test_every_control_can_be_reached_and_seen_by_keyboard(
    browser, site, addresses, one_of_each_kind, nightly, width, turn
):
    """Tab goes through all of them; each shows a thick outline, on the part of the page that is in view."""
    page = browser.new_page(viewport={"width": width, "height": 844})
    english = [address for address in addresses if language_of(address) == "en"]
    swept = 0
    for address in english if nightly else one_of_each_kind[turn::2]:
        page.goto(site.url + address)
        page.locator(".skip").focus()
        expected = page.evaluate(CONTROLS)
        seen = 1
        while seen < expected + 5:
            page.keyboard.press("Tab")
            tag, is_seen, markup = page.evaluate(FOCUSED)
            if tag == "BODY":
                break
            assert is_seen, f"{address}: no visible focus on {markup}"
            seen += 1
        assert seen >= expected, (address, seen, expected)
        swept += seen
    page.close()
    assert swept > (1_000 if nightly else 200)
