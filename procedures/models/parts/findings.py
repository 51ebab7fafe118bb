"""What studies found, for each operation and each kind of pain, and how far to trust it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ...markdown_field import MarkdownField
from ..procedure import Procedure
from .article import Figure, draws_nobody_uncounted
from .part import Part


class Strength(models.TextChoices):
    """How strong the evidence is. What each word asks for is written on the page, in StrengthRule."""

    STRONG = "strong", _("strong")
    MODERATE = "moderate", _("moderate")
    LIMITED = "limited", _("limited")
    CONFLICTING = "conflicting", _("conflicting")
    NOT_EFFECTIVE = "not_effective", _("not effective")


class Finding(Part):
    """One result of an operation for one kind of pain: what happened to how many of how many."""

    procedure = models.ForeignKey(
        Procedure, models.PROTECT, related_name="findings", verbose_name=_("operation")
    )
    indication = models.CharField(_("kind of pain"), max_length=100)
    meaning = models.CharField(
        _("shows"), max_length=8, choices=Figure.Meaning, default=Figure.Meaning.BENEFIT
    )
    label = models.CharField(
        _("label in the chart"),
        max_length=44,
        blank=True,
        help_text=_("What was counted, in a few words. Needed where people are counted."),
    )
    outcome = MarkdownField(
        _("what happened"), help_text=_("In whom, counted how, with its limits and its citations.")
    )
    happened = models.PositiveSmallIntegerField(
        _("happened to"), null=True, blank=True, help_text=_("Empty when nobody counted.")
    )
    out_of = models.PositiveSmallIntegerField(_("of"), null=True, blank=True)
    people = models.PositiveIntegerField(
        _("people counted"),
        null=True,
        blank=True,
        help_text=_("In this very count: the arm or the group, not the whole study. Needed with a count."),
    )
    follow_up = models.CharField(
        _("followed for"),
        max_length=60,
        blank=True,
        help_text=_("The people of this very count. Write “not known to us” where it is not."),
    )
    strength = models.CharField(_("strength of the evidence"), max_length=16, choices=Strength)

    class Meta(Part.Meta):
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [
            models.CheckConstraint(
                name="finding_counts_people_within_its_group",
                condition=Q(happened__isnull=True, out_of__isnull=True)
                | Q(happened__isnull=False, out_of__isnull=False, out_of__gt=0, happened__lte=F("out_of")),
                violation_error_message=_(
                    "Enter both numbers or neither; it cannot have happened to more people than there were."
                ),
            ),
            draws_nobody_uncounted("finding_draws_nobody_uncounted"),
        ]

    def __str__(self):
        return f"{self.procedure}: {self.indication}"


class StrengthRule(Part):
    """What the evidence must be to be called so. Readers see every rule that a page uses."""

    strength = models.CharField(_("strength of the evidence"), max_length=16, choices=Strength)
    rule = MarkdownField(_("rule"))

    class Meta(Part.Meta):
        verbose_name = _("rule for a strength of evidence")
        verbose_name_plural = _("rules for the strengths of evidence")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "strength"],
                name="findings_have_one_rule_for_each_strength",
                violation_error_message=_("These findings already have a rule for that."),
            ),
        ]

    def __str__(self):
        return self.get_strength_display()


class Disagreement(Part):
    """Two sources that answer one question in opposite ways, side by side."""

    question = models.CharField(_("question"), max_length=140)
    one = MarkdownField(_("one answer"))
    other = MarkdownField(_("the opposite answer"))
    why = MarkdownField(_("why they may differ"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("disagreement")
        verbose_name_plural = _("disagreements")

    def __str__(self):
        return self.question
