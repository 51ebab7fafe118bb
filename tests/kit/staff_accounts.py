"""Staff accounts for tests."""

from django.contrib.auth.models import Group

from drez_site.staff.models import StaffMember


def make_staff(username="pat", *, group=None, **fields) -> StaffMember:
    """An active member of staff; `group` is the name of one of the four staff groups."""
    defaults = {"full_name": username.title(), "is_staff": True}
    staff = StaffMember.objects.create_user(username, password="correct horse battery", **defaults | fields)
    if group:
        staff.groups.add(Group.objects.get(name=group))
    return staff


def make_reviewer(username="robin", **fields) -> StaffMember:
    """Somebody who may sign."""
    declared = {"credentials": "MD, PhD", "conflicts_of_interest": "None declared"}
    return make_staff(username, group="Clinical reviewer", **declared | fields)
