"""What the search of the whole site reads: the signed words, by their place on a page. Never edited."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from .edition import Edition


class Passage(models.Model):
    """The signed words that stand at one place of a page: of one edition, at one anchor.

    Triggers write the rows in the transaction that signs (see `procedures/sql/`) and refuse every other hand,
    so nothing unsigned is ever among them, and nothing cascades or is checked from here. Which editions
    patients may read now is asked of these, in each search.
    """

    edition = models.ForeignKey(
        Edition, models.DO_NOTHING, related_name="passages", verbose_name=_("edition")
    )
    language = models.CharField(_("language"), max_length=8)
    position = models.PositiveIntegerField(_("position"))
    anchor = models.TextField(_("anchor"), help_text=_("Empty for the top of the page."))
    heading = models.TextField(_("heading"))
    words = models.TextField(_("words"))
    vector = SearchVectorField(_("words, as they are looked for"))

    class Meta:
        ordering = ["edition", "position"]
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        constraints = [
            models.UniqueConstraint(fields=["edition", "anchor"], name="passage_has_a_place_of_its_own"),
        ]
        indexes = [GinIndex(fields=["vector"], name="passage_by_words")]

    def __str__(self) -> str:
        return f"{self.edition_id}#{self.anchor}"


class PassageWord(models.Model):
    """A word of the passages of an edition, folded, found again when misspelled."""

    edition = models.ForeignKey(
        Edition, models.DO_NOTHING, null=True, related_name="+", verbose_name=_("edition")
    )
    language = models.CharField(_("language"), max_length=8)
    word = models.TextField(_("word"), db_collation="C")

    class Meta:
        verbose_name = _("word of passages")
        verbose_name_plural = _("words of passages")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "word"], name="passage_word_stands_once_in_its_edition"
            ),
        ]
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="passage_word_by_likeness")]

    def __str__(self) -> str:
        return self.word
