"""Reading costs little: what a first visit to the longest page weighs, compressed as servers send it."""

import re
from pathlib import Path

import brotli
import pytest

from drez_site.delivery.compression import without_waste
from drez_site.delivery.static_files import minified, uncommented
from procedures.catalogue import Catalogue

STATIC = Path(__file__).resolve().parents[2] / "static"


def compressed(content: bytes) -> int:
    return len(brotli.compress(content))


def files(pattern: str) -> int:
    paths = sorted(STATIC.glob(pattern))
    assert paths
    return sum(compressed(uncommented(path.read_text()).encode()) for path in paths)


# woff2 is compressed already. The other file holds letters that few pages have.
FONT = (STATIC / "fonts/atkinson-next.woff2").stat().st_size


# A page loads the site's style, and at most one more file for its own kind.
STYLE = STATIC / "css/site.css"
# Staff pages load Django's styles instead of it.
MORE_STYLE = sorted(set(STATIC.glob("css/*.css")) - {STYLE, STATIC / "css/admin.css"})


@pytest.mark.parametrize("more", MORE_STYLE, ids=lambda path: path.name)
def test_style(more):
    """As it is served, without comments: the words that explain a rule cost readers nothing."""
    assert sum(compressed(minified(path.read_text()).encode()) for path in (STYLE, more)) <= 9_000


@pytest.mark.parametrize("path", [STYLE, *MORE_STYLE], ids=lambda path: path.name)
def test_minified_rules_still_mean_what_is_inside(path):
    """“.foot :focus-visible” is a link in the foot; “.foot:focus-visible” would be the foot."""
    source = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    inside = re.compile(r"[\w\])] (?:\*)?:(?:is|not|has|hover|focus|focus-visible|target|first-child)\b")
    assert len(inside.findall(minified(source))) == len(inside.findall(source))
    assert minified("@media print{.a .b{c:d}.a :is(th, td){c:d}}").count("*:is(th,td)") == 1


def test_scripts_lose_their_comments_and_nothing_else():
    assert uncommented('// Why.\nif (a) {\n  b("https://c"); // so\n}\n') == 'if (a) {\nb("https://c");\n}\n'
    for path in STATIC.glob("js/*.js"):
        source = path.read_text()
        statements = uncommented(source)
        assert len(statements) < len(source)
        assert " // " not in statements and not re.search(r"^\s*//", statements, re.MULTILINE), path.name
        assert statements.count("`") == source.count("`") and statements.count("{") == source.count("{"), (
            path.name
        )


def test_script():
    assert files("js/*.js") <= 6_000


def test_font():
    assert FONT <= sum(path.stat().st_size for path in STATIC.glob("fonts/*.woff2")) <= 20_000


@pytest.mark.parametrize("query", ["", "?near=27710"])
@pytest.mark.parametrize("name", ["drez-lesioning", "drg-stimulation"])
@pytest.mark.parametrize("language", ["", "/es"])
def test_an_article_with_all_it_loads(client, loaded, language, name, query):
    """Spanish says the same in more letters; with a place, which readers give, doctors are there, too."""
    page = client.get(f"{language}/procedures/{name}/{query}").content
    html = compressed(without_waste(page))
    assert html <= 19_800
    style = sum(
        compressed(minified(path.read_text()).encode()) for path in (STYLE, STATIC / "css/article.css")
    )
    script = files("js/site.js") + files("js/remember.js")  # find.js waits until somebody presses
    assert html + style + script + FONT <= 40_000


@pytest.mark.parametrize("path", ["/procedures/compare/", "/evidence/findings/"])
def test_a_table_with_all_it_loads(client, loaded, path):
    style = compressed(STYLE.read_bytes()) + compressed((STATIC / "css/compare.css").read_bytes())
    assert compressed(client.get(path).content) + style + files("js/*.js") + FONT <= 40_000


def test_a_kind_of_pain_with_all_it_loads(client, loaded):
    """The longest of them."""
    addresses = [f"/conditions/{start.slug}/" for start in Catalogue.of("en").conditions]
    assert addresses
    html = max(compressed(client.get(address).content) for address in addresses)
    assert html + compressed(minified(STYLE.read_text()).encode()) + files("js/*.js") + FONT <= 40_000


def test_a_qr_code_costs_little(client, loaded):
    page = client.get("/procedures/drez-lesioning/").content
    start = page.index(b'<figure class="qr">')
    end = page.index(b"</figure>", start) + len(b"</figure>")
    assert compressed(page) - compressed(page[:start] + page[end:]) < 2_000
