"""Links that work once: for staff to set up how they sign in, and for a look at the demonstration."""

from axes.utils import reset
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.urls import reverse

from . import resets, second_factor
from .models import StaffMember

DEMONSTRATION_USERNAME = "demonstration"
DAYS_OF_A_LINK = settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)


class OneTimeTokens(PasswordResetTokenGenerator):
    """A token holds the password and the last sign-in: once either changes, it is worth nothing."""

    def __init__(self, purpose: str):
        super().__init__()
        self.key_salt = f"drez_site.staff.one_time_links.{purpose}"

    def owner(self, pk: int, token: str) -> StaffMember | None:
        """Whose link this is, if it still works. An unknown person costs the same work as a known one."""
        staff = StaffMember.objects.filter(pk=pk, is_active=True, is_staff=True).first()
        return staff if self.check_token(staff or StaffMember(pk=0), token) and staff else None


set_up_tokens = OneTimeTokens("set-up")
demonstration_tokens = OneTimeTokens("demonstration")


@transaction.atomic
def new_sign_in_link(staff: StaffMember, by: StaffMember | None = None) -> str:
    """The address at which this person, and only this person, chooses a password and adds a phone.

    What they had stops working now: password, phone, recovery codes, open sessions, earlier links. `by` is
    who makes it in the admin, nobody for a command on the server.
    """
    staff = StaffMember.objects.select_for_update().get(pk=staff.pk)  # a token of stale values would not work
    if resets.is_reset(staff):
        resets.record(staff, by)
    staff.set_unusable_password()  # with a new random part, so that earlier links and sessions end
    staff.save(update_fields=["password"])
    second_factor.remove(staff)
    reset(username=staff.get_username())
    return settings.PUBLIC_ORIGIN + reverse("staff-set-up", args=[staff.pk, set_up_tokens.make_token(staff)])


def demonstration_login_path() -> str:
    """Return a fresh link for the demonstration's member of staff, who has no password."""
    staff, created = StaffMember.objects.get_or_create(
        username=DEMONSTRATION_USERNAME,
        defaults={"full_name": "Demonstration staff", "is_staff": True, "is_superuser": True},
    )
    if created:
        staff.set_unusable_password()
        staff.save()
    return reverse("one-time-login", args=[staff.pk, demonstration_tokens.make_token(staff)])
