"""What the night found out about addresses outside this site."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

BROKEN_AFTER = 2  # nights in a row; a server may be down for one


class CheckedLinkQuerySet(models.QuerySet["CheckedLink"]):
    def broken(self) -> Self:
        """The page is gone, or nobody has answered, for so long that somebody has to look."""
        return self.filter(nights_without_page__gte=BROKEN_AFTER)


class CheckedLink(models.Model):
    """An address that some page leads to; `answered` is what was said instead of the page."""

    address = models.URLField(_("address"), max_length=2000, unique=True)
    asked_at = models.DateTimeField(_("asked at"))
    answered = models.CharField(_("answered"), max_length=60, blank=True)
    nights_without_page = models.PositiveSmallIntegerField(_("nights without the page"), default=0)

    objects = CheckedLinkQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["address"]
        verbose_name = _("checked link")
        verbose_name_plural = _("checked links")

    def __str__(self) -> str:
        return self.address
