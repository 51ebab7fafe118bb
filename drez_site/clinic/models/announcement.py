"""What is otherwise for some days: words on every page, and other hours. The clock begins and ends both."""

from datetime import date, datetime
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drez_site.foundation import clock_changes
from drez_site.foundation.approved_words import approved_words
from drez_site.foundation.history.fields import kept_history
from drez_site.foundation.languages.claims import no_claims
from drez_site.foundation.markdown.rendering import no_citations
from drez_site.foundation.texts_by_language import SaidInLanguages, each_in_another_language

MOST_READ = 12  # rows that a page reads of each: those that come first
MOST_DAYS = 60  # of an announcement: what is longer so is a fact of the clinic, and belongs into its profile
MOST_DAYS_BEFORE = 60


class Dated(models.Model):
    """A row that says by itself when it is over."""

    READ_AS: str  # under which name a query of profiles answers with these rows
    SOONEST_FIRST: tuple[str, ...]

    class Meta:
        abstract = True

    @classmethod
    def read_with_the_profile(cls, now: datetime, today: date) -> ArraySubquery:
        """For such a query, so that a page asks once."""
        return ArraySubquery(cls._next(now, today).values(json=JSONObject(**cls._read())))

    @classmethod
    def _next(cls, now: datetime, today: date) -> models.QuerySet[Self]:
        """Those that are not over, the soonest first; what comes last is left out where there are many."""
        rows = cls._default_manager.filter(cls._is_not_over(now, today))
        return rows.order_by(*cls.SOONEST_FIRST)[:MOST_READ]

    @classmethod
    def _is_not_over(cls, now: datetime, today: date) -> Q:
        raise NotImplementedError

    @classmethod
    def _read(cls) -> dict[str, Any]:
        return {field.attname: F(field.attname) for field in cls._meta.concrete_fields}

    @classmethod
    def of_the(cls, profile: models.Model) -> list[Self]:
        """From what that query answered, in which days and times are texts; or asked for now."""
        if (rows := getattr(profile, cls.READ_AS, None)) is None:
            return [] if profile._state.adding else list(cls._next(timezone.now(), timezone.localdate()))
        return [cls._of_row(row) for row in rows]

    @classmethod
    def _of_row(cls, row: dict[str, Any]) -> Self:
        columns = {field.attname: field for field in cls._meta.concrete_fields}
        return cls(**{name: columns[name].to_python(value) for name, value in row.items()})


class Announcement(SaidInLanguages, Dated):
    """A sentence on every page, from one moment to another: closed because of a storm."""

    text = models.CharField(
        _("what patients read"),
        max_length=160,
        validators=[no_claims, no_citations],
        help_text=_("One sentence, like “We are closed on Friday because of the storm.”"),
    )
    translations = models.JSONField(
        _("in other languages"), default=dict, blank=True, validators=[each_in_another_language]
    )
    shown_from = models.DateTimeField(_("shown from"), default=timezone.now)
    shown_until = models.DateTimeField(_("shown until"), help_text=_("Then it leaves every page by itself."))

    READ_AS = "announcements_read"
    SOONEST_FIRST = ("shown_from", "pk")
    TO_APPROVE = ("text", "translations")
    TRANSLATED = {"text": "translations"}

    history = kept_history()

    class Meta:
        ordering = ["-shown_until", "-pk"]
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        constraints = [
            models.CheckConstraint(
                name="announcement_ends_after_it_begins",
                condition=Q(shown_until__gt=F("shown_from")),
                violation_error_message=_("It must end after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def page_for_readers(self) -> str:
        return reverse("home")

    def clean(self) -> None:
        super().clean()
        if self.shown_from and self.shown_until and (self.shown_until - self.shown_from).days >= MOST_DAYS:
            raise ValidationError(
                {
                    "shown_until": _(
                        "At most %(days)d days. What is so for longer belongs into the clinic's profile."
                    )
                    % {"days": MOST_DAYS}
                }
            )

    def is_shown(self, at: datetime) -> bool:
        return self.shown_from <= at < self.shown_until

    @classmethod
    def _is_not_over(cls, now: datetime, today: date) -> Q:
        return Q(shown_until__gt=now)

    @classmethod
    def _read(cls) -> dict[str, Any]:
        return super()._read() | {"approved_words": approved_words(cls)}

    @classmethod
    def _of_row(cls, row: dict[str, Any]) -> Self:
        announcement = super()._of_row({name: row[name] for name in row if name != "approved_words"})
        announcement.approved_words = row["approved_words"]
        return announcement


class HolidayHours(Dated):
    """Days on which the clinic is closed, or open at other times. Our own words say so, in every language."""

    first_day = models.DateField(_("first day"))
    last_day = models.DateField(
        _("last day"), blank=True, help_text=_("Empty: the first day is the only one.")
    )
    opens = models.TimeField(_("opens at"), null=True, blank=True)
    closes = models.TimeField(
        _("closes at"), null=True, blank=True, help_text=_("Both times empty: closed all day.")
    )
    days_before = models.PositiveSmallIntegerField(
        _("days before"),
        default=7,
        help_text=_("How long before the first day every page says so. The contact page says so at once."),
    )

    READ_AS = "holiday_hours_read"
    SOONEST_FIRST = ("first_day", "pk")

    history = kept_history()

    class Meta:
        ordering = ["-last_day", "-pk"]
        verbose_name = _("holiday hours")
        verbose_name_plural = _("holiday hours")
        constraints = [
            models.CheckConstraint(
                name="holiday_hours_end_after_they_begin",
                condition=Q(last_day__gte=F("first_day")),
                violation_error_message=_("The last day must not be before the first day."),
            ),
            models.CheckConstraint(
                name="holiday_hours_have_both_times_or_none",
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__isnull=False, closes__isnull=False, closes__gt=F("opens")),
                violation_error_message=_("Give both times, the first one earlier; or none."),
            ),
            models.CheckConstraint(
                name="holiday_hours_are_announced_in_time",
                condition=Q(days_before__lte=MOST_DAYS_BEFORE),
                violation_error_message=_("At most 60 days before."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day:%Y-%m-%d} – {self.last_day:%Y-%m-%d}"

    def clean_fields(self, exclude=None) -> None:
        self.last_day = self.last_day or self.first_day
        super().clean_fields(exclude)

    @classmethod
    def _is_not_over(cls, now: datetime, today: date) -> Q:
        return Q(last_day__gte=today)

    def is_to_come(self, at: datetime) -> bool:
        """Whether its last day is not over, in the clinic's time zone."""
        return timezone.localdate(at) <= self.last_day

    def is_shown(self, at: datetime) -> bool:
        """On every page."""
        return self.is_to_come(at) and (self.first_day - timezone.localdate(at)).days <= self.days_before


@clock_changes.register
def next_change(now: datetime) -> datetime | None:
    """When the next announcement begins or ends. Days of holiday hours begin and end at midnight."""
    moments = [
        moment
        for name in ("shown_from", "shown_until")
        if (
            moment := Announcement.objects.filter(**{f"{name}__gt": now}).aggregate(next=models.Min(name))[
                "next"
            ]
        )
    ]
    return min(moments, default=None)
