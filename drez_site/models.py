"""Who works here, and what the clinic says about itself."""

from django.contrib.auth.models import AbstractUser
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

phone_number = RegexValidator(
    r"^\+1[2-9]\d{9}$", _("Enter the number with country code and no spaces, like +19195550134.")
)


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


class ClinicProfile(models.Model):
    """The one row of facts in every page's head and foot. Until it exists the site is a demonstration."""

    name = models.CharField(_("name of the clinic"), max_length=100, default="Pain surgery clinic")
    phone = models.CharField(
        _("appointment phone"),
        max_length=12,
        blank=True,
        validators=[phone_number],
        help_text=_("Like +19195550134."),
    )
    hours = models.CharField(
        _("phone hours"), max_length=100, blank=True, help_text=_("Like “Monday to Friday, 8 am to 5 pm”.")
    )
    hours_es = models.CharField(_("phone hours in Spanish"), max_length=100, blank=True)
    street = models.CharField(_("street"), max_length=120, blank=True)
    city = models.CharField(_("city"), max_length=60, blank=True)
    state = models.CharField(_("state"), max_length=2, blank=True, help_text=_("Two letters, like NC."))
    zip_code = models.CharField(_("ZIP code"), max_length=10, blank=True)
    is_demonstration = models.BooleanField(
        _("this site is a demonstration"),
        default=True,
        help_text=_("While on, every page says so. “manage.py start_clinic” makes it a real clinic's site."),
    )

    class Meta:
        verbose_name = _("clinic profile")
        verbose_name_plural = _("clinic profile")
        constraints = [
            models.CheckConstraint(
                name="there_is_only_one_clinic_profile",
                condition=Q(pk=1),
                violation_error_message=_("The clinic already has a profile: change that one."),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> "ClinicProfile":
        """The saved profile, or an unsaved one that says only that this is a demonstration."""
        return cls.objects.first() or cls(pk=1)
