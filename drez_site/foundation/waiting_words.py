"""Who saves free texts is told which of them wait for a reviewer."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .history.rows import parts
from .models import WaitingWords, read_approved, waiting_of

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin  # takes no arguments at run time

# What is said of words that wait, by what patients read until then.
WAITING: "dict[StrPromise, Callable[[WaitingWords], bool]]" = {
    _(
        "Saved. Patients read these words once a clinical reviewer approved them, and until then what was "
        "approved before: %(texts)s."
    ): lambda words: bool(words.read_now),
    _(
        "Saved. Patients read these words once a clinical reviewer approved them, and until then nothing in "
        "their place: %(texts)s."
    ): lambda words: not words.read_now and not words.is_translation,
    _(
        "These words translate English that is new or changed. Until a clinical reviewer approves them, "
        "their readers get the approved English, and no earlier translation: %(texts)s."
    ): lambda words: not words.read_now and words.is_translation,
}


class SaysWhatWaits(ModelAdmin):
    """For the admin of a model with `TO_APPROVE`, or whose parts have it."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        rows = [form.instance]
        for part, column in parts(self.model):
            rows += part._default_manager.filter(**{column: form.instance.pk})
        waiting = list(waiting_of(rows))
        read_approved(waiting)
        for sentence, belongs in WAITING.items():
            if names := dict.fromkeys(f"“{capfirst(each.text_name)}”" for each in waiting if belongs(each)):
                self.message_user(request, sentence % {"texts": ", ".join(names)}, messages.WARNING)
