"""The signs after which to get help, as pages list them."""

from collections.abc import Iterable

from ..models import UrgentSign
from ..signed_content import SignRow


def by_urgency(rows: Iterable[SignRow]) -> dict[str, list[str]]:
    """Their texts by urgency, the worst first: emergency, same_day, call_office."""
    signs: dict[str, list[str]] = {urgency: [] for urgency in UrgentSign.Urgency.values}
    for row in rows:
        signs[row["urgency"]].append(row["text"])
    return signs
