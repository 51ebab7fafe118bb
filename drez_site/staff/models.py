"""Who works here, and the codes on paper that stand in for a lost phone."""

import logging
from binascii import unhexlify
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, Max, Q
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device, ThrottlingMixin, TimestampMixin
from django_otp.plugins.otp_totp.models import TOTPDevice

from drez_site.foundation.languages.claims import no_claims, no_claims_but_a_rank
from drez_site.foundation.names import person_alone
from drez_site.foundation.roles import Role
from drez_site.foundation.sign_in_hold import HOLD

from . import phone_secrets

log = logging.getLogger(__name__)

NOTICED_FOR = timedelta(days=30)
NAME_IS_TAKEN = _("A user with that username already exists: capitals make no difference.")


class StaffMember(AbstractUser):
    """Someone who signs in to the admin. Clinical reviewers are shown on the pages they sign."""

    class Digest(models.TextChoices):
        """How often they get a letter about what waits for them (staff/digests.py)."""

        DAILY = "daily", _("Every day on which something waits")
        WEEKLY = "weekly", _("On Mondays")
        NEVER = "never", _("Never")

    first_name = None
    last_name = None
    full_name = models.CharField(
        _("full name"), max_length=150, validators=[no_claims_but_a_rank, person_alone]
    )
    credentials = models.CharField(
        _("credentials"),
        max_length=80,
        blank=True,
        help_text=_("As shown after the name, like MD, PhD."),
        validators=[no_claims],
    )
    conflicts_of_interest = models.TextField(
        _("conflicts of interest"),
        blank=True,
        help_text=_("Shown beside the name on every page this person signs. Write “None declared” if so."),
        validators=[no_claims],
    )

    digest = models.CharField(
        _("letters about what waits for me"),
        max_length=6,
        choices=Digest,
        default=Digest.DAILY,
        db_default=Digest.DAILY,
        help_text=_("Sent at night to the email address of this account: how much waits, and where."),
    )
    digest_sent_on = models.DateField(null=True, editable=False)

    REQUIRED_FIELDS = ["full_name", "email"]

    class Meta:
        verbose_name = _("staff member")
        verbose_name_plural = _("staff members")
        constraints = [
            models.UniqueConstraint(
                Upper("username"),  # as `iexact` compares
                name="user_names_differ_in_more_than_capitals",
                violation_error_message=NAME_IS_TAKEN,
            )
        ]

    def clean(self):
        super().clean()
        others = StaffMember.objects.filter(username__iexact=self.username).exclude(pk=self.pk)
        if others.exists():
            raise ValidationError({"username": ValidationError(NAME_IS_TAKEN, code="unique")})

    def __str__(self):
        return self.full_name or self.username

    @property
    def is_clinical_reviewer(self) -> bool:
        """Whether this account signs: a superuser who is no reviewer does not."""
        return self.is_active and self.groups.filter(name=Role.REVIEWER).exists()

    @property
    def makes_accounts(self) -> bool:
        """Whether this account can make others, and so must not sign what they write."""
        return self.is_superuser or self.groups.filter(name=Role.ADMINISTRATOR).exists()

    @property
    def waits_until(self) -> datetime | None:
        """Until when this account signs nothing, because somebody else reset how it signs in."""
        counting = SignInReset.objects.holding().filter(person=self)
        made_at = counting.aggregate(newest=Max("made_at"))["newest"]
        return made_at + HOLD if made_at else None

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return self.full_name


def _signs_now(person: StaffMember) -> Exists:
    """For a query: whether this account is a reviewer's, and nobody reset today how it signs in."""
    held = SignInReset.objects.holding().values("person")
    signing = StaffMember.objects.filter(pk=person.pk, is_active=True, groups__name=Role.REVIEWER)
    return Exists(signing.exclude(pk__in=held))


class ReviewerNominationQuerySet(models.QuerySet["ReviewerNomination"]):
    def to_be_confirmed_by(self, person: StaffMember) -> Self:
        """Proposed by others, about others, if this account signs."""
        waiting = self.filter(_signs_now(person), confirmed_at__isnull=True, ended_at__isnull=True)
        return waiting.exclude(person=person).exclude(proposed_by=person)


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

    objects = ReviewerNominationQuerySet.as_manager()

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

    def may_be_confirmed_by(self, person: StaffMember) -> bool:
        return ReviewerNomination.objects.to_be_confirmed_by(person).filter(pk=self.pk).exists()

    @property
    def is_in_force(self) -> bool:
        """Whether it makes the person a clinical reviewer now."""
        return self.confirmed_at is not None and self.ended_at is None


class NameProposalQuerySet(models.QuerySet["NameProposal"]):
    def waiting(self) -> Self:
        """Those that no administrator has answered."""
        return self.filter(outcome="")

    def to_be_answered_by(self, person: StaffMember) -> Self:
        """Those of others, if this account is an administrator's."""
        waiting = self.waiting().exclude(person=person)
        return waiting if person.has_perm("staff.answer_nameproposal") else waiting.none()


class NameProposal(models.Model):
    """How somebody wants to be shown to patients: so once another administrator confirms it."""

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed: patients read it on what is signed from now on.")
        REFUSED = "refused", _("Refused: nothing changed.")
        REPLACED = "replaced", _("Replaced by a newer proposal.")

    person = models.ForeignKey(
        StaffMember, models.CASCADE, related_name="name_proposals", verbose_name=_("staff member")
    )
    full_name = models.CharField(
        _("full name"), max_length=150, validators=[no_claims_but_a_rank, person_alone]
    )
    credentials = models.CharField(_("credentials"), max_length=80, blank=True, validators=[no_claims])
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now, editable=False)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    answered_by = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )

    objects = NameProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at"]
        verbose_name = _("name to confirm")
        verbose_name_plural = _("names and credentials")
        constraints = [
            models.UniqueConstraint(
                name="one_name_waits_for_each_person", fields=["person"], condition=Q(outcome="")
            ),
            models.CheckConstraint(
                name="name_is_answered_by_somebody_else",
                condition=Q(outcome__in=["", "replaced"], answered_by=None)
                | (Q(outcome__in=["confirmed", "refused"]) & ~Q(answered_by=F("person"))),
                violation_error_message=_("An administrator who is not that person answers."),
            ),
        ]

    def __str__(self):
        return f"{self.full_name}, {self.credentials}" if self.credentials else self.full_name

    def may_be_answered_by(self, person: StaffMember) -> bool:
        return NameProposal.objects.to_be_answered_by(person).filter(pk=self.pk).exists()


class SignInResetQuerySet(models.QuerySet["SignInReset"]):
    def holding(self) -> Self:
        """Made by somebody else within a day, and no other reviewer has vouched for it."""
        return self.filter(made_by__isnull=False, vouched_by=None, made_at__gt=timezone.now() - HOLD)

    def to_be_vouched_by(self, person: StaffMember) -> Self:
        """Of reviewers who cannot sign, if this account can, and neither made the link nor got it."""
        holding = self.holding().filter(_signs_now(person), person__groups__name=Role.REVIEWER)
        return holding.exclude(person=person).exclude(made_by=person)

    def recent(self) -> Self:
        """Those of which the person is still told."""
        return self.filter(made_at__gt=timezone.now() - NOTICED_FOR)


class SignInReset(models.Model):
    """Somebody ended an account's password and phone, and made a link on which new ones are set.

    Whoever holds the link can be that person. So for a day the account signs nothing, unless another clinical
    reviewer vouches; not so when the link was made on the server (`made_by` is empty), and a first link
    resets nothing. The database keeps the rows (sql/resets_stay.sql) and refuses the signature.
    """

    person = models.ForeignKey(
        StaffMember, models.PROTECT, related_name="sign_in_resets", verbose_name=_("staff member")
    )
    made_by = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    vouched_by = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("vouched for by")
    )
    vouched_at = models.DateTimeField(_("vouched for at"), null=True, editable=False)

    objects = SignInResetQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("new sign-in link")
        verbose_name_plural = _("new sign-in links")

    def __str__(self):
        return str(self.person)

    def may_be_vouched_by(self, person: StaffMember) -> bool:
        return SignInReset.objects.to_be_vouched_by(person).filter(pk=self.pk).exists()

    @property
    def holds(self) -> bool:
        """Whether the person signs nothing because of it, now."""
        return bool(self.made_by_id) and not self.vouched_by_id and self.made_at > timezone.now() - HOLD


class Phone(TOTPDevice):
    """A phone with an authenticator app. Its secret is kept sealed (phone_secrets.py)."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("phone")
        verbose_name_plural = _("phones")

    @property
    def bin_key(self) -> bytes:
        """The secret. Raises phone_secrets.Unreadable."""
        return unhexlify(phone_secrets.opened(self.key, self.user_id))

    def verify_token(self, token: str) -> bool:
        """Accept a code of the phone once. None is right while its secret cannot be read."""
        try:
            return bool(super().verify_token(token))
        except phone_secrets.Unreadable as reason:
            log.error("The phone of account %d cannot be asked: %s", self.user_id, reason)
            return False


class Passkey(TimestampMixin, Device):
    """A device or a security key that answers with a signature (passkeys.py).

    `key` gives no signature, it proves one. It is kept sealed for its account like the secret of a phone, so
    that a copied row lets nobody in.
    """

    credential_id = models.CharField(max_length=1364, unique=True)  # base64url; 1,023 bytes at most
    key = models.TextField()
    sign_count = models.BigIntegerField(default=0)
    answered = models.BigIntegerField(default=0)  # when the newest question that it answered was asked, in µs

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        verbose_name = _("passkey")
        verbose_name_plural = _("passkeys")
        constraints = [
            models.CheckConstraint(name="key_of_passkey_is_sealed", condition=Q(key__startswith="v1."))
        ]

    def __str__(self):
        return self.name

    @property
    def public_key(self) -> bytes:
        """Of the pair of keys, the one that the device gave away. Raises phone_secrets.Unreadable."""
        return unhexlify(phone_secrets.opened(self.key, self.user_id))


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
