from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DrezSiteConfig(AppConfig):
    name = "drez_site"
    verbose_name = _("Clinic and staff")

    def ready(self):
        from . import checks  # noqa: F401 - registers itself
