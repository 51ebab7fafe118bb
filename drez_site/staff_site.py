"""The admin: one site for all staff, behind password and second factor."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class StaffSite(AdminSite):
    """`admin.site` is one of these (drez_site.apps.StaffAdminConfig)."""

    site_header = _("The clinic's website")
    site_title = _("Clinic website")
    index_title = _("What would you like to change?")

    def has_permission(self, request):
        """Active staff, who gave a second factor when they signed in."""
        return super().has_permission(request) and (
            not settings.STAFF_SECOND_FACTOR_REQUIRED or request.user.is_verified()
        )
