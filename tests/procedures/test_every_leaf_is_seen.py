"""The signer sees every value that is signed, and a minor correction takes nothing but words."""

import copy
import json
import re

import pytest

from procedures import kinds
from procedures.publishing.differences import changes, reasons_against_minor_correction
from procedures.publishing.unspoken import unspoken
from tests.procedures.kinds.rich import CONTENTS

FIXED = {("declaration",), ("kind",), ("language",)}  # the program's, and what no document changes


def content_of(kind: kinds.Kind) -> dict:
    return json.loads((CONTENTS / f"{kind}-{kind.declaration}.json").read_text("utf-8"))


def leaves(value, place=()):
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from leaves(inner, (*place, name))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*place, number))
    elif place not in FIXED and (value != [] or len(place) > 1):
        yield place


def another(value):
    if isinstance(value, bool):
        return not value
    if isinstance(value, list):
        return [*value, "zz"]
    return value + 1 if isinstance(value, int) else f"{value or ''} zz".strip()


def changed(content: dict, place: tuple) -> dict:
    content = copy.deepcopy(content)
    inner = content
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = another(inner[place[-1]])
    return content


@pytest.mark.parametrize("kind", kinds.ALL, ids=str)
def test_each_value_that_changes_is_shown_to_the_signer(kind):
    content = content_of(kind)
    places = list(leaves(content))
    unseen = [place for place in places if not changes(content, changed(content, place))]
    assert unseen == []
    assert len(places) >= 9


@pytest.mark.parametrize("kind", kinds.ALL, ids=str)
def test_what_no_words_say_is_no_minor_correction(kind):
    content, tried = content_of(kind), set()
    for place in leaves(content):
        other = changed(content, place)
        if unspoken(content) != unspoken(other):
            assert reasons_against_minor_correction(content, other), place
            tried.add(place[-1])
    expected = {"translates_edition"} | ({"forms"} if content["terms"] else set())
    assert tried >= expected | ({"pmid", "url", "participants", "et_al"} if content["sources"] else set())


@pytest.mark.parametrize(
    ("kind", "place", "label"),
    [
        ("article", ("facts", 0, "icon"), "Fact at a glance: 1: drawing"),
        ("article", ("look",), "Drawings"),
        ("article", ("operation",), "Name of the operation"),
        ("comparison", ("options", 1, "look"), "Option: 2: drawings"),
        ("findings", ("findings", 0, "color"), "Finding: 1: color"),
        ("article", ("sources", 1, "pmid"), "Cited source: Zed-1: PubMed number"),
        ("article", ("terms", 0, "forms"), "Glossary: nerve: forms in texts"),
    ],
)
def test_a_change_is_named_as_the_forms_name_it(kind, place, label):
    content = content_of(kinds.named(kind))
    (change,) = changes(content, changed(content, place))
    assert change.place == label
    assert re.search("zz|Zz", " ".join(text for _kind, text in change.runs))
