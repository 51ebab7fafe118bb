"""The documents lead somewhere: every link to a file of ours has its file."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
VERSION = re.compile(r"^## (\d+)\.(\d+)\.(\d+)(, not released|, [A-Z][a-z]+ \d{1,2}, \d{4})?$", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")


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
