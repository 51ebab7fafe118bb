"""A row's history in the admin: who changed what and when, and the way back."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.history import versions as history
from drez_site.foundation.history.rows import parts
from drez_site.foundation.write_lock import ConcurrentEdit, run_exclusively

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin  # takes no arguments at run time


class WithHistory(ModelAdmin):
    """For a `ModelAdmin` of a model that keeps history (see `foundation.history.fields.kept_history`)."""

    is_public_at_once = True  # False where patients read it only in what is signed
    parts_in_the_form: tuple[type[models.Model], ...] = ()  # as much a part as a field: no right of their own

    def get_urls(self) -> list[URLPattern]:
        put_back = path(
            "<path:object_id>/history/<slug:key>/",
            self.admin_site.admin_view(self.put_back_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_put_back",
        )
        return [put_back, *super().get_urls()]

    def saved_since(self, row: models.Model, moment: datetime) -> list[tuple[Any, str]]:
        """Who changed the row or its parts since, by their account's key and name; "" for a command."""
        return history.savers_since(row, moment)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self._row(request, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        versions = history.versions(row)
        return TemplateResponse(
            request,
            "admin/history.html",
            self._context(request, row)
            | {
                "title": gettext("History: %(row)s") % {"row": row},
                "versions": versions,
                "newest": versions[0] if versions and not history.differences(row, versions[0]) else None,
                "can_put_back": self._can_put_back(request, row),
            }
            | (extra_context or {}),
        )

    def put_back_view(self, request: HttpRequest, object_id: str, key: str) -> HttpResponse:
        """Ask first, with everything that would change; then do it."""
        row = self._row(request, object_id)
        if not self._can_put_back(request, row):
            raise PermissionDenied
        version = next((each for each in history.versions(row) if each.key == key), None)
        if version is None:
            raise Http404
        back = reverse(
            f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_history", args=[row.pk]
        )
        if request.method == "POST":
            self._put_back(request, row, version)
            return HttpResponseRedirect(back)
        return TemplateResponse(
            request,
            "admin/put_back.html",
            self._context(request, row)
            | {
                "title": gettext("Put back an old version: %(row)s") % {"row": row},
                "version": version,
                "changes": history.differences(row, version),
                "is_public_at_once": self.is_public_at_once,
                "back": back,
            },
        )

    def _put_back(self, request: HttpRequest, row: models.Model, version: history.Version) -> None:
        try:
            run_exclusively(lambda: self._replace(request, row, version))
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        except ConcurrentEdit:
            text = _("Somebody else was saving at the same moment, so nothing was saved. Try again.")
            self.message_user(request, text, messages.ERROR)
        else:
            self.log_change(request, row, str(_("Put back an old version.")))
            seen = (
                _("Patients see it now.")
                if self.is_public_at_once
                else _("Patients see it once it is signed.")
            )
            self.message_user(request, f"{gettext('The old version is back.')} {seen}", messages.SUCCESS)

    def _replace(self, request: HttpRequest, row: models.Model, version: history.Version) -> None:
        history.put_back(row, version)
        self.after_put_back(request, self._row(request, str(row.pk)))

    def after_put_back(self, request: HttpRequest, row: models.Model) -> None:
        """For what follows from a change, in the same transaction."""

    def _row(self, request: HttpRequest, object_id: str) -> models.Model:
        row: models.Model | None = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        return row

    def _can_put_back(self, request: HttpRequest, row: models.Model) -> bool:
        """Who may do by hand what putting back does: change the row; add, change and remove its parts."""
        return self.has_change_permission(request, row) and all(
            request.user.has_perm(f"{part._meta.app_label}.{action}_{part._meta.model_name}")
            for part, _column in parts(self.model)
            if part not in self.parts_in_the_form
            for action in ("add", "change", "delete")
        )

    def _context(self, request: HttpRequest, row: models.Model) -> dict[str, Any]:
        return self.admin_site.each_context(request) | {
            "opts": self.opts,
            "object": row,
            "original": row,
            "app_label": self.opts.app_label,
            "module_name": self.opts.verbose_name_plural,
        }
