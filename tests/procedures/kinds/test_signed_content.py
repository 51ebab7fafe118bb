"""The types of the signed words are those that the kinds of documents declare."""

from typing import get_args, get_type_hints

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db import models

from procedures import kinds, signed_content
from procedures.kinds import own_fields
from procedures.models import Document, source_fields
from procedures.publishing.snapshot import TERM_FIELDS

ADDED = {"declaration", "procedure", "sources", "terms"}
CONTENTS = {
    Document.Kind.ARTICLE: signed_content.ArticleContent,
    Document.Kind.COMPARISON: signed_content.ComparisonContent,
    Document.Kind.CONDITION: signed_content.ConditionContent,
    Document.Kind.EVIDENCE: signed_content.EvidenceContent,
    Document.Kind.FINDINGS: signed_content.FindingsContent,
    Document.Kind.GLOSSARY: signed_content.Content,
    Document.Kind.PAGE: signed_content.Content,
    Document.Kind.SITE_WORDS: signed_content.SiteWordsContent,
}


def type_of(field: models.Field) -> object:
    whole = int if isinstance(field, models.IntegerField) else str
    return whole | None if field.null else whole


@pytest.mark.parametrize("kind", kinds.ALL, ids=str)
def test_each_kind_says_what_its_type_says(kind):
    hints = get_type_hints(CONTENTS[kind.kind])
    declared = ADDED | {*own_fields.SIGNED, *kind.told, *(part.name for part in kind.parts)}
    assert hints.keys() - declared <= {"sections", "source"}  # which not every kind has
    assert declared <= hints.keys()
    for name in own_fields.SIGNED:
        assert hints[name] == type_of(Document._meta.get_field(name))


@pytest.mark.parametrize(
    ("kind", "part"),
    [pytest.param(kind, part, id=f"{kind}-{part.name}") for kind in kinds.ALL for part in kind.parts],
)
def test_each_row_says_what_its_type_says(kind, part):
    (row,) = get_args(get_type_hints(CONTENTS[kind.kind])[part.name])
    hints = get_type_hints(row)
    assert hints.keys() == {*part.fields, *part.told}
    for name in part.fields:
        assert hints[name] == type_of(part.model._meta.get_field(name))
    assert {hints[name] for name in part.told} <= {str}


def test_staff_can_write_every_field_of_a_document():
    shown = flatten_fieldsets(admin.site.get_model_admin(Document).fieldsets)
    assert set(own_fields.SIGNED) - set(shown) == set()


def test_words_and_sources_say_what_their_types_say():
    assert signed_content.Term.__required_keys__ == set(TERM_FIELDS)
    older = {"publisher", "note"}
    assert signed_content.Source.__required_keys__ == set(source_fields.SIGNED_WHERE_CITED) - older
    assert signed_content.Source.__optional_keys__ == older
