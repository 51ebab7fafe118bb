"""New rows are of the site's own kind: made up on a demonstration, real on a clinic's site."""

from django.contrib import admin

from procedures.models import site_is_demonstration


class DemonstrableAdmin(admin.ModelAdmin):
    """For models of which staff must not say themselves whether a row is made up."""

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_demonstration = site_is_demonstration()
        super().save_model(request, obj, form, change)
