"""The talk about a draft: what somebody says of one place, until its author has mended it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .document import Document


class CommentQuerySet(models.QuerySet["Comment"]):
    def open(self) -> Self:
        """Those that nobody has answered."""
        return self.filter(resolved_at__isnull=True)


class Comment(models.Model):
    """For colleagues: no reader ever sees it, and no signature waits for it."""

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="comments", verbose_name=_("document")
    )
    place = models.CharField(_("part"), max_length=60, blank=True, help_text=_("Empty for the whole page."))
    label = models.CharField(_("called"), max_length=200, blank=True)  # the place, as it was called then
    text = models.TextField(_("comment"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written at"), default=timezone.now)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    resolved_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["document", "pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.CheckConstraint(name="comment_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="comment_is_answered_by_somebody",
                condition=Q(resolved_by__isnull=True, resolved_at__isnull=True)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.written_by}: {self.text[:80]}"
