"""Words that wait for a reviewer, to approve or return, and those that patients read, to take down."""

import json
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from .approving import RETURNED_MEANWHILE, approve, give_back, take_down
from .forms import ReauthenticationForm
from .history.rows import parts
from .models import ApprovedWords, WaitingWords, WordsOfAField, read_subjects, read_together, said_of_texts
from .refusals import Refused
from .subjects import Subject
from .typed_numbers import typed_number
from .word_diff import word_runs
from .work_queues import Queue, QueueFilter, WithQueues, queues_for

MOST_ON_A_PAGE = 20
COMMENT = "comment-"  # and the key of the words: the name of the field for what is to be mended
SEEN = "seen"  # the name of the fields that say which comments stood on the page
MARKED = "words_marked"  # in the session, from one page to the next


def may_approve(person: Any) -> bool:
    return bool(person.has_perm("foundation.approve_waitingwords"))


def to_approve(rows: Any, person: Any) -> Any:
    return rows.to_approve()


def returned_to(rows: Any, person: Any) -> Any:
    """What somebody wrote and a reviewer returned; of what nobody is known to have written, all but them."""
    mine = rows.returned().written_by(person)
    return mine.exclude(written_by_accounts=[]) if may_approve(person) else mine


def as_said(of: WordsOfAField, words: str) -> str:
    """Words of this text as people read them: translations, kept by language, one below the other.

    Of a picture, what it shows.

    What only looks like that is a text as any other, of which patients read every letter.
    """
    if words and (picture := of.picture):
        return picture.alt
    by_language = json.loads(words) if words and of.is_by_language else None
    if not isinstance(by_language, dict):
        return words
    return "\n".join(f"{language_name(code)}: {said}" for code, said in by_language.items())


def language_name(code: str) -> str:
    return str(dict(settings.LANGUAGES).get(code, code))


def _side_by_side(
    waiting: WaitingWords, written_at: str, is_marked: bool, comment: str | None
) -> dict[str, Any]:
    now, new = as_said(waiting, waiting.read_now), as_said(waiting, waiting.words)
    subject: Any = waiting.subject
    return {
        "waiting": waiting,
        "read_at": subject.page_for_readers() if subject else "",
        "written_at": written_at,
        "comment": comment,
        "comment_name": COMMENT + waiting.key,
        "english": waiting.english,
        "now": now,
        "new": new,
        "picture": waiting.picture,
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

    def __init__(self, *args: Any, sent: "Sent", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sent = sent
        self.waiting = {each.key: each for each in sent.shown}
        self.fields["words"].choices = [(key, key) for key in self.waiting]  # type: ignore[attr-defined]  # declared as a field with choices

    def clean_words(self) -> list[str]:
        words: list[str] = self.cleaned_data["words"]
        if both := [str(self.waiting[key]) for key in words if key in self.sent.comments]:
            raise forms.ValidationError(
                gettext("You approve and comment on the same words: do one of both. %(texts)s")
                % {"texts": "; ".join(both)}
            )
        if returned := [each for each in self.chosen if self.sent.is_returned_since(each)]:
            raise forms.ValidationError([f"{each}: {RETURNED_MEANWHILE}" for each in returned])
        return words

    @property
    def chosen(self) -> list[WaitingWords]:
        return [self.waiting[key] for key in self.cleaned_data["words"]]


class Sent:
    """What a reviewer sent: marks and comments, each about words as they stood on the page."""

    def __init__(self, request: HttpRequest, shown: list[WaitingWords], rows: Any) -> None:
        """`rows` are all that wait: what was sent of some is shown, on whatever page or queue by now."""
        self.marked = request.POST.getlist("words")
        self.comments = {
            name.removeprefix(COMMENT): said
            for name, comment in request.POST.items()
            if name.startswith(COMMENT) and (said := str(comment).replace("\x00", "").strip())
        }
        texts = {_text_of(key) for key in (*self.marked, *self.comments)} - {each.text_key for each in shown}
        self.shown = shown + [each for each in rows if each.text_key in texts] if texts else shown
        read_together(self.shown)
        self.said = said_of_texts(self.shown)
        self.seen = {typed_number(key) for key in request.POST.getlist(SEEN)}
        keys, texts = {each.key for each in self.shown}, {each.text_key for each in self.shown}
        self.of_other_words = {
            _text_of(key): comment for key, comment in self.comments.items() if key not in keys
        }
        self.of_no_text = [
            (COMMENT + key, comment) for key, comment in self.comments.items() if _text_of(key) not in texts
        ]

    @property
    def marked_only(self) -> list[str]:
        """The words that are marked, and go back to nobody."""
        return [key for key in self.marked if key not in self.comments]

    def comment_on(self, waiting: WaitingWords) -> str:
        """What was written beside these words, or beside the ones that stood there before."""
        return self.comments.get(waiting.key) or self.of_other_words.get(waiting.text_key, "")

    def is_returned_since(self, waiting: WaitingWords) -> bool:
        """Whether a reviewer returned these words since the page was shown."""
        said = self.said.get(waiting.text_key, [])
        return any(each.pk not in self.seen and each.words == waiting.words for each in said)


def _text_of(key: str) -> str:
    """The `text_key` of the words that this key names."""
    return key.rpartition("-")[0]


class ReadOnly(WithQueues):
    """For rows of words, which the database writes."""

    def _written_at(self, request: HttpRequest, subject: models.Model | None) -> str:
        """The page on which somebody can change the words, for who may: that of the row, or of its whole."""
        for model, model_admin in self.admin_site._registry.items():
            columns = {model: "pk"} | dict(parts(model))
            if subject and type(subject) in columns and model_admin.has_change_permission(request):
                key = getattr(subject, columns[type(subject)])
                return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[key])
        return ""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(WaitingWords)
class WaitingWordsAdmin(ReadOnly):
    """The list is the page on which words are read and approved; the database writes its rows."""

    subject = Subject.PATIENTS_READ
    queues = [
        Queue("approval", _("Words to approve"), to_approve, may_approve),
        Queue("returned", _("Words that a reviewer returned, to mend"), returned_to),
    ]

    @method_decorator(never_cache)
    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """All that waits, for who may see it; with a form for who may approve."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        page, sent = self._read(request)
        form, nothing_said = None, False
        if may_approve(request.user):
            is_return = "_return" in request.POST
            is_read_again = is_return or bool(sent.of_other_words)
            form = ApproveForm(None if is_read_again else request.POST or None, request=request, sent=sent)
            nothing_said = is_return and not sent.comments
            if is_return and not sent.of_other_words and self._give_back(request, sent) and sent.comments:
                request.session[MARKED] = sent.marked_only
                return HttpResponseRedirect(request.get_full_path())
            if form.is_valid() and self._approve(request, form) and self._give_back(request, sent):
                return HttpResponseRedirect(request.get_full_path())
            if request.method == "POST":
                page, sent = self._read(request)  # what is done waits no more
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": gettext("Words to approve"),
            "form": form,
            "nothing_said": nothing_said,
            "page": page,
            "sent": sent,
            "shown": self._shown(request, sent),
        }
        return render(request, "admin/foundation/waitingwords/change_list.html", context)

    def _read(self, request: HttpRequest) -> tuple["Page[WaitingWords]", Sent]:
        """What waits now, and what was sent of it."""
        page = Paginator(self._asked_for(request), MOST_ON_A_PAGE).get_page(request.GET.get("page"))
        return page, Sent(request, list(page.object_list), self.get_queryset(request))

    def _shown(self, request: HttpRequest, sent: Sent) -> list[dict[str, Any]]:
        marked = sent.marked or request.session.pop(MARKED, [])
        return [
            _side_by_side(
                each, self._written_at(request, each.subject), each.key in marked, sent.comment_on(each)
            )
            | {
                "returned": sent.said.get(each.text_key, []),
                "is_changed": each.text_key in sent.of_other_words,
            }
            for each in sent.shown
        ]

    def _asked_for(self, request: HttpRequest) -> models.QuerySet[WaitingWords]:
        """All that waits, or one queue of it."""
        rows = self.get_queryset(request)
        queues = {queue.slug: queue for queue in queues_for(request.user, self)}
        queue = queues.get(request.GET.get(QueueFilter.parameter_name, ""))
        return queue.rows(rows, request.user) if queue else rows

    def _give_back(self, request: HttpRequest, sent: Sent) -> bool:
        """Whether every comment went, with its words, back to whoever wrote these."""
        said = [
            (waiting, sent.comments[waiting.key]) for waiting in sent.shown if waiting.key in sent.comments
        ]
        returned = 0
        for waiting, comment in said:
            try:
                give_back(waiting, request.user, comment)
            except Refused as refusal:
                for reason in refusal.messages:
                    text = gettext("Not returned: %(text)s. %(reason)s") % {"text": waiting, "reason": reason}
                    self.message_user(request, text, messages.ERROR)
                continue
            returned += 1
            self.log_change(request, waiting, gettext("Returned these words."))
        if returned:
            text = ngettext(
                "Returned %(count)d text. Whoever wrote it finds your comment on the first page.",
                "Returned %(count)d texts. Whoever wrote them finds your comments on the first page.",
                returned,
            )
            self.message_user(request, text % {"count": returned}, messages.SUCCESS)
        return returned == len(said)

    def _approve(self, request: HttpRequest, form: ApproveForm) -> bool:
        """Whether all of them could be; what could not says why."""
        approved = 0
        for waiting in form.chosen:
            try:
                approve(waiting, request.user, form.sent.seen)
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


class TakeDownForm(ReauthenticationForm):
    reason = forms.CharField(
        label=_("Why patients should not read this, for whoever wrote it"),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Say why these words come down.")},
    )


@admin.register(ApprovedWords)
class ApprovedWordsAdmin(ReadOnly):
    """What patients read of free texts. A reviewer takes it down on its own page."""

    subject = Subject.PATIENTS_READ
    list_display = ["where", "said", "reviewer_name", "approved_at"]
    ordering = ["-pk"]
    search_fields = ["words"]
    list_per_page = 50
    actions = None

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return may_approve(request.user)

    has_change_permission = has_view_permission

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[ApprovedWords]:
        return ApprovedWords.objects.read_now()

    @admin.display(description=_("where"))
    def where(self, approved: ApprovedWords) -> str:
        return str(approved)

    @admin.display(description=_("what patients read"))
    def said(self, approved: ApprovedWords) -> str:
        return Truncator(as_said(approved, approved.words)).chars(120)

    read_together = staticmethod(read_subjects)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        answer = super().changelist_view(request, extra_context)
        if isinstance(answer, TemplateResponse) and answer.context_data and "cl" in answer.context_data:
            read_subjects(answer.context_data["cl"].result_list)
        return answer

    @method_decorator(never_cache)
    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The words, and why they come down. Of words that patients no longer read, the list."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        the_list = HttpResponseRedirect(reverse("admin:foundation_approvedwords_changelist"))
        approved: Any = self.get_object(request, object_id)
        if approved is None:
            text = gettext("Patients do not read these words any more.")
            self.message_user(request, text, messages.WARNING)
            return the_list
        form = TakeDownForm(request.POST or None, request=request)
        if form.is_valid():
            try:
                take_down(approved, request.user, form.cleaned_data["reason"])
            except Refused as refusal:
                form.add_error(None, refusal)
            else:
                self.log_change(request, approved, gettext("Took these words down."))
                text = gettext("Patients no longer read these words. Whoever wrote them finds your reason.")
                self.message_user(request, text, messages.SUCCESS)
                return the_list
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": gettext("Take these words down"),
            "form": form,
            "approved": approved,
            "said": as_said(approved, approved.words),
            "picture": approved.picture,
            "english": approved.english,
            "read_at": approved.subject.page_for_readers() if approved.subject else "",
            "written_at": self._written_at(request, approved.subject),
        }
        return render(request, "admin/foundation/approvedwords/take_down.html", context)
