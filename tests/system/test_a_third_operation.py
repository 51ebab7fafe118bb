"""A third operation, and then seven: rows and a folder of drawings, and no line of code."""

import re
import shutil
from contextlib import contextmanager
from html import unescape

import pytest

from procedures.content_files import CONTENT
from tests.kit.axe import violations
from tests.kit.turns import in_turn

from .conftest import demonstration, fetch
from .public_pages import EXAMPLES, in_every_language

# name, color, look
OTHERS = [
    ("Sample operation", "teal", "sample"),
    ("Peripheral nerve sample surgery", "rust", ""),
    ("Spinal sample stimulation", "violet", "sample"),
    ("Sample infusion pump", "olive", ""),
    ("Motor cortex sample stimulation", "moss", ""),
]
LABEL = "Sample part"  # of the sample's drawing; nothing is printed of it until it is signed
WIDTHS = (390, 1280)
VIEWS = [(390, "light"), (1280, "dark"), (390, "dark"), (1280, "light")]
# Of another operation: the marks that only its drawings have.
DRAWINGS = {"strip": 'class="roots-dots"', "cord": 'id="cross-section-title"', "device": 'id="device-title"'}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# But for the tab of the contents, which draws a bar as wide as the page.
SPILLS = """() => [...document.querySelectorAll('a:not(.tab), button')].filter(e => e.checkVisibility()
    && getComputedStyle(e).display !== 'inline' && e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1)
    .map(e => e.outerHTML.slice(0, 90))"""


def slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def with_option(name, color, look) -> str:
    """The shipped comparison with one option more, told in the words of another."""
    text = (CONTENT / "en/comparison.toml").read_text()
    option = (
        f'kind = "sample"\nname = "{name}"\nprocedure = "{slug(name)}"\nlook = "{look}"\ncolor = "{color}"\n'
    )
    text = text.replace('[[options]]\nkind = "scs"', f'[[options]]\n{option}\n[[options]]\nkind = "scs"', 1)
    return re.sub(r'^drg = (".*")$', r"\g<0>\nsample = \1", text, flags=re.MULTILINE)


def add_operations(site, folder, operations):
    """Rows and signed articles, the words of one that we ship under another name."""
    (folder / "en").mkdir(parents=True)
    shutil.copy(CONTENT / "publications.toml", folder)
    rows = [
        f'[[procedures]]\nslug = "{slug(name)}"\nname = "{name}"\nlook = "{look}"\ncolor = "{color}"\n'
        f"position = {position}\n"
        for position, (name, color, look) in enumerate(operations, 3)
    ]
    (folder / "procedures.toml").write_text("\n".join(rows))
    words = (CONTENT / "en/drg-stimulation.toml").read_text()
    for name, _, _ in operations:
        text = words.replace('title = "DRG stimulation"', f'title = "{name}"', 1)
        (folder / "en" / f"{slug(name)}.toml").write_text(text)
    (folder / "en/comparison.toml").write_text(with_option(*operations[0]))
    label = f'\n[[phrases]]\nplace = "label in a drawing: {LABEL}"\ntext = "{LABEL}"\n'
    (folder / "en/site_words.toml").write_text((CONTENT / "en/site_words.toml").read_text() + label)
    load = f"from pathlib import Path; from procedures.content_files import load; load(Path({str(folder)!r}))"
    site.manage("shell", "-c", load)


@contextmanager
def with_operations(folder, databases, blocker, operations):
    with demonstration(folder, databases, blocker, "tests.system.third_operation_settings") as site:
        add_operations(site, folder / "content", operations)
        yield site


@pytest.fixture(scope="module")
def third(tmp_path_factory, django_db_setup, django_db_blocker):
    """The demonstration with an operation more, which is an option of the comparison too."""
    folder = tmp_path_factory.mktemp("third")
    with with_operations(folder, django_db_setup, django_db_blocker, OTHERS[:1]) as site:
        yield site


@pytest.fixture(scope="module")
def seven(tmp_path_factory, django_db_setup, django_db_blocker):
    folder = tmp_path_factory.mktemp("seven")
    with with_operations(folder, django_db_setup, django_db_blocker, OTHERS) as site:
        yield site


def addresses(site) -> list[str]:
    """Every page, and the third operation's own, in every language."""
    doctor = re.search(r'href="(/doctors/[a-z0-9-]+/)[?"]', fetch(site.url + "/doctors/?near=27710"))[1]
    location = re.search(r'href="(/locations/[a-z0-9-]+/)"', fetch(site.url + doctor))[1]
    marks = {"@doctor": doctor, "@location": location, "@report": f"{doctor}report/"}
    own = [marks.get(address, address) for kind in EXAMPLES.values() for address in kind]
    own = [address for address in own if not address.startswith("@")]
    own += ["/procedures/sample-operation/", "/procedures/sample-operation/?near=27710"]
    own += ["/doctors/?procedure=sample-operation", "/evidence/?procedure=sample-operation"]
    return in_every_language(own)


@pytest.mark.nightly
def test_every_page_holds_three_operations(browser, third):
    page = browser.new_page(viewport={"width": WIDTHS[0], "height": 844})
    faults, swept = [], 0
    page.on("console", lambda message: faults.append((page.url, message.text)))
    page.on("pageerror", lambda error: faults.append((page.url, str(error))))
    for address in addresses(third):
        assert page.goto(third.url + address).status == 200, address
        assert page.locator(".nav li").count() == 7, address
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            if page.evaluate(OVERFLOW) > 0:
                faults.append((address, width, "wider than the screen"))
            faults += [(address, width, "spills out", markup) for markup in page.evaluate(SPILLS)]
            swept += 1
    page.close()
    assert faults == []
    assert swept > 180


@pytest.mark.nightly
@pytest.mark.parametrize("turn", range(len(VIEWS)))
def test_pages_with_a_color_more_are_accessible(browser, third, turn):
    page = browser.new_page(reduced_motion="reduce")
    own = ["/", "/procedures/", "/procedures/sample-operation/", "/procedures/compare/"]
    found, swept = [], 0
    for number, address in enumerate(own):
        width, scheme = in_turn(VIEWS, number, turn)
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        page.goto(third.url + address)
        found += [(address, width, scheme, *broken) for broken in violations(page)]
        swept += 1
    page.close()
    assert found == []
    assert swept == len(own) == len(VIEWS)


def test_the_third_operation_shows_its_own_drawings_and_color(third):
    page = fetch(third.url + "/procedures/sample-operation/")
    assert 'class="is-teal"' in page and "phead__art" in page
    assert [name for name, mark in DRAWINGS.items() if mark in page] == []
    assert "/static/img/cards/site.en" in page
    ours = fetch(third.url + "/procedures/drez-lesioning/")
    assert [name for name, mark in DRAWINGS.items() if mark in ours] == ["strip", "cord"]


FILLS = """selector => [...document.querySelectorAll(selector)].map(e => getComputedStyle(e).fill)"""
COLOR_OF_A_TREATMENT = """() => {
    const probe = document.querySelector('article').appendChild(document.createElement('i'));
    probe.style.color = 'var(--tx)';
    return getComputedStyle(probe).color;
}"""


@pytest.mark.nightly
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_an_operation_treats_has_its_color_in_its_drawing(browser, third, scheme):
    page = browser.new_page(color_scheme=scheme)
    found = {}
    for operation in ("sample-operation", "drez-lesioning", "drg-stimulation"):
        page.goto(f"{third.url}/procedures/{operation}/")
        color = page.evaluate(COLOR_OF_A_TREATMENT)
        own = [
            fill
            for mark in ("own", "name--own")
            for fill in page.evaluate(FILLS, f".art-{mark}:not(.art-ghost)")
        ]
        assert set(own) == {color}, operation
        found[operation] = (color, len(own))
        if operation == "sample-operation":
            assert page.locator("text.art-name--own").text_content() == LABEL
    page.close()
    assert len({color for color, _number in found.values()}) == 3
    assert [number for _color, number in found.values()] == [2, 2, 6]


def test_no_page_says_how_many_operations_there_are(third):
    for path in in_every_language(["/", "/procedures/"]):
        page = fetch(third.url + path)
        frame = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
        assert not re.search(r"\b(?:both|the two|two operations|ambas|dos operaciones)\b", frame), path
        assert "Sample operation" in frame, path
    cards = re.findall(r'<li class="pcard is-(\w+)">', fetch(third.url + "/procedures/"))
    assert cards == ["plum", "blue", "teal"]


def test_it_is_an_option_of_the_comparison(third):
    """The page begins with the operations; a link beside the choice shows every option."""

    def heads(page: str) -> list[str]:
        return re.findall(r'<th scope="col" class="is-(\w+)">', page)

    page = fetch(third.url + "/procedures/compare/")
    assert heads(page) == ["plum", "blue", "teal"]
    every = unescape(re.search(r'<a href="([^"#]+)#grid">Show all options</a>', page)[1])
    assert heads(fetch(third.url + every)) == ["plum", "blue", "teal", "olive", "moss", "gray"]
    chosen = fetch(third.url + "/procedures/compare/?option=sample&option=nothing&show=chosen")
    assert heads(chosen) == ["teal", "gray"]


def test_a_filter_offers_only_what_a_listed_doctor_does(third):
    """A link that asks for another operation still works, and names it."""
    choices = r'<option value="([a-z-]+)"[^>]*>(?:DREZ|DRG|Sample)'
    assert re.findall(choices, fetch(third.url + "/doctors/")) == ["drez-lesioning", "drg-stimulation"]
    asked = fetch(third.url + "/doctors/?procedure=sample-operation")
    assert "sample-operation" in re.findall(choices, asked)


@pytest.mark.nightly
def test_the_links_of_seven_operations_fit(browser, seven):
    """On a phone, on a desk, and with letters of 24 pixels; each link is seen whole."""
    faults, swept = [], 0
    pages = in_every_language(["/", f"/procedures/{slug(OTHERS[1][0])}/"])
    views = ((320, 16), (390, 16), (1280, 16), (1440, 16), (390, 24), (1280, 24))
    for width, letters in views:
        page = browser.new_page(viewport={"width": width, "height": 844})
        sizes = {"fontSizes": {"standard": letters}}
        page.context.new_cdp_session(page).send("Page.setFontSizes", sizes)
        for address in pages:
            page.goto(seven.url + address)
            assert page.locator(".nav li").count() == 11, address
            if page.evaluate(OVERFLOW) > 0:
                faults.append((width, letters, address, "wider than the screen"))
            faults += [(width, letters, address, markup) for markup in page.evaluate(SPILLS)]
            boxes = [link.bounding_box() for link in page.locator(".nav a").all()]
            faults += [(width, letters, address, box) for box in boxes if box["x"] < 0 or box["height"] < 44]
            swept += len(boxes)
        page.close()
    assert faults == []
    assert swept == len(views) * len(pages) * 11
