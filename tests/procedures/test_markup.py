"""Markdown, citations and glossary words: what comes out, and what never does."""

import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drez_site.foundation.markdown.citation_keys import cited_keys
from procedures.markup import DocumentRenderer, UnknownCitation
from procedures.models import GlossaryTerm, Publication
from procedures.templatetags.reading import folded

PAPERS = {
    key: Publication(pk=number, key=key)
    for number, key in enumerate(["Alpha2001", "Beta2002", "Web-Page"], 1)
}
LESION = GlossaryTerm(slug="lesion", term="Lesion", definition="A damaged spot.", forms=["lesions"])
CORD = GlossaryTerm(slug="cord", term="Cord", definition="A cable & more.", forms=[])


def page(*terms):
    return DocumentRenderer(PAPERS, terms)


def test_paragraphs_lists_and_emphasis():
    html = page().render("One **bold** word.\n\n- first\n- second")
    assert html == "<p>One <strong>bold</strong> word.</p>\n<ul>\n<li>first</li>\n<li>second</li>\n</ul>\n"


@pytest.mark.parametrize(
    ("written", "tag"), [("# A", "h3"), ("## A", "h3"), ("### A", "h3"), ("#### A", "h4")]
)
def test_headings_stand_below_the_pages_own(written, tag):
    assert page().render(written) == f"<{tag}>A</{tag}>\n"


@pytest.mark.parametrize(
    ("written", "inside"), [("> #### A", "blockquote"), ("- ### A", "li"), ("> - #### A", "blockquote")]
)
def test_in_a_quotation_or_a_list_nothing_begins_that_is_folded(written, inside):
    """A fold that began there would end outside of it."""
    html = page().render(f"#### First\n\nOne.\n\n{written}\n\nTwo.")
    assert "<strong>A</strong>" in html and html.count("<h") == 1
    (fold,) = re.findall(r"<details.*?</details>", folded(html, folds=True), re.DOTALL)
    assert fold.count(f"<{inside}>") == fold.count(f"</{inside}>") == 1


def test_sources_are_numbered_as_they_are_first_cited():
    one = page()
    first = one.render("Later paper.[@Beta2002]")
    second = one.render("Both.[@Alpha2001; @Beta2002]")
    assert [reference.publication.key for reference in one.references] == ["Beta2002", "Alpha2001"]
    assert 'href="/evidence/Beta2002/" aria-label="Reference 1">1<' in first
    assert 'href="/evidence/Alpha2001/" aria-label="Reference 2">2<' in second
    assert 'href="/evidence/Beta2002/" aria-label="Reference 1">1<' in second, (
        "the way back leads to the first"
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Constant pain.[@Alpha2001] 7 of 44 had surgery.", "Constant pain.[1] 7 of 44 had surgery."),
        ("It fades.[@Alpha2001; @Beta2002] 2 of 19.", "It fades.[1, 2] 2 of 19."),
        ("It fades.[@Alpha2001][@Beta2002] 2 of 19.", "It fades.[1][2] 2 of 19."),
        ("In 2019[@Alpha2001]", "In 2019[1]"),
    ],
)
def test_no_two_numbers_read_as_one(written, read):
    """A source's number, the next source's, and the number that begins the next sentence."""
    assert re.sub("<[^>]*>|\u2060", "", page().render_inline(written)) == read


def test_a_citation_stands_right_behind_its_sentence():
    html = page().render("It fades.  [@Alpha2001] Ask [us](/contact/) [not @ this].")
    assert html.startswith('<p>It fades.<sup class="cite">\u2060['), "joined: no line begins with a bracket"
    assert "</sup> Ask <a" in html and "</a> [not @ this]." in html


def test_an_unknown_source_is_an_error():
    with pytest.raises(UnknownCitation, match="Nobody1999"):
        page().render("Claim.[@Nobody1999]")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("[@Alpha2001]", ["Alpha2001"]),
        ("[@Alpha2001;@Beta2002] and [@Alpha2001]", ["Alpha2001", "Beta2002", "Alpha2001"]),
        ("[@Web-Page]", ["Web-Page"]),
        ("[Alpha2001] me@example.org [@] [@a b]", []),
    ],
)
def test_keys_cited(text, keys):
    assert cited_keys(text) == keys


def test_a_word_is_explained_once_where_it_first_stands():
    one = page(LESION, CORD)
    first = one.render("### Lesion\n\nTiny lesions in the cord. More lesions.")
    assert first.startswith("<h3>Lesion</h3>"), "never inside a heading"
    assert first.count("<dfn>") == 2
    assert '<button type="button" class="term" popovertarget="term-lesion">lesions</button>' in first
    assert "A cable" not in first, "the sentence reads whole, in a reader view too"
    assert [term.slug for term in one.explained] == ["lesion", "cord"]
    assert "<dfn>" not in one.render("Lesions again, and the cord.")


def test_a_word_is_not_explained_inside_a_link_or_another_word():
    html = page(LESION, CORD).render("[lesion](/glossary/) and discord")
    assert "<dfn>" not in html


def every_letter_of_two_cases() -> str:
    """What folds into something else, or is the other case of something."""
    letters = map(chr, range(sys.maxunicode + 1))
    return "".join(
        letter for letter in letters if {letter.casefold(), letter.upper(), letter.lower()} != {letter}
    )


def test_no_letter_that_changes_with_its_case_breaks_a_page():
    """The pattern finds ſ for s and K for k; whatever it finds has to be known."""
    terms = [
        GlossaryTerm(slug=f"t{number}", term=letter, definition="x", forms=[])
        for number, letter in enumerate("abcdefghijklmnopqrstuvwxyzµåßiıſσς")
    ]
    letters = every_letter_of_two_cases()
    assert "ſ" in letters and "İ" in letters and "\u212a" in letters
    for at in range(0, len(letters), 200):
        page(*terms).render(" ".join(letters[at : at + 200]))
    assert "<dfn>" in page(LESION).render("A le\u017fion is small.")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2019. In that year we moved.", "<p>2019. In that year we moved.</p>\n"),
        ("Before.\n\n3) Alone", "<p>Before.</p>\n<p>3) Alone</p>\n"),
        ("1. one\n2. two", "<ol>\n<li>one</li>\n<li>two</li>\n</ol>\n"),
        ("- one", "<ul>\n<li>one</li>\n</ul>\n"),
        ("3. x\n   1. y\n   2. z", "<p>3. x</p>\n<ol>\n<li>y</li>\n<li>z</li>\n</ol>\n"),
    ],
)
def test_a_sentence_that_begins_with_a_number_is_no_list(written, read):
    assert page().render(written) == read


def test_the_longest_form_wins():
    ganglion = GlossaryTerm(slug="ganglion", term="Ganglion", definition="x", forms=[])
    root = GlossaryTerm(slug="drg", term="Dorsal root ganglion", definition="y", forms=[])
    assert 'popovertarget="term-drg"' in page(ganglion, root).render("The dorsal root ganglion.")


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "![x](https://evil.example/pixel.gif)",
    "<javascript:alert(1)>",
    '[x](https://a.example "onmouseover=alert(1)")',
    '[a](https://b.example/"onclick="alert(1))',
    "<a href='https://x.example' onclick='alert(1)'>x</a>",
    "<iframe src=https://evil.example></iframe>",
    "<style>*{display:none}</style>",
    "[x]: javascript:alert(1)\n\n[x]",
    "`<script>`",
    '<p style="position:fixed">x</p>',
    "<button formaction=javascript:alert(1)>x</button>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    """Parse what came out as a browser would, and look at elements and attributes rather than at letters."""
    import html5lib

    tree = html5lib.parseFragment(page().render(text), namespaceHTMLElements=False)
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    assert not {e.tag for e in elements} & {"script", "img", "svg", "iframe", "style", "button", "form"}
    for element in elements:
        for name, value in element.attrib.items():
            assert not name.startswith("on") and name not in ("style", "srcset", "formaction")
            assert not value.strip().lower().startswith(("javascript:", "data:", "vbscript:"))


@settings(deadline=None)  # how long it takes says how busy the machine is
@given(st.text(max_size=300))
def test_no_text_breaks_the_renderer(text):
    try:
        html = page(LESION, CORD).render(text)
    except UnknownCitation:
        return
    assert "<script" not in html.lower()
