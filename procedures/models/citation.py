"""Which documents rest on which sources: derived from their words by the database, never edited."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .document import Document
from .edition import Edition
from .publication import Publication


class Citation(models.Model):
    """A source that a draft or an edition cites, once for each row that does.

    A draft cites what its texts name as [@key], and evidence also the source that it sums up; an edition
    cites its signed sources. The key is kept as written: it may belong to no publication, or later to one.
    Triggers write the rows in the transaction of whatever changed (see `procedures/sql/`) and refuse every
    other hand, so nothing cascades or is checked from here.
    """

    document = models.ForeignKey(
        Document, models.DO_NOTHING, related_name="citations", verbose_name=_("document")
    )
    edition = models.ForeignKey(
        Edition,
        models.DO_NOTHING,
        null=True,
        related_name="citations",
        verbose_name=_("edition"),
        help_text=_("Empty for the draft."),
    )
    publication = models.ForeignKey(
        Publication,
        models.PROTECT,
        to_field="key",
        db_column="key",
        db_constraint=False,
        related_name="citations",
        verbose_name=_("publication"),
    )
    citing_table = models.CharField(_("table"), max_length=63)
    citing_row = models.BigIntegerField(_("row of the table"))

    class Meta:
        ordering = ["document", "edition", "pk"]
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = [
            models.UniqueConstraint(
                fields=["citing_table", "citing_row", "publication"], name="row_cites_a_source_once"
            ),
        ]

    def __str__(self):
        return f"{self.publication_id}: {self.edition or self.document}"
