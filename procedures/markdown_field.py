"""Staff text: Markdown, into which nobody can save HTML."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import nh3
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.line_ends import with_plain_line_ends

if TYPE_CHECKING:
    TextField = models.TextField[str, str]
else:
    TextField = models.TextField  # takes no arguments at run time


def no_html(text: str) -> None:
    """Refuse what a browser could take for a tag, finished or not.

    Cleaning it away instead would lose words without a sound: nh3 drops all that follows an unfinished tag.
    """
    if "<" in text and nh3.is_html(f"{text}>"):
        raise ValidationError(
            _("HTML is not used here. Remove what follows “<”. Write a link as [words](https://...).")
        )


class MarkdownField(TextField):
    """Refuses HTML in forms and in every save: single, bulk and update."""

    default_validators = [no_html]

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """A migration needs the column alone, so that it names no module of ours."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def to_python(self, value: object) -> object:
        text = super().to_python(value)
        return with_plain_line_ends(text) if isinstance(text, str) else text

    def get_db_prep_save(self, value: object, connection: BaseDatabaseWrapper) -> Any:
        if isinstance(value, str):
            no_html(value)
        return super().get_db_prep_save(value, connection)
