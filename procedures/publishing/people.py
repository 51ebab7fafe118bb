"""Who may sign, as far as publishing knows of accounts."""

from typing import Any, Protocol

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from drez_site.foundation.roles import Role


class Person(Protocol):
    """An account that writes or signs; what patients read of whoever signed stands on it."""

    pk: Any
    is_active: bool
    full_name: str
    credentials: str
    conflicts_of_interest: str
    groups: Any


def is_reviewer(person: Person) -> bool:
    """Whether this account may sign at all."""
    return bool(person.is_active and person.groups.filter(name=Role.REVIEWER).exists())


def reviewers() -> QuerySet[Any]:
    """Everybody who may sign."""
    return get_user_model().objects.filter(is_active=True, groups__name=Role.REVIEWER)
