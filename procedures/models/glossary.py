"""Hard words in plain ones."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.history.fields import kept_history
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE


def at_most_thirty_words(text: str):
    if len(text.split()) > 30:
        raise ValidationError(_("Explain it in 30 words or fewer."))


class GlossaryTerm(models.Model):
    """A word patients meet, and what it means. A draft too: patients read it in what was signed."""

    language = models.CharField(
        _("language"), max_length=8, choices=settings.LANGUAGES, default=SOURCE_LANGUAGE
    )
    slug = models.SlugField(_("anchor"), help_text=_("The last part of its address on the glossary page."))
    term = models.CharField(_("word"), max_length=80)
    definition = models.CharField(_("meaning"), max_length=300, validators=[at_most_thirty_words])
    forms = ArrayField(
        models.CharField(max_length=80),
        verbose_name=_("forms in texts"),
        default=list,
        blank=True,
        help_text=_("The word as articles write it, in small letters, plural too; separated by commas."),
    )

    history = kept_history()

    class Meta:
        ordering = ["language", "term"]
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "slug"],
                name="glossary_anchor_is_unique_in_its_language",
                violation_error_message=_("Another word in this language has this anchor."),
            ),
        ]

    def __str__(self) -> str:
        return self.term
