"""Every saved state of a draft, and whose change it was. Triggers in the database keep them as they are."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .document import Document
from .glossary import GlossaryTerm
from .procedure import Procedure
from .publication import Publication


class Revision(models.Model):
    """The words of a draft as they were once saved; the next number of its document, and for good.

    `saved_by` is empty for texts that came with the site: they have a version, and no account to sign with.
    """

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="revisions", verbose_name=_("document")
    )
    number = models.PositiveIntegerField(_("number"))
    content = models.JSONField(_("words"))
    content_hash = models.CharField(_("hash of the words"), max_length=64, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("saved by"),
    )
    saved_as = models.CharField(
        _("saved as"), max_length=150, help_text=_("The name of the account then, or “Shipped text, …”.")
    )
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)

    class Meta:
        ordering = ["document", "number"]
        verbose_name = _("saved draft")
        verbose_name_plural = _("saved drafts")
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="revision_number_is_given_once"),
            models.CheckConstraint(name="revision_names_its_writer", condition=~Q(saved_as="")),
        ]

    def __str__(self) -> str:
        return f"{self.document}, {self.number}: {self.saved_as}"


class RowRevision(models.Model):
    """A glossary word, a source or an operation as it was once saved, for good: documents sign what it says.

    It outlives its row, which somebody might write anew.
    """

    class List(models.TextChoices):
        """Under which name contents hold such rows."""

        TERMS = "terms", GlossaryTerm._meta.verbose_name_plural
        SOURCES = "sources", Publication._meta.verbose_name_plural
        PROCEDURES = "procedures", Procedure._meta.verbose_name_plural

    list = models.CharField(_("kind"), max_length=10, choices=List)
    row = models.BigIntegerField(_("number of the row"))
    content = models.JSONField(_("words"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("saved by")
    )
    saved_as = models.CharField(_("saved as"), max_length=150, help_text=_("The name of the account then."))
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)

    class Meta:
        ordering = ["list", "row", "pk"]
        verbose_name = _("saved word or source")
        verbose_name_plural = _("saved words and sources")
        indexes = [models.Index(fields=["list", "row"], name="rowrevision_of_a_row")]
        constraints = [
            models.CheckConstraint(name="row_revision_names_its_writer", condition=~Q(saved_as="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_list_display()} {self.row}: {self.saved_as}"
