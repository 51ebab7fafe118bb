"""The text box at work, as somebody writes: tools, what is pasted, the page beside it, and moved parts."""

import re

import pytest
from playwright.sync_api import expect

from drez_site.foundation.roles import Role
from tests.kit.browsers import follow, people_at
from tests.kit.staff_in_browser import new_colleagues

WORD = """<html xmlns:w="urn:schemas-microsoft-com:office:word"><head><style>p.Mso{margin:0}</style></head>
<body><!--StartFragment--><p class=MsoNormal>Bring <b>your list</b> of medicines<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span>pills</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span>a <a href="https://example.org/x">pump</a></p>
<!--EndFragment--></body></html>"""
PASTE = """async (box, {html, picture}) => {
    const copied = new DataTransfer();
    if (html) {
        copied.setData("text/html", html);
        copied.setData("text/plain", "as plain text");
    }
    if (picture) {
        const canvas = Object.assign(document.createElement("canvas"), {width: 400, height: 300});
        const blob = await new Promise(done => canvas.toBlob(done, "image/png"));
        copied.items.add(new File([blob], "image.png", {type: "image/png"}));
    }
    box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: copied, bubbles: true, cancelable: true}));
}"""


@pytest.fixture(scope="module")
def desk(browser, site):
    """An author's browser, one for all: each test begins at a part as it is saved."""
    author = new_colleagues(site, wanda_words=Role.AUTHOR)["wanda_words"]
    with people_at(site.url, browser) as people:
        page = people.come(storage_state=author.cookies, timezone_id="America/New_York")
        page.on("dialog", lambda asked: asked.accept())
        yield page


@pytest.fixture
def outline(desk) -> str:
    """The address of an article's outline."""
    desk.goto("/admin/procedures/document/?kind__exact=article&language__exact=en")
    follow(desk, desk.locator("#result_list tbody th a").first)
    return desk.url


@pytest.fixture
def box(desk, outline):
    """The text of a section, empty. What is typed there is saved only by a test that says so."""
    follow(desk, desk.locator(".outline a[href*='/part/sections/']").first)
    box = desk.locator(".text-box textarea").first
    box.fill("")
    return box


def press(desk, tool):
    desk.get_by_role("toolbar").get_by_role("button", name=tool, exact=True).click()


def choose(desk, tool, words) -> str:
    """Open a tool's search, look for words, and take the first that is found; its name."""
    press(desk, tool)
    search = desk.get_by_role("searchbox", name="Search")
    search.wait_for()
    offered_before = desk.locator(".chooser__found > *").first.element_handle()
    search.fill(words)
    offered_before.wait_for_element_state("hidden")
    found = desk.locator(".chooser__found button").filter(has_text=words).first
    name = found.locator("b").inner_text()
    found.click()
    return name


def test_each_tool_writes_what_it_says(desk, box):
    box.fill("strong")
    box.select_text()
    press(desk, "Bold")
    assert box.input_value() == "**strong**"
    box.fill("one\ntwo")
    box.select_text()
    press(desk, "List")
    assert box.input_value() == "- one\n- two"
    box.fill("")
    choose(desk, "Link", "Evidence we use")
    assert box.input_value() == "[Evidence we use](/evidence/)"
    box.fill("Four of 14.")
    choose(desk, "Citation", "2017")
    choose(desk, "Citation", "2019")
    assert re.fullmatch(r"Four of 14\.\[@\w+2017\w*; @\w+2019\w*\]", box.input_value())
    box.fill("")
    assert choose(desk, "Glossary word", "nerve") == box.input_value() != ""


def test_a_paste_from_word_becomes_clean_markdown(desk, box):
    box.evaluate(PASTE, {"html": WORD})
    expect(box).to_have_value(
        "Bring **your list** of medicines\n\n- pills\n- a [pump](https://example.org/x)"
    )


def test_a_dead_link_is_refused_with_what_to_do_and_nothing_is_lost(desk, box):
    words = "See [this page](/procedures/nope/)."
    box.fill(words)
    with desk.expect_navigation():
        box.press("Control+s")
    said = "This site has no page “/procedures/nope/”. Choose one with “Link”."
    assert said in desk.locator(".errorlist").first.inner_text()
    assert desk.locator(".text-box textarea").first.input_value() == words


def test_the_page_beside_shows_what_is_typed(desk, box):
    box.fill("Words of **this** moment.")
    beside = desk.frame_locator("iframe")
    expect(beside.get_by_text("Words of this moment.")).to_be_visible()
    assert beside.locator("strong", has_text="this").count() == 1


def test_a_pasted_picture_asks_what_it_shows_and_stands_in_the_text(desk, box):
    box.evaluate(PASTE, {"picture": True})
    desk.get_by_label("What it shows").fill("A gray field.")
    desk.get_by_label("Who made it").fill("Photo: our clinic, 2026")
    desk.get_by_role("button", name="Put it into the text").click()
    expect(box).to_have_value(
        re.compile(r'^\s*!\[A gray field\.\]\(/pictures/[0-9a-f]+/\d+x\d+\.webp "Photo: ')
    )


def test_parts_are_moved_by_dragging_and_back_by_a_button(desk, outline):
    lines = desk.locator("[data-movable] li[id^=sections]")
    first, second = (lines.nth(number).get_attribute("id") for number in range(2))
    with desk.expect_navigation():
        lines.nth(0).drag_to(lines.nth(1))
    assert [lines.nth(number).get_attribute("id") for number in range(2)] == [second, first]
    follow(desk, lines.nth(1).get_by_role("button", name="Move up"))
    assert [lines.nth(number).get_attribute("id") for number in range(2)] == [first, second]
