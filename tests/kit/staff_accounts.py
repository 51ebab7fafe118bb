"""Staff accounts for tests."""

import json

from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY

from drez_site.foundation.roles import Role
from drez_site.staff import nominations, second_factor
from drez_site.staff.models import ReviewerNomination, StaffMember
from drez_site.staff.set_up import BACKEND


def make_staff(username="pat", *, group=None, **fields) -> StaffMember:
    """An active member of staff; `group` is the name of one of the four staff groups."""
    defaults = {"full_name": username.title(), "is_staff": True, "password": "correct horse battery"}
    staff = StaffMember.objects.create_user(username, **defaults | fields)
    if group == Role.REVIEWER:
        become_reviewer(staff)
    elif group:
        staff.groups.add(Group.objects.get(name=group))
    return staff


def become_reviewer(staff: StaffMember) -> None:
    """The first on the server; a house administrator proposes the others, and the first confirms them."""
    standing = ReviewerNomination.objects.filter(confirmed_at__isnull=False, ended_at__isnull=True)
    confirmers = [each.person for each in standing.filter(person__is_staff=True).order_by("pk")]
    if not confirmers:
        nominations.appoint_on_server(staff)
        return
    administrator = StaffMember.objects.filter(username="house-administrator").first()
    administrator = administrator or make_staff("house-administrator", group=Role.ADMINISTRATOR)
    nominations.confirm(nominations.propose(staff, administrator), confirmers[0])


def make_reviewer(username="robin", **fields) -> StaffMember:
    """Somebody who may sign."""
    declared = {"credentials": "MD, PhD", "conflicts_of_interest": "None declared"}
    return make_staff(username, group="Clinical reviewer", **declared | fields)


def signed_in(roles: dict[str, str], password: str) -> str:
    """JSON for a browser: name -> the cookie of a session, and the secret of a phone as people type it."""
    found = {}
    for name, role in roles.items():
        fields = {"full_name": name.replace("_", " ").title(), "password": password}
        fields |= {"credentials": "MD", "conflicts_of_interest": "None declared"}
        staff = make_staff(name, group=role, **fields)
        secret = second_factor.new_secret()
        phone = second_factor.set_up(staff, secret, used_step=-1)
        client = Client()
        client.force_login(staff, BACKEND)
        session = client.session
        session[DEVICE_ID_SESSION_KEY] = phone.persistent_id
        session.save()
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key}
        found[name] = (cookie, second_factor.as_typed(secret))
    return json.dumps(found)
