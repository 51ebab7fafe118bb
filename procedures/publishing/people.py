"""Who may sign, as far as publishing knows of accounts."""

from datetime import datetime
from typing import Any, Protocol

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from drez_site.foundation.roles import Role


class Person(Protocol):
    """An account that writes or signs; what patients read of whoever signed stands on it."""

    pk: Any
    full_name: str
    credentials: str
    conflicts_of_interest: str
    is_clinical_reviewer: bool
    waits_until: datetime | None


def reviewers() -> QuerySet[Any]:
    """Everybody who may sign, and can sign in to do it."""
    return get_user_model().objects.filter(is_active=True, is_staff=True, groups__name=Role.REVIEWER)
