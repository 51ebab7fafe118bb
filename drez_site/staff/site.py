"""The admin: one site for all staff, behind password and second factor."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from drez_site.foundation.forms import ReauthenticationForm

from . import break_glass, passkey_pages, second_factor
from .dashboard import Dashboard
from .finding import FindsAnything
from .forms import ChangePasswordForm, SignInForm
from .models import RecoveryCodes
from .my_account import my_account
from .offered import AnswersWhatItOffers
from .placed_errors import PlacesErrors
from .stale_saves import RefusesStaleSaves


class DeletesLast:
    """In front of every `ModelAdmin` of the site: what is chosen by a slip of the hand deletes nothing."""

    def get_actions(self, request):
        actions = super().get_actions(request)
        if delete := actions.pop("delete_selected", None):
            actions["delete_selected"] = delete
        return actions


class StaffSite(Dashboard, FindsAnything, AdminSite):
    """`admin.site` is one of these (drez_site.staff.apps.StaffAdminConfig)."""

    enable_nav_sidebar = False  # the first page is short, and every page leads back to it

    site_header = _("The clinic's website")
    site_title = _("Clinic website")
    index_title = _("What would you like to change?")
    login_form = SignInForm
    login_template = "staff/sign_in/login.html"
    logout_template = "staff/sign_in/logged_out.html"
    password_change_template = "staff/sign_in/change_password.html"
    password_change_done_template = "staff/sign_in/password_changed.html"

    def register(self, model_or_iterable, admin_class=None, **options):
        """With what every page of the site does: see the classes."""
        admin_class = admin_class or ModelAdmin
        bases = (
            break_glass.MarksBreakGlass,
            RefusesStaleSaves,
            AnswersWhatItOffers,
            DeletesLast,
            PlacesErrors,
            admin_class,
        )
        kept = type(admin_class.__name__, bases, {"__module__": admin_class.__module__})
        super().register(model_or_iterable, kept, **options)

    def each_context(self, request):
        """With the version, for the foot of every page."""
        return super().each_context(request) | {"version": settings.VERSION}

    def has_permission(self, request):
        """Active staff, who gave a second factor when they signed in."""
        return super().has_permission(request) and (
            not settings.STAFF_SECOND_FACTOR_REQUIRED or request.user.is_verified()
        )

    def admin_view(self, view, cacheable=False):
        """A page that their roles do not open says so to staff in their own words, with the way back."""
        return super().admin_view(self._says_what_is_closed(view), cacheable)

    def _says_what_is_closed(self, view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            try:
                return view(request, *args, **kwargs)
            except PermissionDenied:
                context = self.each_context(request) | {
                    "title": gettext("This page is for other roles"),
                    "roles": [group.name for group in request.user.groups.order_by("name")],
                }
                return render(request, "staff/closed.html", context, status=403)

        return answer

    def get_urls(self):
        return [
            path("still-here/", self.admin_view(self.still_here), name="still_here"),
            path("my-account/", self.admin_view(self.my_account), name="my_account"),
            path("recovery-codes/", self.admin_view(self.recovery_codes), name="recovery_codes"),
            path("passkeys/", self.admin_view(self.passkeys), name="passkeys"),
            path("passkeys/new/", self.admin_view(self.new_passkey), name="new_passkey"),
            path("passkeys/<int:pk>/remove/", self.admin_view(self.remove_passkey), name="remove_passkey"),
            path("passkeys/question/", passkey_pages.question, name="passkey_question"),
            *super().get_urls(),
        ]

    def login(self, request, extra_context=None):
        response = super().login(request, extra_context)
        if request.method == "POST" and response.status_code == 302:
            self._note_sign_in(request)
        return response

    def _note_sign_in(self, request):
        staff = request.user
        device = getattr(staff, "otp_device", None)
        if isinstance(device, RecoveryCodes):
            break_glass.note(staff, staff, gettext("Signed in with a recovery code."))
            messages.warning(
                request,
                gettext("Recovery codes left: %(left)d. If your phone is lost, ask for a new sign-in link.")
                % {"left": second_factor.recovery_codes_left(staff)},
            )
        else:
            break_glass.note(staff, staff, gettext("Signed in."))

    def password_change(self, request, extra_context=None):
        """Ends every other session of this person: a session holds the password that opened it."""
        view = ChangePassword.as_view(
            template_name=self.password_change_template,
            extra_context=self.each_context(request) | (extra_context or {}),
        )
        return view(request)

    @method_decorator(never_cache)
    def my_account(self, request):
        """What patients read of whoever is signed in, for them to change."""
        return my_account(request, self.each_context(request))

    @method_decorator(sensitive_post_parameters())
    def passkeys(self, request):
        """Those of whoever is signed in, and the first step to one more."""
        return passkey_pages.own_passkeys(request, self.each_context(request))

    @method_decorator(never_cache)
    def new_passkey(self, request):
        """The step on which the device answers."""
        return passkey_pages.new_passkey(request, self.each_context(request))

    @method_decorator(sensitive_post_parameters())
    def remove_passkey(self, request, pk):
        """Take one's own out of service."""
        return passkey_pages.remove_passkey(request, pk, self.each_context(request))

    def still_here(self, request):
        """A page on which somebody types asks this: being asked is activity, and only a session answers."""
        return HttpResponse(status=204)

    @method_decorator(sensitive_post_parameters())
    def recovery_codes(self, request):
        """Ten new codes in place of the old ones, for whoever proves once more who they are."""
        form = ReauthenticationForm(request.POST or None, request=request)
        context = self.each_context(request) | {"form": form}
        if form.is_valid():
            codes = second_factor.new_recovery_codes(request.user)
            break_glass.note(request.user, request.user, gettext("Made new recovery codes."))
            return render(request, "staff/sign_in/recovery_codes.html", context | {"codes": codes})
        context |= {
            "left": second_factor.recovery_codes_left(request.user),
            "has_phone": second_factor.is_set_up(request.user),
        }
        return render(request, "staff/sign_in/new_recovery_codes.html", context)


class ChangePassword(PasswordChangeView):
    form_class = ChangePasswordForm
    success_url = reverse_lazy("admin:password_change_done")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form):
        response = super().form_valid(form)
        break_glass.note(self.request.user, self.request.user, gettext("Changed the password."))
        return response
