"""Drawings and page heads, looked at: in colors of ours alone, every part seen, in every scheme.

By day every eighth head, every fourth drawing, and every twelfth part of each drawing, tomorrow others.
"""

from functools import partial

import pytest

from tests.kit.turns import in_turn, part_of_today, turns

from .pictures import Camera, crowded_labels, parts, parts_that_paint_nothing, strange_colors
from .public_pages import PREFIXES

TALL = 1400  # the window: as tall as the tallest head on the narrowest screen
HEADS = ".masthead, .hero, .phead"
GLYPHS = "thead .opt svg, tbody tr:first-child .opt svg"  # as wide screens and phones show them
DRAWINGS = f"svg:not(.icon, .sprite):visible, :is({GLYPHS}):visible"
ALL_OPTIONS = "/procedures/compare/?option=drez&option=drg&option=scs&option=care&option=nothing&show=chosen"
# page -> the drawings there whose parts are looked at one by one
PARTS_OF = {
    "/": ".brand__mark, .pcard__art svg",
    "/procedures/drez-lesioning/": ".phead__art",
    "/procedures/drg-stimulation/": ".phead__art, .art, .in100:nth-of-type(1) svg, .signed__seal",
    "/evidence/findings/": ".chart svg",
    ALL_OPTIONS: GLYPHS,
    "/doctors/map/nc/": ".map svg",
}
PAGES_WITH_DRAWINGS = [
    *PARTS_OF,
    "/procedures/",
    "/doctors/map/",
    "/es/procedures/drez-lesioning/",
    "/es/procedures/drg-stimulation/",
]


VIEWS = [(320, "light"), (1280, "dark"), (390, "light"), (320, "dark"), (1280, "light"), (390, "dark")]


@pytest.fixture
def look(browser, site):
    """Show an address in a view, in a page that it returns."""
    page = browser.new_page(reduced_motion="reduce")

    def look(address, view):
        width, scheme = view
        page.set_viewport_size({"width": width, "height": TALL})
        page.emulate_media(color_scheme=scheme)
        page.goto(site.url + address)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        return page

    yield look
    page.close()


@pytest.mark.parametrize("turn", turns(VIEWS))
def test_no_page_head_shows_a_color_that_is_not_ours(look, addresses, turn, nightly):
    english = addresses[: len(addresses) // 2]
    kinds = part_of_today([address for address in english if "?" not in address], 8, nightly)
    faults, swept = [], 0
    for number, address in enumerate(kinds):
        view = in_turn(VIEWS, number, turn)
        page = look(address, view)
        for head in page.locator(HEADS).all():
            strange = strange_colors(Camera(page).picture_of(head), view[1])
            faults += [(address, view, head.get_attribute("class"), strange)] if strange else []
            swept += 1
    assert faults == []
    assert swept == 2 * len(kinds) >= 2 * (21 if nightly else 2)


@pytest.mark.parametrize("turn", turns(VIEWS))
def test_no_drawing_shows_a_color_that_is_not_ours(look, turn, nightly):
    faults, swept = [], 0
    for number, address in enumerate(PAGES_WITH_DRAWINGS):
        view = in_turn(VIEWS, number, turn)
        page = look(address, view)
        for drawing in part_of_today(page.locator(DRAWINGS).all(), 4, nightly):
            if strange := strange_colors(Camera(page).picture_of(drawing), view[1]):
                faults.append((address, view, drawing.evaluate("svg => svg.outerHTML.slice(0, 90)"), strange))
            swept += 1
    assert faults == []
    assert swept > (40 if nightly else 5)


@pytest.mark.parametrize("turn", turns(VIEWS))
def test_every_part_of_every_drawing_is_seen(look, turn, nightly):
    def look_in_turn(number, address):
        return look(address, in_turn(VIEWS, number, turn))

    assert_every_part_is_seen(look_in_turn, nightly)


@pytest.mark.nightly
def test_every_part_is_seen_in_forced_colors(look, nightly):
    def look_at_forced_colors(_, address):
        page = look(address, (390, "light"))
        page.emulate_media(forced_colors="active")
        return page

    assert_every_part_is_seen(look_at_forced_colors, nightly)


def assert_every_part_is_seen(shown, nightly):
    """On each page with drawings, which `shown(number, address)` shows."""
    chosen = partial(part_of_today, parts=12, nightly=nightly)
    faults, swept = [], 0
    for number, (address, selector) in enumerate(PARTS_OF.items()):
        page = shown(number, address)
        for drawing in page.locator(selector).locator("visible=true").all():
            faults += [(address, part) for part in parts_that_paint_nothing(page, drawing, chosen)]
            swept += len(chosen(parts(drawing)))
    assert faults == []
    assert swept > (150 if nightly else 5)


@pytest.mark.parametrize("language", PREFIXES.values())
def test_the_labels_of_a_drawing_stand_apart_within_it(site, browser, language):
    page = browser.new_page(viewport={"width": 390, "height": TALL})
    faults, swept = [], 0
    for path in ("/procedures/drez-lesioning/", "/procedures/drg-stimulation/"):
        page.goto(site.url + language + path)
        for drawing in page.locator(".art").all():
            faults += crowded_labels(drawing)
            swept += drawing.locator("text").count()
    page.close()
    assert faults == []
    assert swept > 40


DEVICE = ".art:has(#device-title)"  # not folded, and repeats the shape of a bone
PLANT = """(svg, markup) => {
    const document = `<svg xmlns="http://www.w3.org/2000/svg">${markup}</svg>`;
    const planted = new DOMParser().parseFromString(document, 'image/svg+xml').documentElement.firstChild;
    svg.append(svg.ownerDocument.adoptNode(planted));
}"""


def test_the_checks_see_what_is_planted(site, browser):
    """A black shape, a part without a line, one behind another, a strange color, a label on a label."""
    page = browser.new_page(viewport={"width": 390, "height": TALL}, color_scheme="light")
    page.goto(site.url + "/procedures/drg-stimulation/")
    drawing = page.locator(DEVICE)
    assert strange_colors(Camera(page).picture_of(drawing), "light") == {}
    assert parts_that_paint_nothing(page, drawing) == crowded_labels(drawing) == []

    empty = '<path class="art-bone" d=""/>'
    hidden = '<circle class="art-dev" cx="40" cy="200" r="4"/>'
    cover = '<circle class="art-cord" cx="40" cy="200" r="12"/>'
    for markup in (empty, hidden, cover, '<text class="art-t" x="206" y="40">Lies on another</text>'):
        drawing.evaluate(PLANT, markup)
    unseen = parts_that_paint_nothing(page, drawing)
    assert [name.split(":")[0] for name in unseen] == ["art-bone", "art-dev"], unseen
    assert set(crowded_labels(drawing)) == {"Lies on another", "Back"}

    drawing.evaluate(PLANT, '<rect x="10" y="300" width="14" height="14"/>')
    assert list(strange_colors(Camera(page).picture_of(drawing), "light")) == ["#000000"]
    drawing.evaluate(PLANT, '<rect x="10" y="300" width="14" height="14" fill="#8899aa"/>')
    assert list(strange_colors(Camera(page).picture_of(drawing), "light")) == ["#8899aa"]

    # No rule that finds its part through what is around it reaches into <use>: the part is black.
    page.goto(site.url + "/procedures/drg-stimulation/")
    drawing = page.locator(DEVICE)
    page.evaluate("""() => {
        for (const bone of document.querySelectorAll('#bone > *')) bone.setAttribute('class', 'planted');
        const style = new CSSStyleSheet();
        style.replaceSync('.art .planted { fill: var(--bone) }');
        document.adoptedStyleSheets.push(style);
    }""")
    assert list(strange_colors(Camera(page).picture_of(drawing), "light")) == ["#000000"]
    page.close()
