"""Which rows of the directory keep history, and what becomes of it when the demonstration ends.

A doctor's history holds the practices and the operations too: whatever one save changed is one version.
"""

from django.apps import apps
from django.db import models

from drez_site.foundation.history.rows import keeps_history, lists_of, parts, records_of

from .models import Location, Practice, Provider


def tracked() -> list[type[models.Model]]:
    """Every model of the directory that keeps history."""
    return [model for model in apps.get_app_config("providers").get_models() if keeps_history(model)]


def forget_demonstration() -> int:
    """Remove the history of made-up rows, which went themselves; return how many records went."""
    doctors, places = Provider.history.model, Location.history.model
    made_up = {
        "provider_id": doctors.objects.filter(is_demonstration=True).values("id"),
        "location_id": places.objects.filter(is_demonstration=True).values("id"),
    }
    gone = 0
    for records in (
        *(
            records_of(part).filter(**{f"{column}__in": made_up["provider_id"]})
            for part, column in parts(Provider)
        ),
        Practice.history.filter(location_id__in=made_up["location_id"]),
        *(
            getattr(doctors, field.name).filter(history__is_demonstration=True)
            for field in lists_of(Provider)
        ),
        Provider.history.filter(is_demonstration=True),
        Location.history.filter(is_demonstration=True),
    ):
        gone += records.delete()[0]
    return gone
