"""What readers ask of their device is kept: forced colors, contrast, stillness, spacing, zoom, paper."""

import io

import pypdf
import pytest

from tests.kit.axe import AXE, violations
from tests.kit.turns import in_turn, part_of_today, turns

from .pictures import crowded_labels
from .public_pages import PREFIXES

KINDS = [
    "/",
    "/procedures/",
    "/procedures/drg-stimulation/",
    "/glossary/",
    "/contact/",
    "/how-we-make-content/",
    "/doctors/?near=27710",
    "/doctors/?near=59718&procedure=drez-lesioning&within=25",
    "/doctors/?near=Springfield",
    "/doctors/?near=nowhere+at+all",
    "@doctor",
    "@location",
]

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

# Text that its own box hides: cut off by `overflow`, and not on purpose for screen readers only.
CLIPPED = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(e => {
    const style = getComputedStyle(e);
    return e.childNodes.length && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
        && (style.overflowX !== 'visible' || style.overflowY !== 'visible') && !e.closest('.vh, svg')
        && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
}).map(e => e.outerHTML.slice(0, 90))"""


@pytest.fixture(scope="session")
def kinds(addresses):
    """One address of each kind of page, with a doctor and a place that exist."""
    real = {
        "@doctor": next(a for a in addresses if a.startswith("/doctors/") and "?" not in a and len(a) > 9),
        "@location": next(a for a in addresses if a.startswith("/locations/")),
    }
    return [real.get(kind, kind) for kind in KINDS]


@pytest.fixture
def in_part(kinds, nightly):
    """`in_part(0)` is a quarter of the kinds, `in_part(1)` another, by day in turn; at night each is all."""
    return lambda half: kinds if nightly else part_of_today(kinds[half::2], 2, nightly)


@pytest.fixture
def reader(browser, site):
    """Open a page for a reader with these settings: `reader(forced_colors="active")`."""
    contexts = []

    def open_page(**settings):
        contexts.append(browser.new_context(base_url=site.url, **settings))
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()


def test_filled_parts_keep_an_edge_in_forced_colors(reader, in_part, nightly):
    page = reader(forced_colors="active")
    edgeless = """selector => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility()
        && /^(0px|.* none)/.test(getComputedStyle(e).borderTop)).map(e => e.outerHTML.slice(0, 90))"""
    seen = 0
    for address in in_part(0):
        page.goto(address)
        seen += page.locator(".button, .tag, .pill, .chip, .callout").count()
        assert page.evaluate(edgeless, ".button, .tag, .pill, .chip") == [], address
        assert not page.locator(".hero__art, .phead__art").locator("visible=true").count(), address
    assert seen > (60 if nightly else 4)


def test_what_happened_differs_from_what_did_not_in_forced_colors(reader):
    page = reader(forced_colors="active")
    page.goto("/procedures/drg-stimulation/")
    fill = "name => getComputedStyle(document.querySelector(`#${name} > *`)).fill"
    on, harm, off = (page.evaluate(fill, name) for name in ("p-on", "p-harm", "p-off"))
    assert on != off and harm != off


def test_the_links_of_the_hero_can_be_pressed_in_forced_colors(reader):
    page = reader(forced_colors="active", viewport={"width": 390, "height": 900})
    page.goto("/")
    page.locator(".hero a").last.click(trial=True, timeout=3_000)


def test_focus_is_seen_in_forced_colors(reader, in_part):
    page = reader(forced_colors="active")
    for address in in_part(1):
        page.goto(address)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(s => [s.outlineStyle, parseFloat(s.outlineWidth)])(getComputedStyle(document.activeElement))"
        )
        assert style[0] == "solid" and style[1] >= 2, address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_soft_ink_hardens_for_more_contrast(reader, scheme):
    def hints(**settings):
        page = reader(color_scheme=scheme, **settings)
        page.goto("/doctors/")
        return page.evaluate(
            "['.hint', 'p', '.doc'].map(q => document.querySelector(`main ${q}`)).map(e =>"
            " [getComputedStyle(e).color, getComputedStyle(e).borderTopColor])"
        )

    soft, hard = hints(contrast="no-preference"), hints(contrast="more")
    assert soft[0][0] != soft[1][0], "hints are softer than text"
    assert hard[0][0] == hard[1][0] == soft[1][0], "hints become as strong as text"
    assert hard[2][1] != soft[2][1], "hairlines harden"


def test_nothing_moves_for_who_asked_for_stillness(reader, in_part):
    moving = """() => [...document.querySelectorAll('*')]
        .flatMap(e => [null, '::before', '::after'].map(pseudo => getComputedStyle(e, pseudo)))
        .filter(s => /[1-9]/.test(s.transitionDuration) || s.animationName !== 'none').length"""
    usual, still = reader(reduced_motion="no-preference"), reader(reduced_motion="reduce")
    usual.goto("/")
    assert usual.evaluate(moving) > 0
    for address in in_part(0):
        still.goto(address)
        assert still.evaluate(moving) == 0, address


def test_wider_text_spacing_loses_nothing(reader, in_part):
    """WCAG 1.4.12: line height 1.5, paragraphs 2, letters 0.12, words 0.16."""
    page = reader(viewport={"width": 320, "height": 800}, bypass_csp=True)
    swept = 0
    for address in in_part(1):
        page.goto(address)
        page.add_style_tag(
            content="* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
            " word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }"
        )
        assert page.evaluate(SIDEWAYS) <= 0, address
        assert page.evaluate(CLIPPED) == [], address
        swept += 1
    assert swept == len(in_part(1)) >= 3


def test_four_times_the_size(reader, in_part):
    """A window of 1280 by 1024 at 400 %: one column, nothing sideways, nothing that stays over the text."""
    page = reader(viewport={"width": 320, "height": 256}, device_scale_factor=4)
    stuck = """() => [...document.querySelectorAll('body *')].filter(e => e.checkVisibility()
        && ['fixed', 'sticky'].includes(getComputedStyle(e).position)).map(e => e.outerHTML.slice(0, 90))"""
    swept = 0
    for address in in_part(0):
        page.goto(address)
        assert page.evaluate(SIDEWAYS) <= 0, address
        assert page.evaluate(stuck) == [], address
        swept += 1
    assert swept == len(in_part(0)) >= 3


def test_every_control_speaks_in_the_sites_letters(reader, kinds):
    """Below 16 px an iPhone zooms into a field as soon as somebody types."""
    strange = """() => [...document.querySelectorAll('input, select, textarea, button')]
        .filter(e => e.checkVisibility()).map(e => [e.outerHTML.slice(0, 90), getComputedStyle(e)])
        .filter(([, s]) => parseFloat(s.fontSize) < 16 || !s.fontFamily.startsWith('"Atkinson'))
        .map(([html, s]) => [html, s.fontSize, s.fontFamily])"""
    page = reader(viewport={"width": 390, "height": 844})
    doctor = next(address for address in kinds if address.startswith("/doctors/") and "?" not in address)
    seen = 0
    for address in [*kinds, f"{doctor}report/", "/evidence/", "/evidence/Deer2017/", "/procedures/compare/"]:
        page.goto(address)
        assert page.evaluate(strange) == [], address
        seen += page.locator("textarea:visible, select:visible").count()
    assert seen >= 3


def test_no_line_ends_inside_a_number_on_a_button(reader):
    page = reader(viewport={"width": 390, "height": 844}, bypass_csp=True)
    lines = """() => [...document.querySelectorAll('.button[href^="tel:"]')].map(button => {
        const text = [...button.childNodes].find(node => /\\d/.test(node.data ?? '')), range = new Range();
        range.setStart(text, text.data.search(/[(]/)); range.setEnd(text, text.data.search(/\\d\\s*$/) + 1);
        return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size;
    })"""
    for size in (17, 26, 34):
        page.goto("/procedures/drez-lesioning/")
        page.add_style_tag(content=f"html {{ font-size: {size}px !important; }}")
        found = page.evaluate(lines)
        assert len(found) >= 3 and set(found) == {1}, size


@pytest.mark.parametrize(
    ("size", "width", "least"),
    [(16, 320, 12), pytest.param(16, 390, 12, marks=pytest.mark.nightly), (24, 390, 14)],
)
def test_labels_of_drawings_are_read_on_a_phone(reader, size, width, least):
    page = reader(viewport={"width": width, "height": 844}, bypass_csp=True)
    seen = 0
    for address in ("/procedures/drez-lesioning/", "/es/procedures/drg-stimulation/"):
        page.goto(address)
        page.add_style_tag(content=f"html {{ font-size: {size / 16 * 106.25}% !important; }}")
        page.evaluate("document.fonts.ready")
        heights = page.evaluate(
            "[...document.querySelectorAll('.art text')].map(e => [e.textContent.trim(),"
            " parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a])"
        )
        assert [label for label in heights if label[1] < least] == []
        assert [label for drawing in page.locator(".art").all() for label in crowded_labels(drawing)] == []
        seen += len(heights)
    assert seen > 40


# Paper.


def sheets(page) -> list[str]:
    return [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf(format="Letter"))).pages]


PRINTED = ["/procedures/drez-lesioning/", "/es/procedures/drg-stimulation/", "/glossary/"]


def on_one_line(text):
    return " ".join(text.split())


def test_every_sheet_says_which_edition_it_is(reader, nightly):
    """By day of one of these, tomorrow of the next."""
    swept = 0
    for address in part_of_today(PRINTED, len(PRINTED), nightly):
        page = reader()
        page.goto(address)
        printed = sheets(page)
        line = "escrita el" if "/es/" in address else "written on"
        assert len(printed) > 2
        assert [number for number, text in enumerate(printed) if line not in text] == []
        assert "Edition 1" in printed[1] or "Edición 1" in printed[1]
        assert [text for text in map(on_one_line, printed) if "(919) 555-0134" not in text] == []
        swept += 1
    assert swept == (len(PRINTED) if nightly else 1)


def test_an_article_on_paper_is_a_handout(reader):
    page = reader()
    page.goto("/procedures/drez-lesioning/")
    links = page.locator(".refs a[href^='https://doi.org/']")
    doi = links.first.get_attribute("href")
    page.emulate_media(media="print")
    for gone in (".nav", ".lang", ".toc", ".crumbs", ".nextbar", ".foot__cols", "form.find", ".skip"):
        assert not page.locator(gone).locator("visible=true").count(), gone
    assert page.locator(".qr svg").is_visible()
    printed = " ".join("".join(sheets(page)).split())
    assert doi.split("/")[-1] in printed.replace(" ", "")
    for kept in ("911", "988", "(919) 555-0134", "Questions to ask"):
        assert kept in printed, kept
    page.goto("/procedures/drez-lesioning/?sheet=questions")
    boxes = page.locator(".asks li")
    assert boxes.count() >= 5
    for height in boxes.evaluate_all("boxes => boxes.map(b => b.getBoundingClientRect().height)"):
        assert height > 70, "room to write an answer"


def test_the_style_guide_is_accessible_too(reader, nightly):
    # Parts of the page's frame stand there twice: once in use, once as an example.
    options = AXE | {"rules": {"landmark-unique": {"enabled": False}}}
    for scheme in part_of_today(("light", "dark"), 2, nightly):
        page = reader(color_scheme=scheme)
        page.goto("/styleguide/")
        assert violations(page, options) == []


# A form's field, button or line that goes beyond the box of its form.
LEAVES_ITS_FORM = """() => [...document.querySelectorAll('form')].flatMap(form => {
    const box = form.getBoundingClientRect();
    return [...form.querySelectorAll('input:not([type=hidden]), select, button, p, label')].filter(e =>
        e.checkVisibility() && !e.closest('.vh') && e.getBoundingClientRect().right > box.right + 1);
}).map(e => e.outerHTML.slice(0, 90))"""


# 13 widths from 320 to 1280, each page at 2 or 3 by day: at 80 pixels beside those of the page before.
# By day a quarter of the pages in English, and one in Spanish; two days take all of them, at all widths.
WIDTHS = [range(first, 1300, 400) for first in range(320, 720, 80)]


@pytest.mark.parametrize("turn", turns(WIDTHS))
@pytest.mark.parametrize("language", PREFIXES.values())
def test_nothing_is_wider_than_its_screen_between_a_phone_and_a_desk(
    reader, kinds, in_part, nightly, language, turn
):
    page = reader(viewport={"width": 320, "height": 844})
    faults, swept = [], set()
    chosen = in_part(list(PREFIXES.values()).index(language) % 2)
    for address in chosen:
        page.goto(language + address)
        for width in in_turn(WIDTHS, kinds.index(address), turn):
            page.set_viewport_size({"width": width, "height": 844})
            faults += [(address, width, over)] if (over := page.evaluate(SIDEWAYS)) > 0 else []
            faults += [(address, width, markup) for markup in page.evaluate(LEAVES_ITS_FORM)]
            swept.add((address, width))
    assert faults == []
    if nightly:
        assert {width for _, width in swept} == set(range(320, 1300, 80))
    assert len(swept) >= 2 * len(chosen) >= 6


@pytest.mark.parametrize("width", [320, pytest.param(390, marks=pytest.mark.nightly)])
def test_nothing_is_wider_than_its_screen_with_large_letters(reader, in_part, width):
    """Letters of 24 pixels, as set in the browser."""
    page = reader(viewport={"width": width, "height": 844})
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 24}})
    faults, swept = [], 0
    more = ["/evidence/Deer2017/", "/procedures/compare/", "/procedures/drez-lesioning/", "/es/"]
    for address in [*in_part(1), *more]:
        page.goto(address)
        faults += [(address, over)] if (over := page.evaluate(SIDEWAYS)) > 0 else []
        swept += 1
    assert faults == []
    assert swept == len(in_part(1)) + len(more) >= 7
