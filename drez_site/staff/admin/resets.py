"""New sign-in links of colleagues: who made them, and the way for a reviewer to vouch for one."""

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

from .. import resets
from ..models import SignInReset, SignInResetQuerySet


def is_asked(person) -> bool:
    """Whoever has the role: a superuser may do everything else. Which link, the link says."""
    return not person.is_superuser and person.has_perm("staff.vouch_signinreset")


@admin.register(SignInReset)
class SignInResetAdmin(WithQueues, admin.ModelAdmin):
    """A row is made with its link, and never changed but for who vouched."""

    subject = Subject.ACCOUNTS
    fields = ["person", "made_by", "made_at", "vouched_by", "vouched_at"]
    list_display = fields
    list_select_related = ["person", "made_by", "vouched_by"]
    queues = [
        Queue("to-vouch", _("Reviewers who cannot sign yet"), SignInResetQuerySet.to_be_vouched_by, is_asked)
    ]
    change_form_template = "admin/staff/signinreset/change_form.html"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        """Who made whom a link is never forgotten."""
        return False

    def get_urls(self):
        view = self.admin_site.admin_view(self.vouch_view)
        return [path("<int:pk>/vouch/", view, name="staff_signinreset_vouch"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        reset = self.get_object(request, object_id)
        context = {"may_vouch": reset and reset.may_be_vouched_by(request.user)}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)

    @method_decorator(never_cache)
    def vouch_view(self, request, pk):
        """Say that it was she who set the new password: with one's own, like a signature."""
        if not is_asked(request.user):
            raise PermissionDenied
        reset = get_object_or_404(SignInReset, pk=pk)
        if not reset.holds:
            messages.info(request, _("Nobody has to vouch for this link any more."))
            return redirect("admin:staff_signinreset_change", reset.pk)
        if not reset.may_be_vouched_by(request.user):
            raise PermissionDenied
        form = ReauthenticationForm(request.POST or None, request=request)
        if form.is_valid():
            try:
                resets.vouch(reset, request.user)
            except Refused as refusal:
                form.add_error(None, refusal.messages)
            else:
                self.log_change(request, reset, str(_("Vouched for the link.")))
                messages.success(request, _("Thank you. They can sign again."))
                return redirect("admin:staff_signinreset_change", reset.pk)
        context = {"opts": self.opts, "row": reset, "form": form, "title": _("Vouch for a colleague")}
        page = "admin/staff/signinreset/vouch.html"
        return render(request, page, self.admin_site.each_context(request) | context)
