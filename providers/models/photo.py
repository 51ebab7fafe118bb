"""Portraits of doctors, kept in the database: any web process can serve them, and one backup holds all."""

import hashlib
from typing import Self

from django.db import models
from django.db.models import F, Func, Value
from django.db.models.lookups import Exact, LessThanOrEqual
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.approved_words import Approved, Picture, approved_text
from drez_site.foundation.history.fields import kept_history

from .provider import Provider

MOST_BYTES = 60_000


class PhotoQuerySet(models.QuerySet["Photo"]):
    def public(self) -> Self:
        """Those that a reviewer approved, of doctors whom a patient may see."""
        approved = approved_text(self.model, "digest")
        return self.filter(provider__in=Provider.objects.public(), digest=approved)

    def with_digest(self, digest: str) -> Self:
        return self.filter(digest=digest)


class Photo(Approved):
    """A JPEG made by `providers.photos.portrait`, at an address that changes with what it shows.

    It can say whatever a sentence can, so it waits for a reviewer like one: its digest is the free text. The
    approval ends with the picture, so that patients see initials until the next one is approved.
    """

    provider = models.OneToOneField(Provider, models.CASCADE, related_name="photo", verbose_name=_("doctor"))
    content = models.BinaryField(_("JPEG"))
    digest = models.CharField(_("photo"), max_length=64, db_index=True, editable=False)  # SHA-256
    width = models.PositiveSmallIntegerField(_("width in pixels"), editable=False)
    height = models.PositiveSmallIntegerField(_("height in pixels"), editable=False)

    TO_APPROVE = ("digest",)
    MAKES_LINKS = False
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
            models.CheckConstraint(
                name="photo_is_the_one_of_its_digest",
                condition=Exact(
                    F("digest"),
                    Func(
                        Func(F("content"), function="sha256", output_field=models.BinaryField()),
                        Value("hex"),
                        function="encode",
                        output_field=models.CharField(),
                    ),
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.provider)

    def get_absolute_url(self) -> str:
        return reverse("photo", args=[self.digest])

    def page_for_readers(self) -> str:
        return self.provider.get_absolute_url()

    def picture_of(self, name: str, words: str) -> Picture | None:
        alt = gettext("Portrait of %(name)s") % {"name": self.provider.full_name}
        address = reverse("admin:providers_provider_photo", args=[words])
        return Picture(address, self.width, self.height, alt)

    @property
    def is_approved(self) -> bool:
        """Whether patients may see it, if they may see the doctor."""
        return self.for_readers("digest") == self.digest

    def show(self, jpeg: bytes, width: int, height: int) -> Self:
        """Take on this picture, with its size in pixels; not saved yet."""
        self.content, self.digest = jpeg, hashlib.sha256(jpeg).hexdigest()
        self.width, self.height = width, height
        return self
