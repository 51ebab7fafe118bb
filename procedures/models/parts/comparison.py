"""The option grid: the same questions put to every treatment, none of them first among equals."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ...markdown_field import MarkdownField
from ..procedure import Drawn, Procedure
from .part import Part

NO_PROCEDURE = "nothing"  # the option that every comparison has: to stay as one is


class Option(Part, Drawn):
    """A treatment, or none, as the column of the grid."""

    kind = models.SlugField(
        _("short name"),
        max_length=20,
        db_index=False,
        help_text=_("Used in page addresses, like “scs”. For no procedure, enter “nothing”."),
    )
    name = models.CharField(
        _("name on the page"), max_length=60, help_text=_("In the language of the document.")
    )
    procedure = models.ForeignKey(
        Procedure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("operation"),
        help_text=_(
            "If the option is one of your operations. It is then shown only while patients can read about it."
        ),
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
    """A patient's question, the row of the grid."""

    question = models.CharField(_("question"), max_length=120)

    class Meta(Part.Meta):
        verbose_name = _("question of the comparison")
        verbose_name_plural = _("questions of the comparison")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "question"],
                name="comparison_asks_each_question_once",
                violation_error_message=_("This comparison already asks that."),
            ),
        ]

    def __str__(self):
        return self.question


class Answer(Part):
    """What is said to one question about one option: a cell of the grid."""

    row = models.ForeignKey(GridRow, models.CASCADE, related_name="answers", verbose_name=_("question"))
    option = models.ForeignKey(Option, models.CASCADE, related_name="answers", verbose_name=_("option"))
    text = MarkdownField(_("answer"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("answer of the comparison")
        verbose_name_plural = _("answers of the comparison")
        ordering = ["row", "option"]
        constraints = [
            models.UniqueConstraint(
                fields=["row", "option"],
                name="option_has_one_answer_to_each_question",
                violation_error_message=_("This option already has an answer to that question."),
            ),
        ]

    def __str__(self):
        return f"{self.row}: {self.option}"
