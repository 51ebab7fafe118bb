"""What axe is asked by day: one text of each look; at night every text, with the same answer."""

import pytest

from tests.kit import axe

FAINT = "color: #aaa"
PAGE = """<!doctype html><html lang="en"><title>A page</title>
<style>p, span, a, input, h1 {{ color: #111 }}</style>
<main><h1>A page</h1><p>Plain words.</p><p>As plain.</p>{}</main>"""


@pytest.fixture(params=[False, True], ids=["by day", "at night"], autouse=True)
def measures_every_text(request, monkeypatch):
    monkeypatch.setattr(axe, "measures_every_text", request.param)
    return request.param


@pytest.mark.parametrize(
    "fault",
    [
        f'<p style="{FAINT}">Faint words.</p>',
        f'<p>Plain words, <span style="{FAINT}">and faint ones</span>.</p>',
        '<div style="background: #222"><p>Plain words on something dark.</p></div>',
        '<div style="opacity: 0.3"><p>Plain words behind a veil.</p></div>',
        f'<label>A name <input style="{FAINT}" value="faint"></label>',
        f'<p hidden style="{FAINT}">Unseen.</p><p style="{FAINT}">Seen.</p>',
    ],
)
def test_faint_words_are_seen(page, fault):
    page.set_content(PAGE.format(fault))
    assert [rule for rule, _ in axe.violations(page)] == ["color-contrast"]


def test_a_link_that_only_its_color_tells_from_words_is_seen(page):
    page.set_content(
        PAGE.format('<p>Words and <a href="#x" style="color: #333; text-decoration: none">a link</a>.</p>')
    )
    assert [rule for rule, _ in axe.violations(page)] == ["link-in-text-block"]


def test_what_has_nothing_to_do_with_color_is_seen(page):
    page.set_content(PAGE.format('<img src="data:,"><input>'))
    assert {rule for rule, _ in axe.violations(page)} == {"image-alt", "label"}


def test_a_page_without_a_fault(page):
    page.set_content(PAGE.format(""))
    assert axe.violations(page) == []


def test_faint_words_of_one_look_are_one_finding_by_day_and_all_at_night(page, measures_every_text):
    page.set_content(PAGE.format(f'<p style="{FAINT}">Faint.</p>' * 3))
    ((rule, places),) = axe.violations(page)
    assert rule == "color-contrast"
    assert len(places) == (3 if measures_every_text else 1)
