"""Which documents rest on which sources: derived from their words by the database, never edited."""

from datetime import datetime

from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .document import Document
from .edition import Edition
from .publication import Publication
from .retraction import Retraction


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

    def __str__(self) -> str:
        return f"{self.publication_id}: {self.edition or self.document}"


def public_sources(at: datetime | None = None) -> models.QuerySet[Publication]:
    """The sources that patients may read of, each with `is_summed_up`.

    A reviewer accepted each: a public edition cites it, or is its summary. What staff typed about it is
    public with a summary only: see `Publication.for_readers`.
    """
    up = Edition.objects.public(at)
    summed_up = Q(key__in=up.summaries().values("document__slug"))
    cited = Q(key__in=up.values("citations__publication"))
    is_summed_up = ExpressionWrapper(summed_up, output_field=BooleanField())
    marked = Subquery(Retraction.objects.filter(publication=OuterRef("pk")).told(at)[:1])
    return Publication.objects.annotate(is_summed_up=is_summed_up, marked=marked).filter(summed_up | cited)


def why_not_public(publication: Publication) -> str:
    """What staff read about a source that patients do not see; "" when they do."""
    if public_sources().filter(pk=publication.pk).exists():
        return ""
    return gettext(
        "Patients do not see this source: no signed page that is up cites it, and it has no signed summary. "
        "Cite it on a page or write its summary, and have that signed."
    )
