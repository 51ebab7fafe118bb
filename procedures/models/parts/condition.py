"""A kind of pain that patients start from: what they call it, and where each operation stands for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ...markdown_field import MarkdownField
from ..procedure import Procedure
from .part import Part


class Saying(Part):
    """How patients say it. The first one is the link on the home page."""

    text = models.CharField(
        _("words"), max_length=80, help_text=_("No name of a disease: like “An arm, since a crash”.")
    )

    class Meta(Part.Meta):
        verbose_name = _("words of patients")
        verbose_name_plural = _("words of patients")

    def __str__(self):
        return self.text


class Standing(Part):
    """Where one operation stands for this kind of pain, in whom, and by which source."""

    class Verdict(models.TextChoices):
        USED = "used", _("used for this, and studied")
        UNCERTAIN = "uncertain", _("uncertain for this")
        NOT_USED = "not_used", _("not used for this, as far as we found")

    class Approval(models.TextChoices):
        APPROVED = "approved", _("FDA-approved for this")
        OFF_LABEL = "off_label", _("off-label for this")

    procedure = models.ForeignKey(
        Procedure, models.PROTECT, related_name="standings", verbose_name=_("operation")
    )
    place = models.CharField(
        _("where"), max_length=60, blank=True, help_text=_("If it differs by place: “In the foot or leg”.")
    )
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict)
    approval = models.CharField(
        _("FDA label"),
        max_length=12,
        choices=Approval,
        blank=True,
        help_text=_("Of a device. Empty for surgery without one: the FDA approves no surgery."),
    )
    reason = MarkdownField(_("reason"), help_text=_("Why, in whom, counted how, with its citations."))

    class Meta(Part.Meta):
        verbose_name = _("standing of an operation")
        verbose_name_plural = _("standings of the operations")

    def __str__(self):
        return f"{self.procedure}: {self.get_verdict_display()}"
