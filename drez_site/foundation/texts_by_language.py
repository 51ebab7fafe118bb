"""Free texts that stand in the other languages of the site, too: each has a column for its translations.

The column holds words by the code of their language, and a reviewer approves them beside the English. A
model says in `TRANSLATED` which column is of which text; a migration installs
`translations_of_table_follow`, so that translations wait again once their English says something else.
"""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from .approved_words import Approved
from .languages.claims import no_claims
from .languages.packs import SOURCE_LANGUAGE, other_languages
from .line_ends import with_plain_line_ends
from .markdown.rendering import no_citations

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Said:
    """Words for readers. `foreign_language` is "" when they are in the language that was asked for."""

    words: str
    foreign_language: str

    def __bool__(self) -> bool:
        return bool(self.words)


def each_in_another_language(translations: object) -> None:
    """Raise ValidationError for anything but words by language, none of them English."""
    languages = {language for language, _name in other_languages()}
    if not isinstance(translations, dict) or not translations.keys() <= languages:
        raise ValidationError(_("Give the words by language."), code="languages")
    for words in translations.values():
        if not isinstance(words, str) or not words.strip():
            raise ValidationError(_("Give the words by language."), code="languages")
        no_claims(words)
        no_citations(words)


def translations(name: "StrOrPromise") -> "models.JSONField[Any, Any]":
    """A column for the translations of a text, empty also where the release before adds a row."""
    return models.JSONField(
        name,
        default=dict,
        db_default=Value({}, models.JSONField()),
        blank=True,
        validators=[each_in_another_language],
    )


class SaidInLanguages(Approved):
    """A row with translations of its free texts."""

    TRANSLATED: dict[str, str] = {}  # a text, and the column of its translations

    class Meta:
        abstract = True

    def said(self, name: str, language: str) -> Said:
        """A text in this language or else in English, as it was approved.

        A translation is of the English that stands there: while that waits, the English before it has none.
        """
        english = self.for_readers(name)
        if language == SOURCE_LANGUAGE or not english:
            return Said(english, "")
        if english != with_plain_line_ends(getattr(self, name)).strip():
            return Said(english, SOURCE_LANGUAGE)
        approved = json.loads(self.for_readers(self.TRANSLATED[name]) or "{}")
        words = approved.get(language, "")
        return Said(words, "") if words else Said(english, SOURCE_LANGUAGE)
