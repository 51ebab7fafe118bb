"""The operations a clinic offers."""

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

HAVE_SOCIAL_CARDS = ("drez-lesioning", "drg-stimulation")


class Procedure(models.Model):
    """An operation, in no language: its words live in its articles."""

    class Identity(models.TextChoices):
        """Colour and glyph, everywhere the same: the names look alike."""

        DREZ = "drez", _("plum, dotted strip")
        DRG = "drg", _("blue, ganglion")

    slug = models.SlugField(_("address"), unique=True, help_text=_("The last part of the page's address."))
    name = models.CharField(
        _("name"), max_length=80, unique=True, help_text=_("In full, like “DREZ lesioning”.")
    )
    identity = models.CharField(_("look"), max_length=8, choices=Identity)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("procedures:article", args=[self.slug])

    @property
    def social_card(self) -> str:
        """The static picture for links to its page, or "": drawn only for the operations we ship."""
        return f"img/cards/{self.slug}.{get_language()}.png" if self.slug in HAVE_SOCIAL_CARDS else ""
