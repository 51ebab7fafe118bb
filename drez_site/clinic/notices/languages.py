"""The notice that language help is free, in the languages that patients speak."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.approved_words import Approved, with_approved_words
from drez_site.foundation.dates import not_in_the_future
from drez_site.foundation.history.fields import kept_history
from drez_site.foundation.languages.claims import no_claims, no_claims_but_a_rank
from drez_site.foundation.names import role_alone
from drez_site.foundation.templatetags.contact import phone_display, tel

SAMPLES = Path(__file__).with_name("language_assistance.toml")
PHONE = "{phone}"
RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "ku-Arab", "ps", "sd", "ug", "ur", "yi"}
FEWEST = 15  # languages, says 45 CFR 92.11


@cache
def shipped() -> Mapping[str, Mapping[str, str]]:
    """The words that come with the site, by language and field."""
    notices = tomllib.loads(SAMPLES.read_text())["notices"]
    return {notice.pop("language"): notice for notice in notices}


class LanguageNoticeQuerySet(models.QuerySet):
    def for_readers(self) -> "list[LanguageNotice]":
        """Those with words, samples too: the page says of each whether a translator checked it."""
        notices = with_approved_words(self.order_by("position", "language"))
        return [notice for notice in notices if notice.text_read and notice.call_read]


class LanguageNotice(Approved):
    """One language's notice. It is a sample until the clinic names the translator who checked it.

    Where the clinic has no words of its own, or nobody approved them, those that come with the site stand.
    """

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
        validators=[no_claims, role_alone],
    )
    text = models.TextField(
        _("notice"),
        blank=True,
        help_text=_("Empty: the words that come with the site, if it has them for this language."),
        validators=[no_claims],
    )
    call = models.CharField(
        _("whom to call"),
        max_length=300,
        blank=True,
        validators=[no_claims, RegexValidator(r"\{phone\}", _("Write {phone} where the number belongs."))],
        help_text=_("Write {phone} where the number belongs."),
    )
    checked_by = models.CharField(
        _("checked by"),
        max_length=150,
        blank=True,
        help_text=_("The qualified translator."),
        validators=[no_claims_but_a_rank, role_alone],
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True, validators=[not_in_the_future])
    position = models.PositiveSmallIntegerField(_("position"), default=100)

    TO_APPROVE = ("text", "call")

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

    def page_for_readers(self) -> str:
        return reverse("language-assistance")

    @property
    def direction(self) -> str:
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    @property
    def is_sample(self) -> bool:
        """Whether no translator checked what patients read."""
        return not self.checked_by or bool(self.text and self.text_read != self.text)

    @property
    def text_read(self) -> str:
        return self._read("text")

    @property
    def call_read(self) -> str:
        return self._read("call")

    def _read(self, name: str) -> str:
        return self.for_readers(name) or shipped().get(self.language, {}).get(name, "")

    def call_link(self, phone: str) -> SafeString:
        """Whom to call, with a number (E.164) that can be pressed. A number reads from left to right."""
        before, _number, after = self.call_read.partition(PHONE)
        return format_html(
            '{}<a href="{}" dir="ltr">{}</a>{}', before, tel(phone), phone_display(phone), after
        )


def load_samples() -> None:
    """Add a row for each shipped notice whose language is missing; what a clinic has written stays."""
    rows = [
        LanguageNotice(position=place, language=language, name=notice["name"])
        for place, (language, notice) in enumerate(shipped().items(), start=1)
    ]
    LanguageNotice.objects.bulk_create(rows, ignore_conflicts=True)
