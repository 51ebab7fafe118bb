"""Words that wait for a reviewer: read side by side with what patients read now, and approved."""

import json
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from .approving import approve
from .forms import ReauthenticationForm
from .models import WaitingWords
from .refusals import Refused
from .subjects import Subject
from .texts_by_language import SaidInLanguages
from .word_diff import word_runs
from .work_queues import Queue, WithQueues

MOST_ON_A_PAGE = 20


def may_approve(person: Any) -> bool:
    return bool(person.has_perm("foundation.approve_waitingwords"))


def as_said(words: str) -> str:
    """Words as people read them: translations, which are kept by language, one below the other."""
    try:
        by_language = json.loads(words)
    except ValueError:
        return words
    if not isinstance(by_language, dict):
        return words
    return "\n".join(f"{language_name(code)}: {said}" for code, said in by_language.items())


def language_name(code: str) -> str:
    return str(dict(settings.LANGUAGES).get(code, code))


def english_of(waiting: WaitingWords) -> str:
    """What the words translate, as it stands there now; "" for English words."""
    if isinstance(waiting.subject, SaidInLanguages):
        original = {column: name for name, column in waiting.subject.TRANSLATED.items()}.get(waiting.field)
        return str(getattr(waiting.subject, original)) if original else ""
    return str(getattr(waiting.subject, "english", ""))


def _side_by_side(waiting: WaitingWords, is_marked: bool) -> dict[str, Any]:
    now, new = as_said(waiting.read_now), as_said(waiting.words)
    return {
        "waiting": waiting,
        "english": english_of(waiting),
        "now": now,
        "new": new,
        "runs": word_runs(now, new),
        "is_marked": is_marked,
    }


class ApproveForm(ReauthenticationForm):
    """Which of the words on the page are right. Words that changed meanwhile have another key."""

    words = forms.MultipleChoiceField(
        label=_("Words to approve"),
        error_messages={
            "required": _("Mark the words that you approve."),
            "invalid_choice": _("These words changed meanwhile, or somebody approved them: read them again."),
        },
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, waiting: list[WaitingWords], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = {each.key: each for each in waiting}
        self.fields["words"].choices = [(key, key) for key in self.waiting]  # type: ignore[attr-defined]  # declared as a field with choices

    @property
    def chosen(self) -> list[WaitingWords]:
        return [self.waiting[key] for key in self.cleaned_data["words"]]


@admin.register(WaitingWords)
class WaitingWordsAdmin(WithQueues):
    """The list is the page on which words are read and approved; the database writes its rows."""

    subject = Subject.PATIENTS_READ
    queues = [Queue("approval", _("Words to approve"), lambda rows, person: rows, may_approve)]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    @method_decorator(never_cache)
    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """All that waits, for who may see it; with a form for who may approve."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        page = Paginator(self.get_queryset(request), MOST_ON_A_PAGE).get_page(request.GET.get("page"))
        shown = list(page.object_list)
        form = None
        if may_approve(request.user):
            form = ApproveForm(request.POST or None, request=request, waiting=shown)
            if form.is_valid() and self._approve(request, form):
                return HttpResponseRedirect(request.get_full_path())
        marked = request.POST.getlist("words")
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": gettext("Words to approve"),
            "form": form,
            "page": page,
            "shown": [_side_by_side(each, each.key in marked) for each in shown],
        }
        return render(request, "admin/foundation/waitingwords/change_list.html", context)

    def _approve(self, request: HttpRequest, form: ApproveForm) -> bool:
        """Whether all of them could be; what could not says why."""
        approved = 0
        for waiting in form.chosen:
            try:
                approve(waiting, request.user)
            except Refused as refusal:
                form.add_error("words", [f"{waiting}: {reason}" for reason in refusal.messages])
            else:
                approved += 1
                self.log_change(request, waiting, gettext("Approved these words."))
        if approved:
            text = ngettext(
                "Approved. Patients read %(count)d text anew.",
                "Approved. Patients read %(count)d texts anew.",
                approved,
            )
            self.message_user(request, text % {"count": approved}, messages.SUCCESS)
        return not form.errors
