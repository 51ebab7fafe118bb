"""Names and credentials that somebody proposed for herself, for an administrator who is not she."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from drez_site.foundation.forms import ReauthenticationForm
from drez_site.foundation.refusals import Refused
from drez_site.foundation.subjects import Subject
from drez_site.foundation.work_queues import Queue, WithQueues

from .. import names
from ..models import NameProposal, NameProposalQuerySet


class AnswerForm(ReauthenticationForm):
    outcome = forms.ChoiceField(
        label=_("your answer"),
        choices=[
            (NameProposal.Outcome.CONFIRMED, _("I checked it: this is right")),
            (NameProposal.Outcome.REFUSED, _("This is not right")),
        ],
        widget=forms.RadioSelect,
    )


@admin.register(NameProposal)
class NameProposalAdmin(WithQueues, admin.ModelAdmin):
    """A row is proposed and answered, and never changed."""

    subject = Subject.ACCOUNTS
    fields = ["person", "full_name", "credentials", "proposed_at", "outcome", "answered_by"]
    list_display = fields
    list_select_related = ["person", "answered_by"]
    queues = [
        Queue(
            "to-answer",
            _("Names and credentials to confirm"),
            NameProposalQuerySet.to_be_answered_by,
            lambda person: person.has_perm("staff.answer_nameproposal"),
        )
    ]
    change_form_template = "admin/staff/nameproposal/change_form.html"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        """Who let what stand beside a signature is never forgotten."""
        return False

    def get_urls(self):
        view = self.admin_site.admin_view(self.answer_view)
        return [path("<int:pk>/answer/", view, name="staff_nameproposal_answer"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        proposal = self.get_object(request, object_id)
        context = {"may_answer": proposal and proposal.may_be_answered_by(request.user)}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)

    @method_decorator(never_cache)
    def answer_view(self, request, pk):
        """Let a name and credentials stand beside signatures, or not: with one's own password."""
        proposal = get_object_or_404(NameProposal, pk=pk)
        if proposal.outcome:
            messages.info(request, _("This does not wait for anybody any more."))
            return redirect("admin:staff_nameproposal_change", proposal.pk)
        if not proposal.may_be_answered_by(request.user):
            raise PermissionDenied
        form = AnswerForm(request.POST or None, request=request)
        if form.is_valid():
            try:
                answered = names.answer(proposal, request.user, form.cleaned_data["outcome"])
            except Refused as refusal:
                form.add_error(None, refusal.messages)
            else:
                self.log_change(request, answered.person, str(answered.get_outcome_display()))
                messages.success(request, answered.get_outcome_display())
                return redirect("admin:staff_nameproposal_change", answered.pk)
        context = {"opts": self.opts, "row": proposal, "form": form, "title": _("Name and credentials")}
        page = "admin/staff/nameproposal/answer.html"
        return render(request, page, self.admin_site.each_context(request) | context)
