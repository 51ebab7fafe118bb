"""By what subject the staff's first page lists what they may open."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.TextChoices):
    """Each `ModelAdmin` names its `subject`; the first page shows them in this order."""

    PATIENTS_READ = "patients-read", _("What patients read")
    DIRECTORY = "directory", _("Doctors and places")
    CLINIC = "clinic", _("The clinic")
    CHOICES = "choices", _("Words to choose from")
    ACCOUNTS = "accounts", _("Accounts of staff")
