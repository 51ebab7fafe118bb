"""Staff accounts for tests."""

from django.contrib.auth.models import Group

from drez_site.foundation.roles import Role
from drez_site.staff import nominations
from drez_site.staff.models import ReviewerNomination, StaffMember


def make_staff(username="pat", *, group=None, **fields) -> StaffMember:
    """An active member of staff; `group` is the name of one of the four staff groups."""
    defaults = {"full_name": username.title(), "is_staff": True}
    staff = StaffMember.objects.create_user(username, password="correct horse battery", **defaults | fields)
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
