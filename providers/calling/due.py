"""Whom a new round calls: those of whom something was never said, or too long ago, the oldest first."""

from typing import Any

from django.db.models import F, Min
from django.db.models.functions import Least

from drez_site.foundation.write_lock import one_writer_at_a_time
from providers.models import Call, CallingRound, Provider, ProviderQuerySet
from providers.models.calling import with_something_to_ask

MOST_IN_A_ROUND = 60


def due() -> ProviderQuerySet:
    """Those who wait in nobody's round."""
    return with_something_to_ask().exclude(pk__in=Call.objects.held().values("provider"))


def to_call(doctors: ProviderQuerySet, caller: Any) -> ProviderQuerySet:
    """Of these, all with something to ask, but those who wait in somebody else's round."""
    of_others = Call.objects.held().exclude(round__caller=caller.pk).values("provider")
    return doctors.filter(pk__in=with_something_to_ask().values("pk")).exclude(pk__in=of_others)


def how_many_due() -> int:
    return due().count()


def begin(caller: Any) -> CallingRound | None:
    """A round of at most MOST_IN_A_ROUND doctors, by phone number: one call may serve several.

    None if nobody is due.
    """
    with one_writer_at_a_time():
        oldest = Least(Min("offerings__confirmed_on"), Min("practices__checked_on"))
        waiting = due().annotate(oldest=oldest).order_by(F("oldest").asc(nulls_first=True), "pk")
        chosen = list(waiting.values_list("pk", flat=True)[:MOST_IN_A_ROUND])
        numbered = Provider.objects.filter(pk__in=chosen).annotate(number=Min("practices__location__phone"))
        doctors = list(numbered.order_by("number", "family_name", "pk"))
        if not doctors:
            return None
        round_ = CallingRound.objects.create(caller=caller)
        Call.objects.bulk_create(
            Call(round=round_, provider=doctor, position=position) for position, doctor in enumerate(doctors)
        )
        return round_
