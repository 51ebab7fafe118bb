"""A part of a page looks the same on every page: its rules stand in the file that its page loads."""

import re
from pathlib import Path

import pytest

STYLES = Path(__file__).resolve().parents[1] / "static/css"
ELEMENT = re.compile(r"\.([a-z][a-z0-9-]*)__([a-z][a-z0-9]*(?:-[a-z0-9]+)*)")
# Whatever stands around it: a selector that begins with the element, and not with a modifier of it.
ALONE = re.compile(rf"(?:^|[{{}},])\s*{ELEMENT.pattern}(?![\w-])", re.MULTILINE)
BLOCK = re.compile(r"\.([a-z][a-z0-9-]*)(?![\w-])")
IN_PARENTHESES = re.compile(r"\([^()]*\)")


def trouble(sources: dict[str, str]) -> list[str]:
    """What one page alone would style; a page may only change an element under a name that says so."""
    found = []
    for block in sorted({block for css in sources.values() for block, _element in ELEMENT.findall(css)}):
        inside = {
            name: {element for of, element in ELEMENT.findall(css) if of == block}
            for name, css in sources.items()
        }
        alone = {
            name
            for name, css in sources.items()
            if block in {of for of, _element in ALONE.findall(IN_PARENTHESES.sub("", css))}
        }
        own = {name for name, css in sources.items() if block in BLOCK.findall(css)}
        if len(alone) != 1 or (own and not alone <= own):
            found.append(f"{block} is styled in {sorted(alone)}")
        else:
            (file,) = alone
            found += [
                f"{block}__{element} is not in {file}"
                for element in sorted(set().union(*inside.values()) - inside[file])
            ]
    return found


def test_what_is_inside_a_block_is_styled_where_the_block_is():
    """`.doc__why` in the file of the search alone was squeezed on every other page with a `.doc`."""
    sources = {path.name: path.read_text() for path in STYLES.glob("*.css")}
    assert trouble(sources) == []
    assert len({block for css in sources.values() for block, _element in ELEMENT.findall(css)}) > 20


SITE = ".doc { color: red; }\n.doc__who { color: blue; }\n.doc__side { top: 0; }"


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        (".doc__why { color: red; }", "doc is styled in ['find.css', 'site.css']"),
        ("@media print { .doc__who { color: red; } }", "doc is styled in ['find.css', 'site.css']"),
        (".other, .doc__who { color: red; }", "doc is styled in ['find.css', 'site.css']"),
        (".results .doc__why { color: red; }", "doc__why is not in site.css"),
        (".other__what { color: red; } .other { top: 0; }", None),
        (".doc--asked .doc__who { color: red; }", None),
        (".doc__side--narrow { display: none; }", None),
    ],
)
def test_a_page_changes_a_part_only_under_a_name_that_says_so(page, fault):
    assert trouble({"site.css": SITE, "find.css": page}) == ([fault] if fault else [])
