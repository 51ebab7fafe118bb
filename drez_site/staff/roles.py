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

VIEW = "view"
EDIT = "view add change"
FULL = "view add change delete"

PERMISSIONS = {
    Role.AUTHOR: {
        "procedures.document": f"{EDIT} submit",
        "procedures.publication": f"{EDIT} mark",
        "procedures.glossaryterm": EDIT,
        "procedures.picture": f"{VIEW} delete",
        "procedures.procedure": VIEW,
        "providers.report": "view change",
    },
    Role.REVIEWER: {
        "procedures.document": f"{VIEW} sign withdraw",
        "procedures.publication": f"{VIEW} mark judge",
        "procedures.glossaryterm": VIEW,
        "procedures.picture": VIEW,
        "procedures.procedure": VIEW,
        "staff.reviewernomination": f"{VIEW} confirm",
        "staff.signinreset": f"{VIEW} vouch",
        "foundation.waitingwords": f"{VIEW} approve",
    },
    Role.DIRECTORY: {
        "providers.provider": FULL,
        "providers.practice": FULL,
        "providers.offering": FULL,
        "providers.boardcertification": FULL,
        "providers.statelicense": FULL,
        "providers.photo": FULL,
        "providers.location": FULL,
        "providers.specialty": EDIT,
        "providers.language": EDIT,
        "providers.place": VIEW,
        "providers.proposal": "view change",
        "providers.report": "view change delete",
        "foundation.waitingwords": VIEW,
        "procedures.procedure": VIEW,
    },
    Role.ADMINISTRATOR: {
        "staff.staffmember": f"{EDIT} invite unlock",
        "staff.reviewernomination": "view add end",
        "staff.signinreset": VIEW,
        "staff.nameproposal": f"{VIEW} answer",
        "clinic.clinicprofile": EDIT,
        "clinic.announcement": FULL,
        "clinic.holidayhours": FULL,
        "clinic.languagenotice": FULL,
        "clinic.clinicreason": FULL,
        "clinic.clinicplace": FULL,
        "clinic.noticetranslation": FULL,
        "foundation.waitingwords": VIEW,
        "procedures.procedure": EDIT,
    },
}


@cache
def _permissions(role: str) -> frozenset[str]:
    return frozenset(
        f"{app}.{action}_{model}"
        for name, actions in PERMISSIONS.get(role, {}).items()
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
