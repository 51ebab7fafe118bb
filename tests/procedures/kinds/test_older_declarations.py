"""Words signed under any declaration stay readable: the files of contents/ are added to, never rewritten."""

import hashlib
import json
import re

import html5lib
import pytest
from django.db import models

from procedures import kinds
from procedures.publishing.differences import reasons_against_minor_correction

from .rich import CONTENTS, sign_as_it_was

FILES = sorted(CONTENTS.glob("*.json"))
every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)

# A declaration with a new number freezes the file of the one before: its digest comes here and stays.
DIGESTS = {
    "article-0": "f2c9c17f635b28ce5efff782c3daa93a62b9258164387fb5db050315a91e660e",
    "article-1": "b0a6874d365cc710bc3001c9becaf91809e2f5213909a9fecd873813841a21ba",
    "article-2": "ddcec7f500a47960301624b39597543228bbbc97473d0fd90f506734a7517175",
    "article-3": "ae39474126a0234938ba4d4dc5917168d9d9161b2ae09f61b13df9c9a6d6392c",
    "comparison-0": "d4a375498030ddc2d0c0fe0d0fbe132bb9e7463ac6a8b1c4b8df8a4ea9395139",
    "comparison-1": "4565ce5c1b8cacb50d1a971d61962801f3361eaa9822f6ae5722024a6742e574",
    "evidence-0": "fa18ed09f42d85be6de6bfb6f914a15297e3225df279864e943105ef1fec2b01",
    "evidence-1": "ec485850bc42452d03200fb23d9a1e1e8d6634622fef5a58a5ecfb574a3359ee",
    "findings-0": "bf3540b282388a5d0f66d746ad2bf35c1e1efe5cf2e129b38086ee79da0d3596",
    "findings-1": "62552feed826da37d06214ad202a2568825fa72f886834f78a35e406536525a7",
    "glossary-0": "2bb0347662a9294f3e6c7ff8fff07471b2fde192b899621adc320c907c4c2470",
    "page-0": "8302cf76f10e9bae30889cc6926f8344ebb48e98525edae95f0a4ef60717bf6b",
}


def tokens(text: str) -> str:
    """In a form in which one text can be looked for in another."""
    return " ".join(["", *re.findall(r"[\w’]+", text), ""])


def printed(page: str) -> str:
    """The words of a page, without the numbers of sources and the explanations that stand between them."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)

    def walk(element):
        if isinstance(element.tag, str) and element.get("class") not in ("cite", "gloss"):
            yield element.text or ""
            for child in element:
                yield from walk(child)
                yield child.tail or ""

    return tokens(" ".join(walk(next(tree.iter("main")))).replace("\u00a0", " "))


def signed_texts(content: dict) -> list[str]:
    """Every text that somebody typed, as plain words; not the values that were chosen from a list."""
    kind, content = kinds.named(content["kind"]), kinds.complete(content)
    own = ("title", "summary", "full_name", "pronunciation", *(["body"] if kind.has_body else []))
    found = [content[name] for name in own if not kind.holds_every_term]
    for part, _number, row in kinds.rows(content):
        columns = [part.model._meta.get_field(name) for name in part.fields]
        is_typed = [not (column.choices or isinstance(column, models.SlugField)) for column in columns]
        found += [row[column.name] for column, typed in zip(columns, is_typed, strict=True) if typed]
    if kind.holds_every_term:
        found += [text for term in content["terms"] for text in (term["term"], term["definition"])]
    return [re.sub(r"\[@[^\]]*\]", " ", text) for text in found if text and isinstance(text, str)]


def test_there_is_a_file_of_every_kind_under_every_declaration():
    assert {file.stem for file in FILES} == {
        f"{kind}-{number}" for kind in kinds.ALL for number in range(kind.declaration + 1)
    }


def test_the_files_of_older_declarations_are_as_they_were():
    current = {f"{kind}-{kind.declaration}" for kind in kinds.ALL}
    assert {
        file.stem: hashlib.sha256(file.read_bytes()).hexdigest() for file in FILES if file.stem not in current
    } == DIGESTS


@pytest.mark.django_db
@every_file
def test_its_page_shows_every_signed_word(client, file):
    content = json.loads(file.read_text("utf-8"))
    document = sign_as_it_was(content)
    response = client.get(kinds.of(document).url(document))
    assert response.status_code == 200
    shown, texts = printed(response.text), signed_texts(content)
    assert len(texts) >= 3
    assert [text for text in texts if tokens(text) not in shown] == []


@pytest.mark.parametrize("number", range(2))
def test_findings_keep_the_colors_of_the_looks_that_were_signed(number):
    content = json.loads((CONTENTS / f"findings-{number}.json").read_text("utf-8"))
    colors = {operation.slug: operation.color for operation in kinds.read(content).operations}
    assert colors == {"drez-lesioning": "plum", "drg-stimulation": "blue"}


@every_file
def test_it_compares_with_the_words_of_today(file):
    """The same words under a newer declaration are no change that needs a full review."""
    content = json.loads(file.read_text("utf-8"))
    kind = kinds.named(content["kind"])
    today = json.loads((CONTENTS / f"{kind}-{kind.declaration}.json").read_text("utf-8"))
    unsaid = kind.complete(content)
    for part in kind.parts:  # what only today's declaration asks for
        if not unsaid[part.name]:
            today[part.name] = []
        for row, (then, now) in enumerate(zip(content.get(part.name, []), today[part.name], strict=False)):
            now |= {name: unsaid[part.name][row][name] for name in set(now) - set(then)}
    today |= {name: unsaid[name] for name in set(kind.told) - set(content)}
    if "source" not in content:
        today.pop("source", None)
    assert reasons_against_minor_correction(content, today) == []


@every_file
def test_a_part_that_came_later_is_empty(file):
    """Before a part or a field was declared, nobody signed anything in it."""
    content = json.loads(file.read_text("utf-8"))
    kind = kinds.named(content["kind"])
    content.pop("declaration", None)
    for part in kind.parts[1:]:
        content.pop(part.name, None)
    for row in content.get(kind.parts[0].name, []) if kind.parts else []:
        row.pop(kind.parts[0].fields[-1], None)
    complete = kind.complete(content)
    assert all(complete[part.name] == [] for part in kind.parts[1:])
    for part, _number, row in kinds.rows(complete):
        assert set(row) == {*part.fields, *part.told}
        assert row[part.fields[-1]] in ("", None)
    assert kinds.read(content).title == content["title"]
