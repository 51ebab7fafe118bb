"""What readers tell us is wrong with a listing, or with a page."""

import secrets
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.dates import add_business_days
from drez_site.foundation.history.versions import versions
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from procedures.models import Document, Edition
from procedures.models.edition import LIVE_SINCE
from providers.freshness import CheckedWith

from .location import Location
from .provider import Provider

DUE_AFTER = 2  # business days

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

    def about(self, subject: "Provider | Location | Document") -> Self:
        return self.filter(**{Report.column_of(subject): subject})

    def of_listings(self) -> Self:
        """Those that whoever keeps the directory answers."""
        return self.filter(document=None)

    def of_pages(self) -> Self:
        """Those that authors answer."""
        return self.exclude(document=None)

    def late(self, at: date | None = None) -> Self:
        """Open, and due before today."""
        first_in_time = add_business_days(at or timezone.localdate(), -DUE_AFTER)
        return self.open().filter(received_at__date__lt=first_in_time)

    def with_subjects(self) -> Self:
        return self.select_related("provider", "location", "document")

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
    """One reader's message about one doctor, place or page. Nobody has to say who they are."""

    class About(models.TextChoices):
        PHONE = "phone", _("The phone number")
        PLACE = "place", _("The address or place")
        ACCEPTING = "accepting", _("Whether the doctor takes new patients")
        GONE = "gone", _("The doctor moved or retired")
        OPERATION = "operation", _("The operations the doctor does")
        HOURS = "hours", _("The hours, the way in, parking or wheelchair access")
        CLOSED = "closed", _("The place closed or moved")
        WRONG = "wrong", _("Something that is not true, or not clear")
        SPELLING = "spelling", _("A spelling mistake, or a link that does not work")
        OTHER = "other", _("Something else")

    ABOUT = {
        "provider": (
            About.PHONE,
            About.PLACE,
            About.ACCEPTING,
            About.GONE,
            About.OPERATION,
            About.OTHER,
        ),
        "location": (About.PHONE, About.PLACE, About.HOURS, About.CLOSED, About.OTHER),
        "document": (About.WRONG, About.SPELLING, About.OTHER),
    }

    class CheckedHow(models.TextChoices):
        """Only an office's own word, or its own page, changes what patients read."""

        OFFICE = CheckedWith.OFFICE.value, CheckedWith.OFFICE.label
        WEBSITE = CheckedWith.WEBSITE.value, CheckedWith.WEBSITE.label
        NOT_CHECKED = "not_checked", _("not checked")

    class Status(models.TextChoices):
        RECEIVED = "received", _("received")
        CHECKING = "checking", _("being checked")
        CHANGED = "changed", _("listing changed")
        UNCHANGED = "unchanged", _("nothing changed")

    NOTHING_CHANGED_YET = _(
        "Nothing of this listing has changed since the report came in. Change the doctor or the place first, "
        "or close it as “nothing changed”."
    )
    SAY_WHETHER = _(
        "Somebody changed this listing after the report came in. Say “listing changed” if that was what the "
        "reader meant, else “nothing changed”."
    )
    SAY_HOW = _("Say how you checked it: patients read only what the office, or its own page, says.")
    CLOSED = (Status.CHANGED, Status.UNCHANGED)
    MOST_LETTERS = 1000

    code = models.CharField(_("code"), max_length=20, unique=True, default=new_code, editable=False)
    provider = models.ForeignKey(
        Provider, models.CASCADE, null=True, blank=True, related_name="reports", verbose_name=_("doctor")
    )
    location = models.ForeignKey(
        Location, models.CASCADE, null=True, blank=True, related_name="reports", verbose_name=_("place")
    )
    document = models.ForeignKey(
        Document, models.CASCADE, null=True, blank=True, related_name="reports", verbose_name=_("page")
    )
    about = models.CharField(_("what is wrong"), max_length=16, choices=About)
    details = models.TextField(
        _("in the reader's words"), blank=True, validators=[MaxLengthValidator(MOST_LETTERS)]
    )
    contact = models.CharField(_("email or phone"), max_length=254, blank=True)
    wants_email = models.BooleanField(_("wants the answer by email"), default=False, db_default=False)
    language = models.CharField(
        _("language"), max_length=8, choices=settings.LANGUAGES, default=SOURCE_LANGUAGE
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.RECEIVED)
    checked_how = models.CharField(
        _("how you checked it"), max_length=16, choices=CheckedHow, blank=True, default="", db_default=""
    )
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
            models.CheckConstraint(
                name="report_is_about_one_thing",
                condition=Q(provider__isnull=False, location__isnull=True, document__isnull=True)
                | Q(provider__isnull=True, location__isnull=False, document__isnull=True)
                | Q(provider__isnull=True, location__isnull=True, document__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["received_at"], name="report_by_day")]

    def __str__(self) -> str:
        return f"{self.get_about_display()}: {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("providers:report-status", args=[self.code])

    @staticmethod
    def column_of(subject: "Provider | Location | Document") -> str:
        return {Provider: "provider", Location: "location", Document: "document"}[type(subject)]

    @property
    def subject(self) -> "Provider | Location | Document":
        """What the reader says is wrong."""
        found = self.provider or self.location or self.document
        assert found is not None, "report_is_about_one_thing"
        return found

    @property
    def due_on(self) -> date:
        """The day on which the reader has an answer at the latest."""
        return add_business_days(timezone.localdate(self.received_at), DUE_AFTER)

    @property
    def is_late(self) -> bool:
        return self.closed_at is None and self.due_on < timezone.localdate()

    def listing_has_changed(self) -> bool:
        """Whether the history of what it is about went on since: of a doctor, or a place of the doctor."""
        if self.document:
            editions = Edition.objects.begun().filter(document=self.document)
            return editions.alias(since=LIVE_SINCE).filter(since__gt=self.received_at).exists()
        subjects: list[Provider | Location] = [self.location] if self.location else []
        if self.provider:
            practices = self.provider.practices.select_related("location")
            subjects += [self.provider, *(practice.location for practice in practices)]
        return any(version.moment > self.received_at for subject in subjects for version in versions(subject))

    def move_to(self, status: str, staff: Any) -> None:
        """Set what became of the report; opening it again keeps its words for another while."""
        self.status = status
        self.handled_by = staff
        self.closed_at = (self.closed_at or timezone.now()) if status in self.CLOSED else None
