"""Which documents rest on which sources: derived from their words by the database, never edited."""

from datetime import datetime

from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .document import Document
from .edition import Edition, ReviewClock
from .publication import Publication
from .retraction import Retraction


class Citation(models.Model):
    """A source that a draft or an edition cites, once for each row that does.

    A draft cites what its texts name as [@key], and evidence also the source that it sums up; an edition
    cites its signed sources, and sums up the one whose facts it has. The key is kept as written: it may
    belong to no publication, or later to one. Triggers write the rows in the transaction of whatever changed
    (see `procedures/sql/`) and refuse every other hand, so nothing cascades or is checked from here.
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
    facts = models.JSONField(
        _("facts"),
        null=True,
        editable=False,
        help_text=_("What the edition says of it; empty for the draft, and where it says nothing."),
    )
    sums_up = models.BooleanField(
        _("is its summary"),
        db_default=False,
        editable=False,
        help_text=_("Whether the edition is its summary."),
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


def public_sources(on: ReviewClock | None = None, at: datetime | None = None) -> models.QuerySet[Publication]:
    """The sources that patients may read of, each with what a reviewer signed of it: `facts`, `is_summed_up`.

    The signature is that of its public summary or, without one, that of the newest public page that cites it.
    Patients read `Publication.for_readers` of each, and nothing of its row.
    """
    behind = (
        Citation.objects.filter(edition__in=Edition.objects.public(on or at))
        .order_by("publication_id", "-sums_up", "-edition__published_at", "-pk")
        .distinct("publication_id")
    )
    marks = Retraction.objects.filter(publication=OuterRef("pk")).as_marks(at)
    return Publication.objects.filter(citations__in=behind.values("pk")).annotate(
        facts=F("citations__facts"), is_summed_up=F("citations__sums_up"), marked=Subquery(marks[:1])
    )


def why_not_public(publication: Publication) -> str:
    """What staff read about a source that patients do not see; "" when they do."""
    if public_sources().filter(pk=publication.pk).exists():
        return ""
    return gettext(
        "Patients do not see this source: no signed page that is up cites it, and it has no signed summary. "
        "Cite it on a page or write its summary, and have that signed."
    )
