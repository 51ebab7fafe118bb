"""What a signature is given to, byte for byte: a change here is a change of what clinicians sign."""

import json
from pathlib import Path

import pytest

from procedures.models import Document
from procedures.publishing.signing import submit
from procedures.publishing.snapshot import freeze

from .rich import make_rich_document

pytestmark = pytest.mark.django_db
CONTENTS = Path(__file__).parent / "contents"


def written(content: dict) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


@pytest.mark.parametrize("kind", Document.Kind.values)
def test_a_draft_freezes_to_these_bytes(kind):
    assert written(freeze(make_rich_document(kind))) == (CONTENTS / f"{kind}.json").read_text("utf-8")


@pytest.mark.parametrize("kind", Document.Kind.values)
def test_the_submitted_words_are_the_frozen_ones(kind):
    document = make_rich_document(kind)
    content = json.loads((CONTENTS / f"{kind}.json").read_text("utf-8"))
    assert submit(document, document.last_author).content == content
