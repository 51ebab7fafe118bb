"""Every public page in both languages: whole, valid, accessible, and alone with its reader."""

import re
from collections import Counter

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.kit.axe import AXE

from .conftest import fetch, read
from .public_pages import EXAMPLES, SETS_A_COOKIE, public_routes


def test_every_public_route_has_an_example():
    assert public_routes() == set(EXAMPLES)


def elements(tree, name):
    return [element for element in tree.iter() if element.tag == name]


def words(element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_the_html_of_every_page(site, addresses):
    """Strictly valid, one h1, headings without gaps, a title of its own, links that say where they go."""
    titles, menus = Counter(), {}
    swept = 0
    for address in addresses:
        page = fetch(site.url + address)
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        tree = parser.parse(page)
        language = "es" if address.startswith("/es") else "en"
        assert tree.get("lang") == language, address
        headings = [
            int(e.tag[1]) for e in tree.iter() if isinstance(e.tag, str) and re.fullmatch("h[1-6]", e.tag)
        ]
        assert headings.count(1) == 1, address
        assert all(later - earlier <= 1 for earlier, later in zip(headings, headings[1:], strict=False)), (
            address,
            headings,
        )
        title = words(elements(tree, "title")[0])
        assert title and title.endswith("Example Pain Surgery Center"), address
        titles[title] += 1
        (menu,) = (e for e in elements(tree, "nav") if e.get("class") == "nav")
        menus.setdefault(language, set()).add(tuple(link.get("href") for link in elements(menu, "a")))
        ids = Counter(e.get("id") for e in tree.iter() if e.get("id"))
        assert not [name for name, times in ids.items() if times > 1], address
        inside = {e.get("href")[1:] for e in elements(tree, "a") if (e.get("href") or "").startswith("#")}
        assert inside - {""} <= set(ids), (address, inside - set(ids))
        targets = {}
        for link in elements(tree, "a"):
            name = link.get("aria-label") or words(link)
            assert name, (address, link.get("href"))
            targets.setdefault(name, set()).add(link.get("href"))
        confusing = {
            name: hrefs for name, hrefs in targets.items() if len({h.split("#")[0] for h in hrefs}) > 1
        }
        assert confusing == {}, address
        assert not [e for e in tree.iter() if e.get("style") or any(a.startswith("on") for a in e.attrib)], (
            address
        )
        assert not [
            e for e in elements(tree, "script") if not e.get("src") and "json" not in (e.get("type") or "")
        ]
        assert not elements(tree, "style"), address
        swept += 1
    assert {language: len(kinds) for language, kinds in menus.items()} == {"en": 1, "es": 1}, menus
    shared = {title for title, times in titles.items() if times > 1}
    assert shared == set(), "two pages share a title"
    assert swept == 2 * sum(map(len, EXAMPLES.values())) == len(addresses)


def test_every_internal_link_leads_somewhere(site, addresses):
    found = set()
    for address in addresses:
        for href in re.findall(r'(?:href|src)="(/[^"#]*)', fetch(site.url + address)):
            found.add(href.replace("&amp;", "&"))
    assert len(found) > 60
    for href in sorted(found):
        if not href.startswith("/admin"):
            read(site.url + href)


# Links and buttons with a box of their own that is too small for their words.
SPILLS = """() => [...document.querySelectorAll('a, button')].filter(e => e.checkVisibility()
    && getComputedStyle(e).display !== 'inline' && e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1)
    .map(e => e.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_every_page_in_a_browser(browser, site, addresses, width):
    """No console message, foreign request or stored value, and nothing wider than the screen.

    A cookie comes from the form that reports a mistake, and from nowhere else.
    """
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    faults = []
    page.on("console", lambda message: faults.append((page.url, message.text)))
    page.on("pageerror", lambda error: faults.append((page.url, str(error))))
    page.on(
        "request", lambda request: request.url.startswith(site.url) or faults.append((page.url, request.url))
    )
    swept = 0
    for address in addresses:
        page.goto(site.url + address)
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if overflow > 0:
            faults.append((address, f"{overflow}px wider than the screen"))
        faults += [(address, "spills out", markup) for markup in page.evaluate(SPILLS)]
        names = [cookie["name"] for cookie in context.cookies()]
        if len(names) != address.endswith(SETS_A_COOKIE) or not all("csrf" in name for name in names):
            faults.append((address, names))
        context.clear_cookies()
        swept += 1
    assert context.storage_state()["origins"] == []
    context.close()
    assert faults == []
    assert swept == len(addresses)


WIDTHS = (320, 390, 1280)
# Only these rules look at colours, so the dark scheme is checked for nothing else.
COLOURS = AXE | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_is_accessible(browser, site, addresses, language):
    """No axe violation on any page in any state, at three widths, light and dark."""
    chosen = [address for address in addresses if address.startswith("/es/") == (language == "es")]
    # Without transitions: a colour that is still changing is neither the light nor the dark one.
    page = browser.new_page(reduced_motion="reduce")
    violations, swept = [], 0
    for address in chosen:
        page.emulate_media(color_scheme="light")
        page.goto(site.url + address)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        for scheme, options in (("light", AXE), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 844})
                for found in Axe().run(page, options=options).response["violations"]:
                    places = [node["html"][:120] for node in found["nodes"][:3]]
                    violations.append((address, width, scheme, found["id"], places))
                swept += 1
    page.close()
    assert violations == []
    assert swept == 6 * len(chosen) > 100


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


@pytest.mark.parametrize("width", [390, 1280])
def test_every_control_can_be_reached_and_seen_by_keyboard(browser, site, addresses, width):
    """Tab goes through all of them; each shows a thick outline, on the part of the page that is in view."""
    page = browser.new_page(viewport={"width": width, "height": 844})
    swept = 0
    for address in (address for address in addresses if not address.startswith("/es/")):
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
    assert swept > 1_000


def test_every_page_is_within_its_budget(browser, site, addresses):
    """At most 40 kB over the wire in at most 8 requests, with nothing stored from before."""
    sizes = {}
    for address in addresses:
        context = browser.new_context()
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        received = []
        session.on("Network.loadingFinished", lambda event, r=received: r.append(event["encodedDataLength"]))
        page.goto(site.url + address, wait_until="networkidle")
        sizes[address] = (sum(received), len(received))
        context.close()
    assert len(sizes) == len(addresses)
    too_much = {address: size for address, size in sizes.items() if size[0] > 40_000 or size[1] > 8}
    assert too_much == {}
