"""The notice that language help is free, in the languages that patients speak."""

import tomllib
from pathlib import Path

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.dates import not_in_the_future
from drez_site.foundation.history.fields import kept_history
from drez_site.foundation.languages.claims import no_claims, no_claims_but_a_rank
from drez_site.foundation.templatetags.contact import phone_display, tel

SAMPLES = Path(__file__).with_name("language_assistance.toml")
PHONE = "{phone}"
RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "ku-Arab", "ps", "sd", "ug", "ur", "yi"}
FEWEST = 15  # languages, says 45 CFR 92.11


class LanguageNoticeQuerySet(models.QuerySet):
    def for_readers(self):
        """All of them, samples too: the page says of each whether a translator checked it."""
        return self.order_by("position", "language")


class LanguageNotice(models.Model):
    """One language's notice. It is a sample until the clinic names the translator who checked it."""

    language = models.CharField(
        _("language"),
        max_length=12,
        unique=True,
        validators=[RegexValidator(r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?\Z")],
        help_text=_("The code that screen readers know, like vi or zh-Hans."),
    )
    name = models.CharField(
        _("its own name"),
        max_length=60,
        help_text=_("Like Tiếng Việt."),
        validators=[no_claims],
    )
    text = models.TextField(
        _("notice"),
        validators=[no_claims],
    )
    call = models.CharField(
        _("whom to call"),
        max_length=300,
        validators=[no_claims, RegexValidator(r"\{phone\}", _("Write {phone} where the number belongs."))],
        help_text=_("Write {phone} where the number belongs."),
    )
    checked_by = models.CharField(
        _("checked by"),
        max_length=150,
        blank=True,
        help_text=_("The qualified translator."),
        validators=[no_claims_but_a_rank],
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True, validators=[not_in_the_future])
    position = models.PositiveSmallIntegerField(_("position"), default=100)

    objects = LanguageNoticeQuerySet.as_manager()
    history = kept_history()

    class Meta:
        verbose_name = _("language notice")
        verbose_name_plural = _("language notices")
        ordering = ["position", "language"]
        constraints = [
            models.CheckConstraint(
                name="language_notice_says_who_checked_it_and_when",
                condition=Q(checked_by="", checked_on__isnull=True)
                | Q(checked_by__gt="", checked_on__isnull=False),
                violation_error_message=_("Say both who checked this notice and on which day."),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def direction(self) -> str:
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    @property
    def is_sample(self) -> bool:
        return not self.checked_by

    def call_link(self, phone: str) -> SafeString:
        """Whom to call, with a number (E.164) that can be pressed. A number reads from left to right."""
        before, _number, after = self.call.partition(PHONE)
        return format_html(
            '{}<a href="{}" dir="ltr">{}</a>{}', before, tel(phone), phone_display(phone), after
        )


def load_samples() -> None:
    """Add each shipped notice whose language is missing; what a clinic has written stays."""
    notices = tomllib.loads(SAMPLES.read_text())["notices"]
    rows = [LanguageNotice(position=place, **notice) for place, notice in enumerate(notices, start=1)]
    LanguageNotice.objects.bulk_create(rows, ignore_conflicts=True)
