"""How many doctors are on the list for an operation, wherever they are."""

from dataclasses import dataclass

from django.db.models import Count, Q

from drez_site.foundation.content_version import once_per_content_version
from procedures.models import Procedure
from providers.freshness import oldest_good_confirmation
from providers.models import SearchEntry


@dataclass(frozen=True, slots=True)
class OnTheList:
    """Doctors for one operation: `confirmed` by the office not too long ago, or `to_check` by calling."""

    confirmed: int
    to_check: int

    @property
    def doctors(self) -> int:
        return self.confirmed + self.to_check


@once_per_content_version
def on_the_list(procedure: Procedure) -> OnTheList:
    """One query. The day on which a confirmation gets too old begins a new version."""
    doctors = {"provider__offerings__procedure": procedure}
    confirmed = {"provider__offerings__confirmed_on__gte": oldest_good_confirmation()}
    found = (
        SearchEntry.objects.public()
        .filter(**doctors)
        .aggregate(
            confirmed=Count("provider", distinct=True, filter=Q(**confirmed)),
            doctors=Count("provider", distinct=True),
        )
    )
    return OnTheList(found["confirmed"], found["doctors"] - found["confirmed"])
