"""A link that signs one member of staff in, once."""

from django.contrib.auth import get_user_model, login
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

DEMONSTRATION_USERNAME = "demonstration"


class OneTimeLogin(PasswordResetTokenGenerator):
    """The token holds the time of the last login, so using it ends it."""

    key_salt = "drez_site.one_time_login"


tokens = OneTimeLogin()


def demonstration_login_path() -> str:
    """Return a fresh link for the demonstration's member of staff, who has no password."""
    staff, created = get_user_model().objects.get_or_create(
        username=DEMONSTRATION_USERNAME,
        defaults={"full_name": "Demonstration staff", "is_staff": True, "is_superuser": True},
    )
    if created:
        staff.set_unusable_password()
        staff.save()
    return reverse("one-time-login", args=[staff.pk, tokens.make_token(staff)])


@never_cache
@require_http_methods(["GET", "POST"])
def one_time_login(request: HttpRequest, pk: int, token: str):
    """Ask first, because a link is opened by previews and history too; sign in on the button."""
    staff = get_user_model().objects.filter(pk=pk, is_active=True, is_staff=True).first()
    if staff is None or not tokens.check_token(staff, token):
        return render(request, "admin/one_time_login.html", {"used": True}, status=410)
    if request.method == "POST":
        login(request, staff, backend="drez_site.staff_backend.StaffBackend")
        return redirect("admin:index")
    return render(request, "admin/one_time_login.html", {"staff": staff})
