"""What the national register of providers (NPPES) says, until staff take it over or leave it."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .provider import Provider


class NppesRelease(models.Model):
    """A release that was read to its end. An older one than the newest changes nothing."""

    released = models.DateField(_("released on"), unique=True)
    read_at = models.DateTimeField(_("read on"), auto_now_add=True)

    class Meta:
        ordering = ["-released"]
        verbose_name = _("NPPES release")
        verbose_name_plural = _("NPPES releases")

    def __str__(self) -> str:
        return str(self.released)

    @classmethod
    def newest(cls) -> date | None:
        """None before the first."""
        return cls.objects.order_by("-released").values_list("released", flat=True).first()


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def open(self) -> Self:
        return self.filter(answer=Proposal.Answer.OPEN)

    def deactivated(self) -> Self:
        """Those that ask whether a doctor still practices."""
        return self.open().filter(fact=Proposal.Fact.DEACTIVATED)

    def about(self, provider: Provider) -> Self:
        return self.filter(npi=provider.npi or "")


class Proposal(models.Model):
    """One fact about one NPI. It changes nothing by itself, and once answered it is not asked again."""

    class Fact(models.TextChoices):
        """What staff take over or leave, one by one. An operation is never among them."""

        DEACTIVATED = "deactivated", _("NPI deactivated")
        DOCTOR = "doctor", _("new doctor")
        GIVEN_NAME = "given_name", _("given name")
        FAMILY_NAME = "family_name", _("family name")
        CREDENTIALS = "credentials", _("credentials")
        SPECIALTY = "specialty", _("specialty")
        PLACE = "place", _("place of practice")

    class Source(models.TextChoices):
        """Which of the files said so: a newer one of the same kind replaces what it no longer says."""

        MAIN = "main", _("main file")
        PLACES = "places", _("file of further places")

    class Answer(models.TextChoices):
        OPEN = "", _("open")
        ACCEPTED = "accepted", _("taken over")
        REFUSED = "refused", _("left")
        OUTDATED = "outdated", _("no longer said")

    npi = models.CharField(_("NPI"), max_length=10)
    fact = models.CharField(_("fact"), max_length=16, choices=Fact)
    value = models.JSONField(_("value"))
    key = models.CharField(_("value in one line"), max_length=300)
    source = models.CharField(_("file"), max_length=8, choices=Source)
    released = models.DateField(_("released on"))
    answer = models.CharField(_("answer"), max_length=12, choices=Answer, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered on"), null=True, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["npi", "pk"]
        verbose_name = _("proposal from the national register")
        verbose_name_plural = _("proposals from the national register")
        constraints = [
            models.UniqueConstraint(fields=["npi", "fact", "key"], name="a_fact_is_proposed_once"),
        ]
        indexes = [models.Index(fields=["npi"], condition=Q(answer=""), name="proposal_open_by_npi")]

    def __str__(self) -> str:
        words = {"fact": self.get_fact_display(), "key": self.key, "npi": self.npi}
        return gettext("NPI %(npi)s, %(fact)s: %(key)s") % words
