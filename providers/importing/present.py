"""What the directory holds now, in the values that cells have."""

from collections.abc import Iterable
from typing import Any

from providers.models import Offering, Provider


def lists_of_doctors(doctors: Iterable[int]) -> dict[int, dict[str, Any]]:
    """By doctor: codes of specialties and of languages, days of operations by their address, who follows."""
    keys = list(doctors)
    found: dict[int, dict[str, Any]] = {
        key: {
            "specialties": frozenset(),
            "languages": frozenset(),
            "operations": {},
            "on_website": {},
            "successor": "",
        }
        for key in keys
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
    for doctor, slug, confirmed, read in offerings.values_list(
        "provider_id", "procedure__slug", "confirmed_on", "on_website_on"
    ):
        found[doctor]["operations"][slug] = confirmed
        if read:
            found[doctor]["on_website"][slug] = read
    followed = Provider.objects.filter(pk__in=keys).exclude(successor=None)
    for doctor, slug in followed.values_list("pk", "successor__slug"):
        found[doctor]["successor"] = slug
    return found
