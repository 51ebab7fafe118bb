"""The documents lead somewhere: every link to a file of ours has its file."""

import ast
import re
from pathlib import Path

from django.conf import settings
from django.urls import Resolver404, resolve

from tests.system.contact_sheet import PAGES
from tests.system.public_pages import public_routes

ROOT = Path(__file__).resolve().parents[1]
VERSION = re.compile(r"^## (\d+)\.(\d+)\.(\d+)(, not released|, [A-Z][a-z]+ \d{1,2}, \d{4})?$", re.MULTILINE)
FILE = r"[\w-]+(?:/[\w.-]+)*\.(?:py|md|sql|toml|html|css|js|po|png|conf)"
NAMED = re.compile(rf"`({FILE})`")
TEST_NAMED = re.compile(r"\btests/[\w/]+\.\w+")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")
PLACE = re.compile(r"\]\((?!https?:|mailto:)([^)#]*)#([^)]+)\)")
MAKE = re.compile(r"(?:`|^)(?:[A-Z_]+=\S+ )*make ([a-z-]+)(?=[`\s])", re.MULTILINE)


def test_every_link_between_documents_has_its_file():
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    links = [(document, target) for document in documents for target in LINK.findall(document.read_text())]
    assert len(documents) > 30
    assert len(links) > 25
    dead = [
        (str(document.relative_to(ROOT)), target)
        for document, target in links
        if not (document.parent / target).exists()
    ]
    assert dead == []


def places(document: Path) -> set[str]:
    """What a link may say behind #: the headings, as GitHub writes them."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_link_into_a_document_has_its_heading():
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    links = [(document, *found) for document in documents for found in PLACE.findall(document.read_text())]
    assert len(links) > 3
    dead = [
        (str(document.relative_to(ROOT)), target, place)
        for document, target, place in links
        if place not in places(document.parent / target if target else document)
    ]
    assert dead == []


def test_every_make_target_that_a_document_names_exists():
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    named = {name for document in documents for name in MAKE.findall(document.read_text())}
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {"run", "test", "check", "shots", "test-all"} <= named
    assert named - targets == set()


def without_file(names: set[str]) -> set[str]:
    """The names that no file of ours ends with: a document may leave out folders that it speaks of anyway."""
    ours = {
        f"/{path.relative_to(ROOT)}"
        for top in ROOT.iterdir()
        if top.is_file() or not top.name.startswith(".") or top.name == ".ci"
        for path in ([top] if top.is_file() else top.rglob("*"))
    }
    return {name for name in names if not any(path.endswith(f"/{name}") for path in ours)}


def test_every_file_that_a_document_or_a_comment_names_is_there():
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    code = [path for room in ("drez_site", "procedures", "providers") for path in (ROOT / room).rglob("*.py")]
    code += [ROOT / "Makefile", ROOT / "pyproject.toml"]
    named = {name for path in documents for name in NAMED.findall(path.read_text())}
    told = {name for path in code for name in TEST_NAMED.findall(path.read_text())}
    assert len(named) > 80
    assert len(told) > 5
    assert without_file(named | told) == set()


def test_the_rule_of_named_files_fires():
    named = set(NAMED.findall("`tests/gone.py`, `publishing/rules.py`, `sql/`, `a word` and `README.md`"))
    assert named == {"tests/gone.py", "publishing/rules.py", "README.md"}
    assert without_file(named) == {"tests/gone.py"}


def test_the_index_names_every_document():
    index = (ROOT / "docs/README.md").read_text()
    documents = {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert len(documents) >= 9
    assert {name for name in documents if f"({name})" not in index} == set()


def test_the_version_is_the_newest_of_the_changes():
    """A change that a clinic notices opens a version, and the version that staff see moves with it."""
    changes = (ROOT / "CHANGELOG.md").read_text()
    headings = VERSION.findall(changes)
    assert len(headings) == changes.count("\n## ") >= 2
    numbers = [tuple(map(int, heading[:3])) for heading in headings]
    assert numbers == sorted(set(numbers), reverse=True)
    assert "{}.{}.{}".format(*numbers[0]) == settings.VERSION
    assert [rest for *_, rest in headings[1:] if "not released" in rest] == []


# No page, those that look like the report on a doctor, and one that needs a report.
NOT_TAKEN = {
    "doctors/locate/",
    "editions/<int:edition>/report/",
    "locations/<slug:slug>/report/",
    "reports/<slug:code>/",
}


def test_every_kind_of_page_has_its_picture():
    """`make shots` takes one of each route."""
    taken = set()
    for address in PAGES.values():
        here = address.replace("@doctor", "/doctors/one/").replace("@location", "/locations/one/")
        try:
            taken.add(resolve(here.partition("?")[0].removeprefix("/es")).route)
        except Resolver404:
            assert address == "/no-such-page/"
    assert len(taken) > 20
    assert public_routes() - taken == NOT_TAKEN


def said_to_staff() -> list[str]:
    """Every text of the program, and what its templates say."""
    rooms = [ROOT / room for room in ("drez_site", "procedures", "providers")]
    constants = [
        node.value
        for room in rooms
        for path in room.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return constants + [path.read_text() for path in (ROOT / "templates").rglob("*.html")]


def test_every_message_that_the_manual_quotes_is_one():
    manual = (ROOT / "docs/your-clinic.md").read_text().replace("\n", " ")
    quoted = re.findall("“([^”]+)”", manual)
    texts = said_to_staff()

    def is_said(quote: str) -> bool:
        """With any value where the program puts one; a colon goes on."""
        beginning = re.compile(re.escape(quote).replace(r"\.\.\.", r"%\(\w+\)s"))
        filled = (re.sub(r"%\\\(\w+\\\)s", ".+", re.escape(text)) for text in texts if "%(" in text)
        return any(beginning.search(text) for text in texts) or any(
            re.fullmatch(one, quote) for one in filled
        )

    assert len(quoted) >= 5
    assert [quote for quote in quoted if not is_said(quote)] == []
