"""Clinical reviewers: an administrator proposes somebody here, and another reviewer confirms it here."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from drez_site.foundation.forms import ReauthenticationForm
from drez_site.foundation.refusals import Refused
from drez_site.foundation.subjects import Subject
from drez_site.foundation.work_queues import Queue, WithQueues

from .. import nominations
from ..models import ReviewerNomination, ReviewerNominationQuerySet, StaffMember
from .asked_again import FIELD, AsksAgain, AsksAgainAdmin


def is_asked(person) -> bool:
    """Whoever has the role: a superuser may do everything else. Which nomination, the nomination says."""
    return not person.is_superuser and person.has_perm("staff.confirm_reviewernomination")


class NominationForm(AsksAgain):
    """Who is proposed. Of an account that is a reviewer, or proposed, there is nothing to propose."""

    def clean_person(self):
        person = self.cleaned_data["person"]
        if person.nominations.filter(ended_at__isnull=True).exists():
            raise forms.ValidationError(_("This person is a clinical reviewer, or proposed as one, already."))
        if person.makes_accounts:
            raise forms.ValidationError(
                _(
                    "This person is an administrator: nobody signs words from an account that they made. "
                    "End that role first."
                )
            )
        return person


@admin.register(ReviewerNomination)
class ReviewerNominationAdmin(AsksAgainAdmin, WithQueues, admin.ModelAdmin):
    """A row is proposed, confirmed and ended, and never changed."""

    subject = Subject.ACCOUNTS
    form = NominationForm
    fields = ["person", "proposed_by", "proposed_at", "confirmed_by", "confirmed_at", "ended_at"]
    list_display = ["person", "proposed_by", "proposed_at", "confirmed_by", "confirmed_at", "ended_at"]
    list_select_related = ["person", "proposed_by", "confirmed_by"]
    queues = [
        Queue(
            "to-confirm",
            _("Proposed clinical reviewers"),
            ReviewerNominationQuerySet.to_be_confirmed_by,
            is_asked,
        )
    ]
    change_form_template = "admin/staff/reviewernomination/change_form.html"

    def get_fields(self, request, obj=None):
        return self.fields if obj else ["person", FIELD]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "person":
            kwargs["queryset"] = StaffMember.objects.filter(is_active=True, is_staff=True).exclude(
                pk=request.user.pk
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        """Who let whom sign is never forgotten."""
        return False

    def has_end_permission(self, request) -> bool:
        return request.user.has_perm("staff.end_reviewernomination")

    def save_model(self, request, obj, form, change):
        proposed = nominations.propose(obj.person, request.user)
        obj.pk = proposed.pk

    def get_urls(self):
        steps = [("confirm", self.confirm_view), ("end", self.end_view)]
        return [
            path(
                f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"staff_reviewernomination_{name}"
            )
            for name, view in steps
        ] + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        nomination = self.get_object(request, object_id)
        context = {
            "may_confirm": nomination and nomination.may_be_confirmed_by(request.user),
            "may_end": nomination and not nomination.ended_at and self.has_end_permission(request),
        }
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)

    @method_decorator(never_cache)
    def confirm_view(self, request, pk):
        """Let somebody sign: with the password or a code, like a signature."""
        if not is_asked(request.user):
            raise PermissionDenied
        nomination = get_object_or_404(ReviewerNomination, pk=pk)
        if not nomination.waits:
            messages.info(request, _("This proposal is not open any more: it was confirmed or ended."))
            return self._back(nomination)
        if not nomination.may_be_confirmed_by(request.user):
            raise PermissionDenied
        form = ReauthenticationForm(request.POST or None, request=request)
        if form.is_valid():
            try:
                nominations.confirm(nomination, request.user)
            except Refused as refusal:
                form.add_error(None, refusal.messages)
            else:
                self.log_change(request, nomination, str(_("Confirmed.")))
                messages.success(
                    request,
                    _(
                        "Confirmed. They can sign medical pages as soon as their credentials and conflicts "
                        "of interest are entered."
                    ),
                )
                return self._back(nomination)
        context = {
            "opts": self.opts,
            "row": nomination,
            "form": form,
            "title": _("Confirm a reviewer"),
        }
        page = "admin/staff/reviewernomination/confirm.html"
        return render(request, page, self.admin_site.each_context(request) | context)

    @method_decorator(require_POST)
    def end_view(self, request, pk):
        """Take a proposal back, or the right to sign away: one person may, because it publishes nothing."""
        if not self.has_end_permission(request):
            raise PermissionDenied
        nomination = get_object_or_404(ReviewerNomination, pk=pk)
        nominations.end(nomination)
        self.log_change(request, nomination, str(_("Ended.")))
        messages.success(request, _("Ended. They can no longer sign medical pages."))
        return self._back(nomination)

    def _back(self, nomination: ReviewerNomination):
        return redirect("admin:staff_reviewernomination_change", nomination.pk)
