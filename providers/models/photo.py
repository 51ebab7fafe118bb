"""Portraits of doctors, kept in the database: any web process can serve them, and one backup holds all."""

import hashlib
from typing import Self

from django.db import models
from django.db.models import F, Func
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.history.fields import kept_history

from .provider import Provider

MOST_BYTES = 60_000


class PhotoQuerySet(models.QuerySet["Photo"]):
    def public(self) -> Self:
        """Those of doctors whom a patient may see."""
        return self.filter(provider__in=Provider.objects.public())

    def with_digest(self, digest: str) -> Self:
        return self.filter(digest=digest)


class Photo(models.Model):
    """A JPEG made by `providers.photos.portrait`, at an address that changes with what it shows."""

    provider = models.OneToOneField(Provider, models.CASCADE, related_name="photo", verbose_name=_("doctor"))
    content = models.BinaryField(_("JPEG"))
    digest = models.CharField(_("SHA-256 of the JPEG"), max_length=64, db_index=True, editable=False)
    width = models.PositiveSmallIntegerField(_("width in pixels"), editable=False)
    height = models.PositiveSmallIntegerField(_("height in pixels"), editable=False)

    KEPT_UNTYPED = ("content", "digest", "width", "height")

    objects = PhotoQuerySet.as_manager()
    history = kept_history()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        constraints = [
            models.CheckConstraint(
                name="photo_has_at_most_60_kilobytes",
                condition=LessThanOrEqual(
                    Func(F("content"), function="octet_length", output_field=models.IntegerField()),
                    MOST_BYTES,
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.provider)

    def get_absolute_url(self) -> str:
        return reverse("photo", args=[self.digest])

    def show(self, jpeg: bytes, width: int, height: int) -> Self:
        """Take on this picture, with its size in pixels; not saved yet."""
        self.content, self.digest = jpeg, hashlib.sha256(jpeg).hexdigest()
        self.width, self.height = width, height
        return self
