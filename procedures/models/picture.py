"""Pictures of articles, kept in the database: any web process can serve them, and one backup holds all."""

from hashlib import sha256
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .edition import AsOf, Edition


class PictureQuerySet(models.QuerySet["Picture"]):
    def at(self, digest: str, width: int, height: int) -> Self:
        """The one with this hash, if one of its two sizes is this."""
        large, small = Q(width=width, height=height), Q(small_width=width, small_height=height)
        return self.filter(large | small, digest=digest)

    def is_shown(self, digest: str, at: AsOf = None) -> bool:
        """Whether words that patients read now show the one with this hash."""
        words = Cast("content", models.TextField())
        return Edition.objects.public(at).annotate(words=words).filter(words__contains=digest).exists()


class Picture(models.Model):
    """WebP in two sizes, made by `procedures.pictures`; never changed. The hash is that of all this."""

    digest = models.CharField(_("SHA-256 of the picture"), max_length=64, unique=True, editable=False)
    large = models.BinaryField(_("large"))
    small = models.BinaryField(_("small"))
    width = models.PositiveSmallIntegerField(_("width in pixels"))
    height = models.PositiveSmallIntegerField(_("height in pixels"))
    small_width = models.PositiveSmallIntegerField(_("width of the small one in pixels"))
    small_height = models.PositiveSmallIntegerField(_("height of the small one in pixels"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added at"), default=timezone.now)

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return self.digest[:12]

    def get_absolute_url(self) -> str:
        return reverse("picture", args=[self.digest, self.width, self.height])

    def true_digest(self) -> str:
        """The hash that the database compares with it (sql/pictures_never_change.sql).

        With measures and lengths: it says where one ends and the other begins, and how large each is.
        """
        large, small = bytes(self.large), bytes(self.small)
        sizes = (self.width, self.height, len(large), self.small_width, self.small_height, len(small))
        return sha256(" ".join(map(str, sizes)).encode() + b"\n" + large + small).hexdigest()

    def of_width(self, width: int) -> bytes:
        """The bytes of one of its sizes."""
        return bytes(self.large if width == self.width else self.small)
