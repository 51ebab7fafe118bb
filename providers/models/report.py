"""What readers tell us is wrong with a listing."""

import secrets
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.history.versions import versions
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE

from .provider import Provider

KEPT_AFTER_CLOSING = timedelta(days=30)
KEPT_AT_MOST = timedelta(days=180)
# Without I, L, O and U: a code is read out on the phone.
CODE_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def new_code() -> str:
    """Twenty letters, 100 bits: nobody guesses one."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(20))


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def about(self, provider: Provider) -> Self:
        return self.filter(provider=provider)

    def with_provider(self) -> Self:
        return self.select_related("provider")

    def since(self, moment: datetime) -> Self:
        return self.filter(received_at__gte=moment)

    def to_forget(self, at: datetime | None = None) -> Self:
        """Those whose words and contact have been kept long enough, and are still there."""
        at = at or timezone.now()
        return self.filter(
            Q(closed_at__lte=at - KEPT_AFTER_CLOSING) | Q(received_at__lte=at - KEPT_AT_MOST)
        ).exclude(details="", contact="")

    def forget(self, at: datetime | None = None) -> int:
        """Delete the words and contacts that are due; what was wrong and what came of it stays."""
        return self.to_forget(at).update(details="", contact="")


class Report(models.Model):
    """One reader's message about one doctor. Nobody has to say who they are."""

    class About(models.TextChoices):
        PHONE = "phone", _("The phone number")
        PLACE = "place", _("The address or place")
        ACCEPTING = "accepting", _("Whether the doctor takes new patients")
        GONE = "gone", _("The doctor moved or retired")
        OPERATION = "operation", _("The operations the doctor does")
        OTHER = "other", _("Something else")

    class Status(models.TextChoices):
        RECEIVED = "received", _("received")
        CHECKING = "checking", _("being checked")
        CHANGED = "changed", _("listing changed")
        UNCHANGED = "unchanged", _("nothing changed")

    NOTHING_CHANGED_YET = _(
        "Nothing of this listing has changed since the report came in. Change the doctor or the place first, "
        "or close it as “nothing changed”."
    )
    CLOSED = (Status.CHANGED, Status.UNCHANGED)
    MOST_LETTERS = 1000

    code = models.CharField(_("code"), max_length=20, unique=True, default=new_code, editable=False)
    provider = models.ForeignKey(Provider, models.CASCADE, related_name="reports", verbose_name=_("doctor"))
    about = models.CharField(_("what is wrong"), max_length=16, choices=About)
    details = models.TextField(
        _("in the reader's words"), blank=True, validators=[MaxLengthValidator(MOST_LETTERS)]
    )
    contact = models.CharField(_("email or phone"), max_length=254, blank=True)
    language = models.CharField(
        _("language"), max_length=8, choices=settings.LANGUAGES, default=SOURCE_LANGUAGE
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.RECEIVED)
    note = models.TextField(
        _("what you found out"),
        blank=True,
        help_text=_("For the office. Nothing about a patient's health, please."),
    )
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("handled by"),
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["received_at", "pk"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(
                name="report_is_closed_when_it_is_answered",
                condition=Q(status__in=("changed", "unchanged"), closed_at__isnull=False)
                | (~Q(status__in=("changed", "unchanged")) & Q(closed_at__isnull=True)),
            ),
        ]
        indexes = [models.Index(fields=["received_at"], name="report_by_day")]

    def __str__(self) -> str:
        return f"{self.get_about_display()}: {self.provider}"

    def get_absolute_url(self) -> str:
        return reverse("providers:report-status", args=[self.code])

    def clean(self) -> None:
        was_changed = Report.objects.filter(pk=self.pk, status=self.Status.CHANGED).exists()
        if self.status == self.Status.CHANGED and not was_changed and not self.listing_has_changed():
            raise ValidationError({"status": self.NOTHING_CHANGED_YET})

    def listing_has_changed(self) -> bool:
        """Whether the history of the doctor, or of a place where the doctor practices, went on since."""
        places = (practice.location for practice in self.provider.practices.select_related("location"))
        return any(
            version.moment > self.received_at
            for subject in (self.provider, *places)
            for version in versions(subject)
        )

    def move_to(self, status: str, staff: Any) -> None:
        """Set what became of the report; opening it again keeps its words for another while."""
        self.status = status
        self.handled_by = staff
        self.closed_at = (self.closed_at or timezone.now()) if status in self.CLOSED else None
