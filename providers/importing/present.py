"""What the directory holds now, in the values that cells have."""

from collections.abc import Iterable
from typing import Any

from providers.models import Offering, Provider

from .columns import LISTS


def lists_of_doctors(doctors: Iterable[int]) -> dict[int, dict[str, Any]]:
    """By doctor: codes of specialties and of languages, and the days of operations by their address."""
    keys = list(doctors)
    found: dict[int, dict[str, Any]] = {
        key: {name: {} if name == "operations" else frozenset() for name in LISTS} for key in keys
    }
    for name, column, member in (
        ("specialties", "specialty", "specialty__code"),
        ("languages", "language", "language__code"),
    ):
        through = getattr(Provider, name).through
        rows = through.objects.filter(provider__in=keys).order_by(column)
        for doctor, code in rows.values_list("provider_id", member):
            found[doctor][name] |= {code}
    offerings = Offering.objects.filter(provider__in=keys)
    for doctor, slug, day in offerings.values_list("provider_id", "procedure__slug", "confirmed_on"):
        found[doctor]["operations"][slug] = day
    return found
