"""Who saves free texts is told which of them wait for a reviewer."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext

from .history.rows import parts
from .models import waiting_of

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin  # takes no arguments at run time


class SaysWhatWaits(ModelAdmin):
    """For the admin of a model with `TO_APPROVE`, or whose parts have it."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        rows = [form.instance]
        for part, column in parts(self.model):
            rows += part._default_manager.filter(**{column: form.instance.pk})
        if waiting := list(waiting_of(rows)):
            text = gettext(
                "Saved. Patients read these words once a clinical reviewer approved them, and until then "
                "what was approved before: %(texts)s."
            )
            names = dict.fromkeys(f"“{capfirst(each.text_name)}”" for each in waiting)
            self.message_user(request, text % {"texts": ", ".join(names)}, messages.WARNING)
