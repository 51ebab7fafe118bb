"""Who works here, and the codes on paper that stand in for a lost phone."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device, ThrottlingMixin, TimestampMixin

from drez_site.foundation.roles import Role


class StaffMember(AbstractUser):
    """Someone who signs in to the admin. Clinical reviewers are shown on the pages they sign."""

    first_name = None
    last_name = None
    full_name = models.CharField(_("full name"), max_length=150)
    credentials = models.CharField(
        _("credentials"), max_length=80, blank=True, help_text=_("As shown after the name, like MD, PhD.")
    )
    conflicts_of_interest = models.TextField(
        _("conflicts of interest"),
        blank=True,
        help_text=_("Shown beside the name on every page this person signs. Write “None declared” if so."),
    )

    REQUIRED_FIELDS = ["full_name", "email"]

    class Meta:
        verbose_name = _("staff member")
        verbose_name_plural = _("staff members")

    def __str__(self):
        return self.full_name or self.username

    @property
    def is_clinical_reviewer(self) -> bool:
        """Whether this account signs: a superuser who is no reviewer does not."""
        return self.is_active and self.groups.filter(name=Role.REVIEWER).exists()

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return self.full_name


class ReviewerNomination(models.Model):
    """How somebody became a clinical reviewer: whoever is one has one that was confirmed and has not ended.

    The database keeps the group Clinical reviewer by these rows (sql/nominations_make_reviewers.sql).
    """

    person = models.ForeignKey(
        StaffMember, models.PROTECT, related_name="nominations", verbose_name=_("staff member")
    )
    proposed_by = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proposed by")
    )  # nobody: appointed on the server
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now, editable=False)
    confirmed_by = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)

    class Meta:
        ordering = ["-proposed_at"]
        verbose_name = _("clinical reviewer")
        verbose_name_plural = _("clinical reviewers")
        constraints = [
            models.UniqueConstraint(
                name="one_nomination_at_a_time_for_each_person",
                fields=["person"],
                condition=Q(ended_at__isnull=True),
                violation_error_message=_("This person is a clinical reviewer, or proposed as one, already."),
            ),
            models.CheckConstraint(
                name="nomination_names_three_people",
                condition=(Q(proposed_by__isnull=True) | ~Q(proposed_by=F("person")))
                & (
                    Q(confirmed_by__isnull=True)
                    | (~Q(confirmed_by=F("person")) & ~Q(confirmed_by=F("proposed_by")))
                ),
                violation_error_message=_(
                    "Nobody proposes or confirms themselves, or confirms their own proposal."
                ),
            ),
        ]

    def __str__(self):
        return str(self.person)

    @property
    def waits(self) -> bool:
        """Whether it was proposed, and a reviewer has still to confirm it."""
        return self.confirmed_at is None and self.ended_at is None

    @property
    def stands(self) -> bool:
        """Whether it makes the person a clinical reviewer now."""
        return self.confirmed_at is not None and self.ended_at is None


class RecoveryCodes(TimestampMixin, ThrottlingMixin, Device):
    """The codes on paper that stand in for a lost phone. Each works once, and only hashes are kept.

    The hashes are keyed with SECRET_KEY: somebody who reads the database can neither use nor guess a code.
    """

    hashes = ArrayField(models.CharField(max_length=64), default=list)

    class Meta:
        verbose_name = _("recovery codes")
        verbose_name_plural = _("recovery codes")
        constraints = [
            models.UniqueConstraint(name="one_sheet_of_recovery_codes_for_each_person", fields=["user"])
        ]

    @staticmethod
    def hash_of(code: str, secret: str | None = None) -> str:
        return salted_hmac("drez_site.recovery_code", code, secret, algorithm="sha256").hexdigest()

    def verify_token(self, token: str) -> bool:
        """Accept a code that was not used yet. Each wrong one doubles the wait for the next."""
        if not self.verify_is_allowed()[0]:
            return False
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        used = {self.hash_of(token, key) for key in keys} & set(self.hashes)
        if not used:
            self.throttle_increment()
            return False
        self.hashes = [kept for kept in self.hashes if kept not in used]
        self.throttle_reset(commit=False)
        self.set_last_used_timestamp(commit=False)
        self.save()
        return True

    def get_throttle_factor(self) -> int:
        return 1
