"""What each role may do in the admin. This table is the truth: the database only says who has which role.

A permission is named like Django's own: `procedures.submit_document`. Whoever may change a document may
change its parts: see procedures/admin/parts.py. Every model of the admin, its inlines included, has a row in
tests/staff/test_roles.py, which also opens every address as every role.
"""

from collections.abc import Iterable
from functools import cache

from django.apps import apps
from django.contrib.auth.models import Group

from drez_site.foundation.roles import Role

READ = "view"
WRITE = "view add change"
KEEP = "view add change delete"

MAY = {
    Role.AUTHOR: {
        "procedures.document": f"{WRITE} submit",
        "procedures.publication": f"{WRITE} mark",
        "procedures.glossaryterm": WRITE,
        "procedures.procedure": READ,
    },
    Role.REVIEWER: {
        "procedures.document": f"{READ} sign withdraw",
        "procedures.publication": f"{READ} mark judge",
        "procedures.glossaryterm": READ,
        "procedures.procedure": READ,
        "staff.reviewernomination": f"{READ} confirm",
        "staff.signinreset": f"{READ} vouch",
    },
    Role.DIRECTORY: {
        "providers.provider": KEEP,
        "providers.practice": KEEP,
        "providers.offering": KEEP,
        "providers.boardcertification": KEEP,
        "providers.statelicense": KEEP,
        "providers.photo": KEEP,
        "providers.location": KEEP,
        "providers.specialty": WRITE,
        "providers.language": WRITE,
        "providers.place": READ,
        "providers.report": "view change delete",
        "procedures.procedure": READ,
    },
    Role.ADMINISTRATOR: {
        "staff.staffmember": f"{WRITE} invite unlock",
        "staff.reviewernomination": "view add end",
        "staff.signinreset": READ,
        "staff.nameproposal": f"{READ} answer",
        "clinic.clinicprofile": WRITE,
        "clinic.languagenotice": KEEP,
        "clinic.clinicreason": KEEP,
        "clinic.clinicplace": KEEP,
        "clinic.noticetranslation": KEEP,
        "procedures.procedure": WRITE,
    },
}


@cache
def _permissions(role: str) -> frozenset[str]:
    return frozenset(
        f"{app}.{action}_{model}"
        for name, actions in MAY.get(role, {}).items()
        for app, model in [name.split(".")]
        for action in actions.split()
    )


def permissions(roles: Iterable[str]) -> set[str]:
    """Everything that somebody with these roles may do."""
    return set().union(*map(_permissions, roles))


def assign(staff, roles: Iterable[Role]):
    """Give somebody these roles, and no others."""
    staff.groups.set([Group.objects.get_or_create(name=role)[0] for role in roles])


def make_groups(using, apps=apps, **kwargs):
    """Make the group of each role that has none yet; after each `migrate`, as Django makes its permissions.

    A role that is renamed needs a migration that renames its group, or its members have no role any more.
    """
    try:
        groups = apps.get_model("auth", "Group").objects.using(using)
    except LookupError:
        return  # migrated back to before there were groups
    for role in Role:
        groups.get_or_create(name=role.value)
