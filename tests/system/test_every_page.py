"""Every public page in both languages: whole, valid, accessible, and alone with its reader."""

import re
from collections import Counter
from dataclasses import dataclass

import html5lib
import pytest
from django.urls import resolve
from django.utils import translation

from tests.kit.turns import in_turn, part_of_today

from .conftest import fetch, read
from .public_pages import EXAMPLES, PREFIXES, SETS_A_COOKIE, language_of, public_routes

WIDTHS = (1280, 390, 320)


def test_every_public_route_has_an_example():
    assert public_routes() == set(EXAMPLES)


def elements(tree, name):
    return [element for element in tree.iter() if element.tag == name]


def words(element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.fixture(scope="module")
def pages(site, addresses) -> dict[str, str]:
    """What every address answers."""
    return {address: fetch(site.url + address) for address in addresses}


def test_every_page_has_a_title_of_its_own(pages, addresses):
    titles = Counter(re.search("<title>([^<]+)</title>", page)[1].strip() for page in pages.values())
    assert [title for title, times in titles.items() if times > 1] == []
    assert len(titles) == 2 * sum(map(len, EXAMPLES.values())) == len(addresses)


def test_the_html_of_every_page(pages, nightly):
    """Strictly valid, one h1, headings without gaps, a title, links that say where they go; by day half."""
    menus = {}
    swept = 0
    for address, page in part_of_today([*pages.items()], 2, nightly):
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        tree = parser.parse(page)
        language = language_of(address)
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
    assert swept >= len(pages) // (1 if nightly else 2) >= 50


def some_of_each_route(hrefs: list[str], most: int) -> list[str]:
    """At most so many links to the pages of one route, evenly chosen; every link to anything else."""
    routes = {}
    for href in hrefs:
        path = href.partition("?")[0]
        language = language_of(path)
        with translation.override(language):
            name = path if path.startswith("/static/") else resolve(path).view_name
        routes.setdefault((name, language), []).append(href)
    return [href for each in routes.values() for href in each[:: -(-len(each) // most)]]


def test_every_internal_link_leads_somewhere(site, pages, nightly):
    """Every link at night; else every route, in every language, and up to two of its pages."""
    found = set()
    for page in pages.values():
        for href in re.findall(r'(?:href|src)="(/[^"#]*)', page):
            found.add(href.replace("&amp;", "&"))
    public = sorted(href for href in found if not href.startswith("/admin"))
    chosen = public if nightly else some_of_each_route(public, most=2)
    for href in {*chosen} - {*pages}:
        read(site.url + href)
    assert len(public) > 300 and len(chosen) > 60


# Links and buttons with a box of their own that is too small for their words.
# But for the tab of the contents, which draws a bar as wide as the page.
SPILLS = """() => [...document.querySelectorAll('a:not(.tab), button')].filter(e => e.checkVisibility()
    && getComputedStyle(e).display !== 'inline' && e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1)
    .map(e => e.outerHTML.slice(0, 90))"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Visit:
    """What a first visit to one address made the browser do and say."""

    status: int
    faults: list
    bytes: int
    requests: int


@pytest.fixture(scope="module")
def visited(examples, nightly) -> list[str]:
    """Every address in every language; by day each in one of them, tomorrow in the next."""
    pages = [address for addresses in examples.values() for address in addresses]
    languages = [*PREFIXES.values()]
    in_turns = [
        in_turn(languages, number, turn) + address
        for number, address in enumerate(pages)
        for turn in range(len(languages))
    ]
    return part_of_today(in_turns, len(languages), nightly)


@pytest.fixture(scope="module")
def visits(browser, site, visited, nightly) -> dict[str, Visit]:
    """Each address in a browser that never saw the site: by day at one of the widths, in turn.

    At night the page is loaded anew at each width.
    """
    visitor = Visitor(browser, site.url)
    visits = {
        address: visitor.visit(address, WIDTHS if nightly else [in_turn(WIDTHS, number, 0)])
        for number, address in enumerate(visited)
    }
    visitor.context.close()
    return visits


class Visitor:
    """A browser that has forgotten everything before each visit, which is cheaper than a new one."""

    def __init__(self, browser, url):
        self.url = url
        self.context = browser.new_context()
        self.page = self.context.new_page()
        self.faults, self.sent, self.received = [], set(), {}
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on(
            "request", lambda request: request.url.startswith(url) or self.faults.append(request.url)
        )
        self.session = self.context.new_cdp_session(self.page)
        self.session.send("Network.enable")
        self.session.on("Network.requestWillBeSent", lambda event: self.sent.add(event["requestId"]))
        self.session.on(
            "Network.loadingFinished",
            lambda event: self.received.setdefault(event["requestId"], event["encodedDataLength"]),
        )

    def visit(self, address: str, widths: list[int]) -> Visit:
        self._forget()
        self._show_at(widths[0])
        status = self.page.goto(self.url + address).status
        self._wait_until_all_is_there()
        faults = [f"never finished: {request}" for request in self.sent - self.received.keys()]
        sizes = [size for request, size in self.received.items() if request in self.sent]
        for width in widths:
            if width != widths[0]:
                self._show_at(width)
                self.page.reload()
            if (overflow := self.page.evaluate(SIDEWAYS)) > 0:
                faults.append(f"{overflow}px wider than a screen of {width}")
            faults += [(width, "spills out", markup) for markup in self.page.evaluate(SPILLS)]
        names = [cookie["name"] for cookie in self.context.cookies()]
        if len(names) != address.endswith(SETS_A_COOKIE) or not all("csrf" in name for name in names):
            faults.append(names)
        faults += self.context.storage_state()["origins"]
        return Visit(status, self.faults + faults, sum(sizes), len(sizes))

    def _forget(self):
        """Cookies, and files on the disk and in memory; a visit that stores anything else is a fault."""
        self.page.goto("about:blank")
        self.context.clear_cookies()
        self.session.send("Network.clearBrowserCache")
        for is_off in (True, False):  # switching it off empties the memory
            self.session.send("Network.setCacheDisabled", {"cacheDisabled": is_off})
        self.faults, self.sent, self.received = [], set(), {}

    def _show_at(self, width: int):
        self.page.set_viewport_size({"width": width, "height": 844})

    def _wait_until_all_is_there(self):
        self.page.evaluate("document.fonts.ready.then(() => true)")
        for _ in range(1000):
            if self.sent <= self.received.keys():
                return
            self.page.wait_for_timeout(20)


def test_every_page_is_visited(visited, examples, addresses, nightly):
    assert set(visited) <= set(addresses)
    assert {language_of(address) for address in visited} == set(PREFIXES)
    pages = sum(map(len, examples.values()))
    assert len(set(visited)) == (len(addresses) if nightly else pages) >= 50


def test_every_page_in_a_browser(visits, visited):
    """No console message, foreign request or stored value, and nothing wider than the screen.

    A cookie comes from the form that reports a mistake, and from nowhere else.
    """
    assert {address: visit.status for address, visit in visits.items() if visit.status != 200} == {}
    assert {address: visit.faults for address, visit in visits.items() if visit.faults} == {}
    assert len(visits) == len(visited)


def test_every_page_is_within_its_budget(visits, visited):
    """At most 40 kB over the wire in at most 8 requests, with nothing stored from before."""
    too_much = {
        address: (visit.bytes, visit.requests)
        for address, visit in visits.items()
        if visit.bytes > 40_000 or visit.requests > 8
    }
    assert too_much == {}
    assert len(visits) == len(visited)
    assert min(visit.bytes for visit in visits.values()) > 1_000, "they were measured"
    assert min(visit.requests for visit in visits.values()) > 1, "they were counted"
