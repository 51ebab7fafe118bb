"""What the pages of doctors, places and reports have in common."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.demonstration import site_is_demonstration
from drez_site.foundation.united_states.admin import WithPhones
from drez_site.foundation.write_lock import ConcurrentEdit, run_exclusively
from providers.models import Report

from .removal import BringsBack


class OneWriter(admin.ModelAdmin):
    """Saves as the one writer."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        show = super().changeform_view
        if request.method != "POST":
            return show(request, object_id, form_url, extra_context)
        try:
            return run_exclusively(lambda: show(request, object_id, form_url, extra_context))
        except ConcurrentEdit:
            self.message_user(
                request,
                _(
                    "Somebody else was saving at the same moment, so nothing was saved. "
                    "Go back in your browser to what you typed, and save again."
                ),
                messages.ERROR,
            )
            return HttpResponseRedirect(request.get_full_path())


class DirectoryAdmin(BringsBack, WithPhones, OneWriter):
    """What it adds is made up on a demonstration, and real on a clinic's site."""

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_demonstration = site_is_demonstration()
        super().save_model(request, obj, form, change)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """With what readers say is wrong with it."""
        if obj is not None and obj.pk and request.user.has_perm("providers.view_report"):
            context["open_reports"] = Report.objects.open().about(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)
