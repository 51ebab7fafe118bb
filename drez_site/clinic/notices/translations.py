"""Who has checked what the notices say in the other languages of the site."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.dates import not_in_the_future
from drez_site.foundation.history.fields import kept_history
from drez_site.foundation.languages.claims import no_claims_but_a_rank
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from drez_site.foundation.names import role_alone


class NoticeTranslation(models.Model):
    """The notices in one language, read by a qualified translator. Without a row each says it is a sample."""

    clinic = models.ForeignKey(
        "clinic.ClinicProfile",
        models.CASCADE,
        related_name="notice_translations",
        verbose_name=_("clinic profile"),
    )
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    checked_by = models.CharField(
        _("checked by"),
        max_length=150,
        help_text=_("The qualified translator who read the notices. Until then each says it is a sample."),
        validators=[no_claims_but_a_rank, role_alone],
    )
    checked_on = models.DateField(_("checked on"), validators=[not_in_the_future])

    history = kept_history()

    class Meta:
        ordering = ["language"]
        verbose_name = _("notices in another language")
        verbose_name_plural = _("notices in other languages")
        constraints = [
            models.UniqueConstraint(
                name="notices_are_checked_once_in_a_language", fields=["clinic", "language"]
            ),
            models.CheckConstraint(
                name="notices_are_translated_from_the_source", condition=~Q(language=SOURCE_LANGUAGE)
            ),
            models.CheckConstraint(
                name="notice_translation_says_who_checked_it", condition=~Q(checked_by="")
            ),
        ]

    def __str__(self):
        return self.get_language_display()


def is_sample(clinic, language: str) -> bool:
    """Whether nobody qualified has read the notices in this language. Those in English translate nothing."""
    if language == SOURCE_LANGUAGE:
        return False
    return clinic._state.adding or not clinic.notice_translations.filter(language=language).exists()
