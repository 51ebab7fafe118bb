from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    name = "drez_site.staff"
    verbose_name = _("Staff")

    def ready(self):
        from drez_site.foundation.forms import register_identity_check

        from . import checks, lockout, resets, roles, sessions  # noqa: F401 - register themselves
        from .backends import is_same_person
        from .passkeys import field_attributes

        register_identity_check(is_same_person, lambda request: field_attributes(request.user))
        post_migrate.connect(roles.make_groups, sender=self, dispatch_uid="groups_of_roles")


class StaffAdminConfig(admin_apps.AdminConfig):
    """The admin with our own site, and without what a role or a person must not change there."""

    default = False
    default_site = "drez_site.staff.site.StaffSite"

    def ready(self):
        super().ready()
        from django.contrib import admin
        from django.contrib.auth.models import Group
        from django_otp.plugins.otp_totp.models import TOTPDevice

        admin.site.unregister([Group, TOTPDevice])
