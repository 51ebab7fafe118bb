"""The documents lead somewhere: every link to a file of ours has its file."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
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
