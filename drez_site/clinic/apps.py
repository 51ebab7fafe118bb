from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClinicConfig(AppConfig):
    name = "drez_site.clinic"
    verbose_name = _("Clinic")

    def ready(self):
        from drez_site.foundation import error_contact

        from . import checks, current  # noqa: F401 - checks register themselves

        error_contact.register(current.last_known)
