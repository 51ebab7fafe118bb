"""Who works here, and the codes on paper that stand in for a lost phone."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device, ThrottlingMixin, TimestampMixin


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

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return self.full_name


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
