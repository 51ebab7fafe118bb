"""Who somebody is, and what they may do: password, second factor, role."""

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.views.decorators.debug import sensitive_variables

from . import roles, second_factor
from .models import StaffMember


class StaffBackend(ModelBackend):
    """Password and second factor together, so that a wrong answer never says which of them was wrong."""

    @sensitive_variables()
    def authenticate(self, request, username=None, password=None, otp_token=""):
        staff = super().authenticate(request, username=username, password=password)
        if staff is None:
            return None
        if not second_factor.is_set_up(staff):
            return None if settings.STAFF_SECOND_FACTOR_REQUIRED else staff
        staff.otp_device = second_factor.accepting(staff, otp_token)
        return staff if staff.otp_device else None

    def user_can_authenticate(self, user):
        return super().user_can_authenticate(user) and user.is_staff

    def get_group_permissions(self, user_obj, obj=None):
        """By the table in roles.py: what the database lets a group do does not count."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_group_perm_cache"):
            user_obj._group_perm_cache = roles.permissions(user_obj.groups.values_list("name", flat=True))
        return user_obj._group_perm_cache


class ReauthenticationBackend(BaseBackend):
    """`authenticate(request, username=..., password_or_code=...)`: once more, before something weighty.

    It goes the way of every sign-in, so wrong answers count toward the same lock.
    """

    @sensitive_variables()
    def authenticate(self, request, username=None, password_or_code=None):
        staff = StaffMember.objects.filter(username=username, is_active=True, is_staff=True).first()
        if staff is None or not password_or_code:
            return None
        if second_factor.looks_like_second_factor(password_or_code):
            accepted = second_factor.accepting(staff, password_or_code)
        else:
            accepted = staff.check_password(password_or_code)
        return staff if accepted else None


@sensitive_variables()
def is_same_person(request, password_or_code: str) -> bool:
    """Whether the one who is signed in gives a password, a new code or a passkey. Counts toward the lock."""
    username = request.user.get_username()
    return authenticate(request, username=username, password_or_code=password_or_code) is not None
