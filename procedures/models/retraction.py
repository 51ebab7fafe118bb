"""Marks that a paper was retracted: who made one, who agreed, and what a reviewer decided.

Triggers in the database hold what is written here in words (see `procedures/sql/retraction_*.sql`).
"""

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from drez_site.foundation import clock_changes

from .publication import Publication

HOURS_KEPT_FROM_READERS = 24
KEPT_FROM_READERS = timedelta(hours=HOURS_KEPT_FROM_READERS)


class RetractionQuerySet(models.QuerySet["Retraction"]):
    def not_refused(self) -> Self:
        """Those that no reviewer refused: nothing that cites the paper can be signed."""
        return self.filter(refused_by=None)

    def unconfirmed(self) -> Self:
        """Those that wait for a reviewer."""
        return self.not_refused().filter(confirmed_by=None)

    def for_readers(self, at: datetime | None = None) -> Self:
        """Those that readers are told of: a second member of staff agreed, or a day has gone by."""
        told_from = ExpressionWrapper(F("marked_at") + KEPT_FROM_READERS, models.DateTimeField())
        agreed = Q(seconded_by__isnull=False) | Q(confirmed_by__isnull=False)
        is_old = Q(told_from__lte=at or timezone.now())
        return self.not_refused().alias(told_from=told_from).filter(agreed | is_old)

    def as_marks(self, at: datetime | None = None) -> "models.QuerySet[Retraction, dict[str, Any]]":
        """Those for readers, each as one JSON value: what `Publication.marked` holds."""
        is_confirmed = ExpressionWrapper(Q(confirmed_by__isnull=False), output_field=BooleanField())
        return self.for_readers(at).values(
            mark=JSONObject(
                key="publication__key", on="retracted_on", notice="notice", is_confirmed=is_confirmed
            )
        )


class Retraction(models.Model):
    """Who keeps or reviews sources makes a mark; staff see it at once, and nothing that cites it is signed.

    Readers are told that the paper may have been retracted when a second member of staff agrees, or after a
    day; that it was retracted when a reviewer confirms it who did not make the mark. A reviewer refuses one
    at any time, and then readers see nothing of it any more.
    """

    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="retractions", verbose_name=_("publication")
    )
    retracted_on = models.DateField(_("retracted on"))
    notice = models.URLField(_("retraction notice"), help_text=_("The address of the journal's own notice."))
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("marked by")
    )
    marked_at = models.DateTimeField(_("marked at"), default=timezone.now)
    seconded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("seconded by"),
    )
    seconded_at = models.DateTimeField(_("seconded at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("refused by"),
    )
    refused_at = models.DateTimeField(_("refused at"), null=True, blank=True)

    objects = RetractionQuerySet.as_manager()

    class Meta:
        ordering = ["-marked_at", "-pk"]
        verbose_name = _("retraction")
        verbose_name_plural = _("retractions")
        constraints = [
            models.UniqueConstraint(
                fields=["publication"],
                name="publication_bears_one_mark_of_retraction",
                condition=Q(refused_by=None),
                violation_error_message=_("This publication is already marked as retracted."),
            ),
            models.CheckConstraint(
                name="retraction_is_seconded_and_confirmed_by_others_than_its_marker",
                condition=(Q(seconded_by=None) | ~Q(seconded_by=F("marked_by")))
                & (Q(confirmed_by=None) | ~Q(confirmed_by=F("marked_by"))),
                violation_error_message=_("Somebody else than who made the mark agrees to it."),
            ),
            models.CheckConstraint(
                name="retraction_has_a_notice",
                condition=Q(notice__startswith="https://") | Q(notice__startswith="http://"),
                violation_error_message=_("Enter the address of the journal's notice."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.publication)


@clock_changes.register
def next_told(now: datetime) -> datetime | None:
    """When readers are next told of a mark only because a day has gone by."""
    waiting = Retraction.objects.unconfirmed().filter(seconded_by=None, marked_at__gt=now - KEPT_FROM_READERS)
    first = waiting.order_by("marked_at").values_list("marked_at", flat=True).first()
    return first and first + KEPT_FROM_READERS
