"""The two accounts that write and sign what is shipped. Nobody can sign in as either."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from drez_site.foundation.roles import Role

AUTHOR = {"username": "demonstration-author", "full_name": "Demonstration author"}
REVIEWER = {
    "username": "demonstration-reviewer",
    "full_name": "Demonstration reviewer (not a clinician)",
    "credentials": "no credentials",
    "conflicts_of_interest": "None declared",
}


def accounts() -> tuple[Any, Any]:
    """Author and reviewer."""
    return author(), reviewer()  # type: ignore[no-untyped-call]  # this module has no types yet


def author():
    return _account(AUTHOR)


def reviewer():
    account = _account(REVIEWER)
    Group.objects.get_or_create(name=Role.REVIEWER)
    if not account.groups.filter(name=Role.REVIEWER).exists():
        account.nominations.create()
    return account


def retire():
    """Take both accounts out of service: they sign nothing on a real clinic's site."""
    usernames = (AUTHOR["username"], REVIEWER["username"])
    get_user_model().objects.filter(username__in=usernames).update(is_active=False)


def _account(fields: dict):
    account, created = get_user_model().objects.get_or_create(
        username=fields["username"], defaults=fields | {"is_staff": False, "is_active": True}
    )
    if created:
        account.set_unusable_password()
        account.save(update_fields=["password"])
    return account
