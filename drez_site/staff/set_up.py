"""From a one-time link to a password, a phone and recovery codes. Either all of it is set, or nothing.

Between the pages everything waits in the session; the account changes once, at the end.
"""

from functools import wraps

from django.contrib.auth import login
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from drez_site.clinic.current import current_clinic
from drez_site.foundation.templatetags.qr import svg

from . import break_glass, phone_secrets, second_factor
from .forms import FirstCodeForm, NewPasswordForm
from .models import StaffMember
from .one_time_links import DAYS_OF_A_LINK, demonstration_tokens, set_up_tokens

BACKEND = "drez_site.staff.backends.StaffBackend"
WAITING = "set_up"


def page_of_a_link(view):
    """Never stored, never reported, and only for reading and answering."""
    view = never_cache(sensitive_post_parameters()(sensitive_variables()(view)))
    return require_http_methods(["GET", "POST"])(view)


def expired_link_page(request):
    """The same for a used link, an old one, and one that never was."""
    return render(request, "staff/sign_in/link_over.html", {"days": DAYS_OF_A_LINK}, status=410)


@page_of_a_link
def demonstration_login(request, pk: int, token: str):
    """Ask first, because a link is opened by previews and history too; sign in on the button."""
    staff = demonstration_tokens.owner(pk, token)
    if staff is None:
        return expired_link_page(request)
    if request.method == "POST":
        login(request, staff, backend=BACKEND)
        return redirect("admin:index")
    return render(request, "staff/sign_in/demonstration.html", {"staff": staff})


@page_of_a_link
def begin(request, pk: int, token: str):
    """Ask first here too; the button carries the link over into the session, and out of the address."""
    staff = set_up_tokens.owner(pk, token)
    if staff is None:
        return expired_link_page(request)
    if request.method == "POST":
        request.session.flush()
        secret = phone_secrets.sealed(second_factor.new_secret(), staff.pk)
        request.session[WAITING] = {"pk": pk, "token": token, "secret": secret}
        return redirect("staff-set-up-password")
    return render(request, "staff/sign_in/begin.html", {"staff": staff})


def for_the_owner_of_the_link(view):
    """Give the view whom the session is setting up and what waits there, as long as the link works."""

    @page_of_a_link
    @wraps(view)
    def with_owner(request):
        waiting = request.session.get(WAITING)
        staff = waiting and set_up_tokens.owner(waiting["pk"], waiting["token"])
        return view(request, staff, waiting) if staff else expired_link_page(request)

    return with_owner


@for_the_owner_of_the_link
def choose_password(request, staff: StaffMember, waiting: dict):
    form = NewPasswordForm(staff, request.POST or None)
    if form.is_valid():
        request.session[WAITING] = waiting | {"password": make_password(form.cleaned_data["new_password1"])}
        return redirect("staff-set-up-phone")
    return render(request, "staff/sign_in/password.html", {"staff": staff, "form": form})


@for_the_owner_of_the_link
def add_phone(request, staff: StaffMember, waiting: dict):
    """Show the secret, and when its first code is right, save everything and sign in."""
    if "password" not in waiting:
        return redirect("staff-set-up-password")
    secret = phone_secrets.opened(waiting["secret"], staff.pk)
    form = FirstCodeForm(request.POST or None, secret=secret)
    if form.is_valid():
        codes = _save(staff, waiting, form.step)
        if codes is None:
            return expired_link_page(request)
        request.session.flush()
        login(request, staff, backend=BACKEND)
        return render(request, "staff/sign_in/recovery_codes.html", {"codes": codes, "is_set_up": True})
    address = second_factor.address(secret, staff, current_clinic(request).name)
    context = {"form": form, "qr": svg(address), "address": address, "secret": second_factor.as_typed(secret)}
    return render(request, "staff/sign_in/phone.html", context)


@transaction.atomic
def _save(staff: StaffMember, waiting: dict, used_step: int) -> list[str] | None:
    """Set everything at once and return the recovery codes; None if the link was used meanwhile."""
    StaffMember.objects.select_for_update().get(pk=staff.pk)
    if set_up_tokens.owner(staff.pk, waiting["token"]) is None:
        return None
    staff.password = waiting["password"]
    staff.save(update_fields=["password"])
    staff.otp_device = second_factor.set_up(
        staff, phone_secrets.opened(waiting["secret"], staff.pk), used_step
    )
    break_glass.note(staff, staff, _("Set a password and a phone, with a one-time link."))
    return second_factor.new_recovery_codes(staff)
