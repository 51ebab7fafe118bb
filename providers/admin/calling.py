"""The calling round: one doctor on the screen, a press for each fact, and the next doctor comes by itself."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from drez_site.foundation.typed_numbers import typed_number
from drez_site.foundation.united_states.phones import PhoneNumber
from drez_site.foundation.write_lock import ConcurrentEdit, run_exclusively
from providers import calling
from providers.models import Call, CallingRound

MOST_ONE_BY_ONE = 1  # facts; of more, one press says that all are as listed
NEEDED = ["change_provider", "change_practice", "change_offering", "delete_offering"]


def may_call(person) -> bool:
    return person.has_perms([f"providers.{each}" for each in NEEDED])


@dataclass(frozen=True, slots=True)
class OfficeToCall:
    """A doctor on the screen or on the sheet: where to call, and what to ask."""

    call: Call
    phones: list[tuple[str, PhoneNumber | None]]  # of each place
    questions: list[calling.Question]

    @classmethod
    def of(cls, call: Call) -> "OfficeToCall":
        practices = call.provider.practices.not_over().select_related("location").order_by("pk")
        phones = [
            (
                str(practice.location),
                PhoneNumber.of(practice.phone or practice.location.phone, practice.location.name),
            )
            for practice in practices
        ]
        return cls(call, phones, calling.questions(call.provider))

    @property
    def may_be_as_listed(self) -> bool:
        return sum(question.listed is not None for question in self.questions) > MOST_ONE_BY_ONE


class CallsOffices(admin.ModelAdmin):
    """For the admin of doctors."""

    def get_urls(self):
        pages = [
            ("calling/", self.calling_view, "calling"),
            ("calling/sheet/", self.sheet_view, "call_sheet"),
        ]
        return [
            *(
                path(route, self.admin_site.admin_view(view), name=f"providers_provider_{name}")
                for route, view, name in pages
            ),
            *super().get_urls(),
        ]

    def calling_view(self, request):
        self._check(request)
        if request.method == "POST":
            try:
                run_exclusively(lambda: self._press(request))
            except ConcurrentEdit:
                text = _("Somebody else was saving at the same moment, so nothing was saved. Press again.")
                self.message_user(request, text, messages.ERROR)
            return redirect("admin:providers_provider_calling")
        return TemplateResponse(request, "admin/providers/provider/calling.html", self._the_next(request))

    def sheet_view(self, request):
        """The offices that are left, on paper."""
        self._check(request)
        round_ = CallingRound.open_of(request.user)
        calls = round_.calls.waiting().select_related("provider") if round_ else ()
        context = self.admin_site.each_context(request) | {
            "title": _("Call sheet"),
            "opts": self.opts,
            "offices": [OfficeToCall.of(call) for call in calls],
        }
        return TemplateResponse(request, "admin/providers/provider/call_sheet.html", context)

    def _check(self, request) -> None:
        if not may_call(request.user):
            raise PermissionDenied

    def _the_next(self, request) -> dict:
        round_ = CallingRound.open_of(request.user)
        call = round_.next_call() if round_ else None
        shown = round_ or CallingRound.objects.filter(caller=request.user).first()
        return self.admin_site.each_context(request) | {
            "title": str(call.provider) if call else _("Calling round"),
            "opts": self.opts,
            "office": OfficeToCall.of(call) if call else None,
            "last": shown.last_press() if shown else None,
            "total": shown.calls.count() if shown else 0,
            "done": shown.how_many_done() if shown else 0,
            "later": shown.calls.waiting().filter(outcome=Call.Outcome.LATER).count() if shown else 0,
            "due": 0 if call else calling.how_many_due(),
            "most": calling.MOST_IN_A_ROUND,
        }

    def _press(self, request) -> None:
        if "begin" in request.POST:
            if CallingRound.open_of(request.user) is None:
                calling.begin(request.user)
            return
        mine = Call.objects.filter(round__caller=request.user).select_related("provider")
        call = get_object_or_404(mine, pk=typed_number(request.POST.get("call", "")))
        if "undo" in request.POST:
            self._undo(request, call)
        elif "listed" in request.POST:
            calling.all_as_listed(call, request.user)
        elif (outcome := request.POST.get("outcome")) in (Call.Outcome.NO_ANSWER, Call.Outcome.LATER):
            calling.put_off(call, outcome)
        elif key := request.POST.get("yes") or request.POST.get("no"):
            calling.answer(call, key, is_yes="yes" in request.POST, staff=request.user)

    def _undo(self, request, call: Call) -> None:
        try:
            calling.undo(call, request.user)
        except calling.CannotUndo:
            text = _("%(doctor)s was changed since. Open the doctor and choose History.")
            self.message_user(request, text % {"doctor": call.provider}, messages.ERROR)
