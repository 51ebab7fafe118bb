"""What a document is made of: ordered pieces, each of a kind."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..document import Document


class Part(models.Model):
    """One ordered piece of a document."""

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="%(class)ss", verbose_name=_("document")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]
