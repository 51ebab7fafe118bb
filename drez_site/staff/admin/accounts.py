"""Staff accounts: who works here, in which roles, and new links for who cannot sign in."""

from contextlib import nullcontext

from axes.utils import reset
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from drez_site.foundation.forms import ReauthenticationForm
from drez_site.foundation.roles import Role
from drez_site.foundation.subjects import Subject
from drez_site.foundation.write_lock import one_writer_at_a_time

from .. import resets
from ..models import Phone, StaffMember
from ..one_time_links import DAYS_OF_A_LINK, new_sign_in_link
from .asked_again import FIELD, AsksAgain, AsksAgainAdmin

NOT_BOTH = _(
    "A clinical reviewer cannot make accounts, too: nobody signs words from an account that they made. "
    "End one of the two roles first."
)


class StaffMemberForm(AsksAgain):
    class Meta:
        labels = {"is_superuser": _("Break-glass account")}
        help_texts = {
            "username": _("Used to sign in, like kim.lee."),
            "is_active": _("Clear this box when somebody leaves. They are signed out at once."),
            "is_superuser": _("For emergencies: may do everything, and every history says so."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if groups := self.initial.get("groups"):
            self.initial["groups"] = [group for group in groups if group.name != Role.REVIEWER]

    def is_weighty(self) -> bool:
        """A new account, and whatever changes what one may do."""
        return not self.instance.pk or bool({"groups", "is_superuser", "is_active"} & {*self.changed_data})

    def clean(self):
        """A reviewer stays one: that role is given and taken elsewhere, by two people."""
        cleaned = super().clean()
        if self.instance.pk and self.instance.is_clinical_reviewer and cleaned.get("is_active"):
            self._refuse_making_accounts(cleaned)
        if "groups" in cleaned and self.instance.pk and cleaned.get("is_active", self.instance.is_active):
            cleaned["groups"] = cleaned["groups"] | self.instance.groups.filter(name=Role.REVIEWER)
        return cleaned

    def _refuse_making_accounts(self, cleaned):
        """The database would refuse it, too, and could not say at which field."""
        gains = {
            "groups": any(group.name == Role.ADMINISTRATOR for group in cleaned.get("groups", ())),
            "is_superuser": cleaned.get("is_superuser"),
        }
        for name in (name for name, is_gained in gains.items() if is_gained):
            self.add_error(name, NOT_BOTH)


@admin.register(StaffMember)
class StaffMemberAdmin(AsksAgainAdmin, admin.ModelAdmin):
    """No passwords here: people choose their own, on a link. Accounts retire; none is deleted."""

    subject = Subject.ACCOUNTS
    form = StaffMemberForm
    list_display = ["full_name", "username", "roles", "has_phone", "last_login", "is_active"]
    list_filter = ["is_active", "groups"]
    search_fields = ["username", "full_name", "email"]
    ordering = ["full_name"]
    fieldsets = [
        (None, {"fields": ["username", "full_name", "email"]}),
        (_("May do"), {"fields": ["is_active", "groups", "is_superuser"]}),
        (_("Shown to patients"), {"fields": ["credentials", "conflicts_of_interest"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
        (
            _("Is it you?"),
            {
                "fields": [FIELD],
                "description": _("Asked for a new account, and when you change what somebody may do."),
            },
        ),
    ]
    readonly_fields = ["last_login", "date_joined"]
    actions = ["make_link", "unlock"]
    change_form_template = "admin/staff/staffmember/change_form.html"

    def get_queryset(self, request):
        phones = Phone.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).prefetch_related("groups").annotate(phone=Exists(phones))

    @admin.display(description=_("may do"))
    def roles(self, staff):
        names = [group.name for group in staff.groups.all()]
        return ", ".join([*names, *([str(_("Break-glass"))] * staff.is_superuser)]) or "-"

    @admin.display(description=_("phone set up"), boolean=True, ordering="phone")
    def has_phone(self, staff):
        return staff.phone

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs |= {
                "widget": forms.CheckboxSelectMultiple,
                "label": _("Roles"),
                "help_text": _("Clinical reviewers are proposed and confirmed under “Clinical reviewers”."),
                "queryset": Group.objects.exclude(name=Role.REVIEWER),
            }
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_fieldsets(self, request, obj=None):
        """Whoever only looks is asked nothing."""
        sections = super().get_fieldsets(request, obj)
        may = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return sections if may else [each for each in sections if FIELD not in each[1]["fields"]]

    def get_readonly_fields(self, request, obj=None):
        """Nobody changes what they may do themselves, and only a superuser makes another.

        Conflicts of interest are each person's own word, and so are a reviewer's name and credentials: they
        say them on their own page (`my_account`).
        """
        fixed = [*super().get_readonly_fields(request, obj), "conflicts_of_interest"]
        if obj and obj.is_clinical_reviewer:
            fixed += ["full_name", "credentials"]
        if not request.user.is_superuser:
            fixed.append("is_superuser")
        if obj == request.user:
            fixed += ["is_active", "groups", "is_superuser"]
        return fixed

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._is_not_above(request, obj)

    def has_delete_permission(self, request, obj=None):
        """What somebody signed and changed keeps their name."""
        return False

    def has_invite_permission(self, request, obj=None):
        """Nobody makes a link for themselves: whoever finds their browser open would keep the account."""
        may = request.user.has_perm("staff.invite_staffmember") and obj != request.user
        return may and self._is_not_above(request, obj)

    def has_unlock_permission(self, request, obj=None):
        return request.user.has_perm("staff.unlock_staffmember")

    def _is_not_above(self, request, obj) -> bool:
        return obj is None or request.user.is_superuser or not obj.is_superuser

    def changeform_view(self, request, *args, **kwargs):
        """Of two who give the same name at once, the second reads that it is taken."""
        with one_writer_at_a_time() if request.method == "POST" else nullcontext():
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_staff = True
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data and (before := form.initial["email"]):
            resets.tell_at_old_address(obj, before, by=request.user)

    def response_add(self, request, obj, post_url_continue=None):
        return redirect("admin:staff_staffmember_new_link", obj.pk)

    def get_urls(self):
        link = path(
            "<int:pk>/new-link/",
            self.admin_site.admin_view(self.new_link_view),
            name="staff_staffmember_new_link",
        )
        return [link, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        staff = self.get_object(request, object_id)
        context = {"may_invite": staff and staff.is_active and self.has_invite_permission(request, staff)}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)

    @method_decorator(never_cache)
    def new_link_view(self, request, pk):
        """Say what the link ends, ask once more who this is, then make it and show it once."""
        if not self.has_invite_permission(request):
            raise PermissionDenied
        staff = get_object_or_404(StaffMember, pk=pk, is_active=True, is_staff=True)
        if not self.has_invite_permission(request, staff):
            raise PermissionDenied
        link = None
        form = ReauthenticationForm(request.POST or None, request=request)
        if form.is_valid():
            link = new_sign_in_link(staff, by=request.user)
            self.log_change(request, staff, str(_("Made a new sign-in link.")))
        context = {
            "opts": self.opts,
            "staff": staff,
            "form": form,
            "link": link,
            "days": DAYS_OF_A_LINK,
            "title": _("New sign-in link"),
        }
        page = "admin/staff/staffmember/new_link.html"
        return render(request, page, self.admin_site.each_context(request) | context)

    @admin.action(description=_("New sign-in link, for one person"), permissions=["invite"])
    def make_link(self, request, queryset):
        if len(queryset) != 1:
            self.message_user(request, _("Choose one person."), messages.ERROR)
            return None
        return redirect("admin:staff_staffmember_new_link", queryset[0].pk)

    @admin.action(description=_("Let them try again after too many wrong sign-ins"), permissions=["unlock"])
    def unlock(self, request, queryset):
        for staff in queryset:
            reset(username=staff.get_username())
            self.log_change(request, staff, str(_("Ended the lock after wrong sign-ins.")))
        self.message_user(request, _("They can try again now."), messages.SUCCESS)
