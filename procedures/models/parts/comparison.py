"""The option grid: the same questions put to every treatment, none of them first among equals."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.markdown.field import MarkdownField

from .part import Part


class Option(Part):
    """A treatment, or none, as the column of the grid. Its colour and glyph follow from its kind."""

    class Kind(models.TextChoices):
        DREZ = "drez", _("DREZ lesioning")
        DRG = "drg", _("DRG stimulation")
        SCS = "scs", _("spinal cord stimulation")
        CARE = "care", _("medicines and rehabilitation")
        NOTHING = "nothing", _("no procedure")

    kind = models.CharField(_("option"), max_length=8, choices=Kind)
    name = models.CharField(
        _("name on the page"), max_length=60, help_text=_("In the language of the document.")
    )

    class Meta(Part.Meta):
        verbose_name = _("option")
        verbose_name_plural = _("options")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "kind"],
                name="comparison_has_each_option_once",
                violation_error_message=_("This comparison already has that option."),
            ),
        ]

    def __str__(self):
        return self.name


class GridRow(Part):
    """A patient's question and an answer for each option: the fields are named by Option.Kind."""

    question = models.CharField(_("question"), max_length=120)
    drez = MarkdownField(Option.Kind.DREZ.label, blank=True)
    drg = MarkdownField(Option.Kind.DRG.label, blank=True)
    scs = MarkdownField(Option.Kind.SCS.label, blank=True)
    care = MarkdownField(Option.Kind.CARE.label, blank=True)
    nothing = MarkdownField(Option.Kind.NOTHING.label, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("question of the comparison")
        verbose_name_plural = _("questions of the comparison")

    def __str__(self):
        return self.question
