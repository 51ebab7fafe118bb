"""Deleting a doctor or a place takes it away; a page lists what was taken away, and brings it back."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drez_site.foundation.history.versions import update_together
from drez_site.foundation.typed_numbers import typed_number
from drez_site.foundation.write_lock import one_writer_at_a_time


class BringsBack(admin.ModelAdmin):
    """For the admin of rows that are `Removable`. Nothing here deletes one."""

    change_list_template = "admin/providers/removable_list.html"
    change_form_template = "admin/providers/removable_form.html"
    delete_confirmation_template = "admin/providers/take_away.html"
    delete_selected_confirmation_template = "admin/providers/take_away_selected.html"

    def get_queryset(self, request):
        return super().get_queryset(request).here()

    def get_object(self, request, object_id, from_field=None):
        """Also one that was taken away: its page and its history stay."""
        if found := super().get_object(request, object_id, from_field):
            return found
        try:
            return self.model._default_manager.removed().filter(pk=object_id).first()
        except (ValidationError, ValueError):
            return None

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.removed_at)

    def why_they_stay(self, rows) -> list[str]:
        """What keeps these rows from being taken away, a line each."""
        return []

    def get_deleted_objects(self, objs, request):
        """The rows alone: what hangs on them stays."""
        rows = list(objs)
        return list(map(str, rows)), {}, set(), self.why_they_stay(rows)

    def delete_model(self, request, obj):
        self._set(request, [obj], timezone.now(), _("Taken away"))

    def delete_queryset(self, request, queryset):
        self._set(request, list(queryset), timezone.now(), _("Taken away"))
        self._say_how_to_undo(request)

    def response_delete(self, request, obj_display, obj_id):
        self._say_how_to_undo(request)
        return super().response_delete(request, obj_display, obj_id)

    def _say_how_to_undo(self, request):
        words = _("Nothing is lost: it can be brought back.")
        link = format_html('{} <a href="{}">{}</a>', words, self._removed_address(), _("What was taken away"))
        self.message_user(request, link, messages.WARNING)

    def _set(self, request, rows, removed_at, reason: str):
        with one_writer_at_a_time():
            for row in rows:
                row.removed_at, row.merged_into = removed_at, None
            update_together(rows, ["removed_at", "merged_into"], request.user, reason)

    def get_urls(self):
        page = path(
            "removed/",
            self.admin_site.admin_view(self.removed_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_removed",
        )
        return [page, *super().get_urls()]

    def _removed_address(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_removed")

    def removed_view(self, request):
        """What was taken away, newest first; its button brings one back as it was."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        removed = self.model._default_manager.removed().order_by("-removed_at", "pk")
        if request.method == "POST":
            key = request.POST.get("row", "")
            row = get_object_or_404(removed, pk=typed_number(key))
            self._set(request, [row], None, _("Brought back"))
            self.log_change(request, row, _("Brought back."))
            self.message_user(request, _("%(row)s is back, as it was.") % {"row": row}, messages.SUCCESS)
            return redirect(self._removed_address())
        count = removed.count()
        title = ngettext("%(count)d taken away", "%(count)d taken away", count) % {"count": count}
        context = {"opts": self.opts, "title": title, "removed": [(row, self._who(row)) for row in removed]}
        page = self.admin_site.each_context(request) | context
        return TemplateResponse(request, "admin/providers/removed.html", page)

    def _who(self, row) -> str:
        record = row.history.filter(removed_at=row.removed_at).order_by("history_date").first()
        return str(record.history_user or "") if record else ""
