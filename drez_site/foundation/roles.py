"""What people who work here may be. The names stand once: groups, SQL and tests read them from here."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """Each has a group of its name, made after each `migrate`."""

    AUTHOR = "Author", _("Author")
    REVIEWER = "Clinical reviewer", _("Clinical reviewer")
    DIRECTORY = "Directory editor", _("Directory editor")
    ADMINISTRATOR = "Administrator", _("Administrator")
