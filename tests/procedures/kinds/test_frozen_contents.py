"""What a signature is given to, byte for byte: a change here is a change of what clinicians sign."""

import json
from pathlib import Path

import pytest

from procedures import kinds
from procedures.publishing.signing import submit
from procedures.publishing.snapshot import freeze

from .rich import CONTENTS, make_rich_document

pytestmark = pytest.mark.django_db


def written(content: dict) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


every_kind = pytest.mark.parametrize("kind", kinds.ALL, ids=str)


def file_of(kind: kinds.Kind) -> Path:
    """The content of the rich document under today's declaration. A new number is a new file."""
    return CONTENTS / f"{kind}-{kind.declaration}.json"


@every_kind
def test_a_draft_freezes_to_these_bytes(kind, tmp_path):
    """Bytes that change need a declaration with a new number, and a new file."""
    taken = tmp_path / file_of(kind).name
    taken.write_text(written(freeze(make_rich_document(str(kind)))), "utf-8")
    assert file_of(kind).exists(), f"Read {taken} and, if it is right, move it to {CONTENTS}."
    assert taken.read_text("utf-8") == file_of(kind).read_text("utf-8")


@every_kind
def test_the_submitted_words_are_the_frozen_ones(kind):
    document = make_rich_document(str(kind))
    content = json.loads(file_of(kind).read_text("utf-8"))
    if not kind.has_body:  # the files are older than the rule that refuses one
        document.body = ""
        document.save()
        content |= {name: freeze(document)[name] for name in ("body", "terms")}
    assert submit(document, document.last_author).content == content


def test_the_rich_documents_have_rows_of_every_part():
    """A part without a row in these files would be pinned by nothing."""
    empty = {
        (str(kind), part.name)
        for kind in kinds.ALL
        for part in kind.parts
        if not json.loads(file_of(kind).read_text("utf-8"))[part.name]
    }
    assert empty == {("page", "sections")}  # written out in test_page.py
