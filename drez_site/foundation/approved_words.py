"""Free texts outside signed pages, of which patients read exactly the words that a reviewer approved.

A model names these fields in `TO_APPROVE`, and a migration installs `words_of_table_wait` for its table. What
staff type waits (`models.WaitingWords`); until a reviewer approves it, patients read what was approved before
it. A text that staff empty is gone at once.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, QuerySet, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from .markdown.dead_links import refuse_dead_links, refuse_links

Rows = TypeVar("Rows", bound="QuerySet[Any]")


class Picture(NamedTuple):
    """A picture where others have words, for staff."""

    address: str
    width: int  # in pixels
    height: int
    alt: str


class Approved(models.Model):
    """A row with free texts, and what patients read of them."""

    TO_APPROVE: tuple[str, ...] = ()  # names of its free texts
    MAKES_LINKS = True  # whether pages read Markdown in them

    approved_words: dict[str, str]  # what `with_approved_words` adds

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        refuse = refuse_dead_links if self.MAKES_LINKS else refuse_links
        for name in self.TO_APPROVE:
            text = getattr(self, name) or ""
            try:
                refuse(str(text))
            except ValidationError as error:
                raise ValidationError({name: error} if isinstance(text, str) else error.messages) from error

    def page_for_readers(self) -> str:
        """The address of a page on which patients read it; "" where that is no single page."""
        address: Callable[[], str] | None = getattr(self, "get_absolute_url", None)
        return address() if address else ""

    def picture_of(self, name: str, words: str) -> Picture | None:
        """What these words of a text stand for where they name a picture; None for words that people read."""
        return None

    def for_readers(self, name: str) -> str:
        """What patients read of a text: of a free one, the words that were approved last; "" for none."""
        words = str(getattr(self, name) or "").strip()
        if not words or name not in self.TO_APPROVE:
            return words
        return self._approved_words().get(name, "")

    def _approved_words(self) -> dict[str, str]:
        """Asked for where the row was read without them: in forms, commands and checks."""
        if "approved_words" not in self.__dict__:
            rows = with_approved_words(type(self)._base_manager.filter(pk=self.pk))
            self.approved_words = next((row.approved_words for row in rows), {})
        return self.approved_words


def with_approved_words(rows: Rows) -> Rows:
    """Rows of a model with free texts, with what `for_readers` answers, in the same query."""
    annotated: Rows = rows.annotate(**{"approved_words": approved_words(rows.model)})
    return annotated


def approved_words(model: type[models.Model], key: str = "pk") -> Func:
    """Of the row of this model that a column names: field -> words."""
    table = Value(model._meta.db_table)
    return Func(table, F(key), function="approved_words", output_field=models.JSONField())


def approved_text(model: type[models.Model], name: str) -> Coalesce:
    """Of one field; "" where nothing was approved."""
    return Coalesce(KeyTextTransform(name, approved_words(model)), Value(""))
