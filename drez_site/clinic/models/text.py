"""What the clinic says in other languages: one row for each text and language.

The English words stand in the profile and its parts. Here are their translations, and who checked them
against which English: when that changes, nobody has checked them since, and readers get the English.
"""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.approved_words import Approved, approved_text
from drez_site.foundation.dates import not_in_the_future
from drez_site.foundation.history.fields import kept_history
from drez_site.foundation.languages.claims import no_claims_but_a_rank
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from drez_site.foundation.line_ends import with_plain_line_ends
from drez_site.foundation.names import role_alone


class Translated(Approved):
    """A row whose texts may stand in other languages too: the profile, or a part of it."""

    TRANSLATED: tuple[str, ...] = ()  # names of its texts
    TOGETHER = False  # whether they are translated all or not at all
    owner_of_texts: Callable[[], dict[str, int | None]]  # the columns of `ClinicText` that name this row

    class Meta:
        abstract = True


class ClinicText(Approved):
    """One text in another language. Who checked it, and when, is empty until a qualified translator did."""

    class Field(models.TextChoices):
        """Each is a field of the profile or of the part that the row names."""

        HOURS = "hours", _("phone hours")
        COORDINATOR_ROLE = "coordinator_role", _("role")
        AWARD = "award", _("award")
        RECORDS_TO_BRING = "records_to_bring", _("what to bring")
        INSURANCE = "insurance", _("insurance")
        TRAVEL = "travel", _("coming from far away")
        ACCESSIBILITY_GAPS = "accessibility_gaps", _("known gaps")
        OPENING_HOURS = "opening_hours", _("opening hours")
        DIRECTIONS = "directions", _("getting here")
        HEADING = "heading", _("heading")
        TEXT = "text", _("text")

    clinic = models.ForeignKey(
        "clinic.ClinicProfile", models.CASCADE, related_name="texts", verbose_name=_("clinic profile")
    )
    field = models.CharField(_("text"), max_length=20, choices=Field)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    words = models.TextField(_("words"), validators=[no_claims_but_a_rank])
    reason = models.ForeignKey(
        "clinic.ClinicReason",
        models.CASCADE,
        related_name="texts",
        null=True,
        blank=True,
        verbose_name=_("reason to choose us"),
    )
    place = models.ForeignKey(
        "clinic.ClinicPlace",
        models.CASCADE,
        related_name="texts",
        null=True,
        blank=True,
        verbose_name=_("place"),
    )
    checked_by = models.CharField(
        _("checked by"), max_length=150, blank=True, validators=[no_claims_but_a_rank, role_alone]
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True, validators=[not_in_the_future])
    checked_against = models.TextField(
        _("English text when it was written or checked"), blank=True, editable=False
    )

    TO_APPROVE = ("words",)
    KEY = ("reason", "place", "field", "language")  # which text a row is

    history = kept_history()

    class Meta:
        ordering = ["language", "reason", "place", "field"]
        verbose_name = _("text in another language")
        verbose_name_plural = _("texts in other languages")
        constraints = [
            models.UniqueConstraint(
                name="clinic_says_each_text_once_in_a_language",
                fields=["clinic", "reason", "place", "field", "language"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="clinic_text_is_in_another_language", condition=~Q(language=SOURCE_LANGUAGE)
            ),
            models.CheckConstraint(
                name="clinic_text_is_of_a_reason_or_of_a_place",
                condition=Q(reason__isnull=True) | Q(place__isnull=True),
            ),
            models.CheckConstraint(name="clinic_text_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="clinic_text_says_who_checked_it_and_when",
                condition=Q(checked_by="", checked_on__isnull=True)
                | Q(checked_by__gt="", checked_on__isnull=False),
                violation_error_message=_("Say both who checked this text and on which day."),
            ),
        ]

    def __str__(self):
        return gettext("%(text)s in %(language)s") % {
            "text": self.get_field_display(),
            "language": self.get_language_display(),
        }

    def page_for_readers(self) -> str:
        with override(self.language):
            return reverse("contact")

    def save(self, **options) -> None:
        """A new text translates the English of now."""
        if self._state.adding and not self.checked_against:
            self.checked_against = self.english
        super().save(**options)

    def clean(self):
        """What its English may not say, it may not say either."""
        super().clean()
        if self.clinic_id and self.field:
            self.owner._meta.get_field(self.field).run_validators(self.words)

    @cached_property
    def owner(self) -> Translated:
        return self.reason or self.place or self.clinic

    @property
    def english(self) -> str:
        """The words that it translates, as they are now."""
        return getattr(self.owner, self.field)

    @property
    def is_behind(self) -> bool:
        """Whether the English has changed since somebody wrote or checked it."""
        return with_plain_line_ends(self.checked_against) != with_plain_line_ends(self.english)

    @property
    def is_checked(self) -> bool:
        """Whether somebody checked it against the English of now."""
        return bool(self.checked_by) and not self.is_behind

    @property
    def state(self) -> str:
        """Who checked it, in a sentence for staff."""
        if self.is_checked:
            day = date_format(self.checked_on)
            return gettext("Checked by %(who)s on %(day)s.") % {"who": self.checked_by, "day": day}
        language = self.get_language_display()
        if self.is_behind:
            return gettext("%(language)s is older than the English words.") % {"language": language}
        return gettext("Nobody has checked the %(language)s yet.") % {"language": language}

    def say(self, words: str) -> None:
        """Save other words, which nobody has checked."""
        self.words, self.checked_by, self.checked_on, self.checked_against = words, "", None, self.english
        self.save()

    @classmethod
    def mark_checked(cls, clinic, language: str, who: str, day: date) -> int:
        """Write down who checked each text that is not checked; return how many there were."""
        unchecked = [row for row in clinic.texts.filter(language=language) if not row.is_checked]
        for row in unchecked:
            row.checked_by, row.checked_on, row.checked_against = who, day, row.english
            row.save()
        return len(unchecked)

    @classmethod
    def of_the_profile(cls) -> ArraySubquery:
        """For a query of profiles: what each says in other languages, so that a page asks once."""
        rows = cls.objects.filter(clinic=OuterRef("pk"))
        return ArraySubquery(rows.values(json=JSONObject(**cls._read())))

    @classmethod
    def read_of(cls, rows: models.QuerySet) -> models.QuerySet:
        """The same of these rows."""
        return rows.values(*cls.KEY, "words", "checked_against", read=cls._read()["read"])

    @classmethod
    def _read(cls) -> dict:
        """Which text a row is, its words, the English that they translate, and the approved ones."""
        names = (*cls.KEY, "words", "checked_against")
        return {name: F(name) for name in names} | {"read": approved_text(cls, "words")}
