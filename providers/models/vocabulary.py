"""The words that describe a doctor: fields of medicine, and languages spoken."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.history.fields import kept_history
from drez_site.foundation.languages.claims import no_claims
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from drez_site.foundation.names import name_alone, role_alone

from .closed_words import language_alone, refuse_other_words, specialty_alone


class Specialty(models.Model):
    """A field of medicine. It never shows that a doctor does an operation: an Offering does."""

    code = models.CharField(
        _("NUCC code"),
        max_length=10,
        unique=True,
        validators=[
            RegexValidator(r"^[0-9A-Z]{9}X\Z", _("Enter the ten characters of the code, like 207T00000X."))
        ],
        help_text=_("From the NUCC taxonomy, like 207T00000X."),
    )
    label = models.CharField(
        _("name for patients"),
        max_length=80,
        unique=True,
        help_text=_("In plain words, like “Neurosurgeon”."),
        validators=[no_claims, role_alone],
    )
    official_name = models.CharField(
        _("name in the NUCC taxonomy"),
        max_length=160,
        blank=True,
        help_text=_("As printed there, like “Neurological Surgery”. The doctor's page shows it."),
        validators=[no_claims, name_alone],
    )

    history = kept_history()

    class Meta:
        ordering = ["label"]
        verbose_name = _("specialty")
        verbose_name_plural = _("specialties")

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        super().clean()
        refuse_other_words(self, specialty_alone, "label", "official_name")


class Language(models.Model):
    """A language that a doctor speaks with patients, without an interpreter."""

    code = models.CharField(
        _("language code"),
        max_length=20,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", _("Enter a language code, like es or pt-BR.")
            )
        ],
        help_text=_("BCP 47, like es, pt-BR, or ase for ASL."),
    )
    name = models.CharField(
        _("name in English"),
        max_length=60,
        unique=True,
        help_text=_("Like “Spanish”."),
        validators=[no_claims, role_alone],
    )
    endonym = models.CharField(
        _("name in the language itself"),
        max_length=60,
        help_text=_("Like “Español”: how its speakers look for it."),
        validators=[no_claims, role_alone],
    )

    history = kept_history()

    class Meta:
        ordering = ["name"]
        verbose_name = _("language")
        verbose_name_plural = _("languages")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        refuse_other_words(self, language_alone, "name", "endonym")

    @property
    def translated_name(self) -> str:
        """In the language of the page."""
        said = gettext(self.name)
        if said != self.name or get_language() == SOURCE_LANGUAGE:
            return capfirst(said)
        try:
            return capfirst(str(get_language_info(self.code.lower())["name_translated"]))
        except KeyError:
            return said
