"""Whom a new round calls: those of whom something was never said, or too long ago, the oldest first."""

from typing import Any

from django.db.models import F, Min, Q
from django.db.models.functions import Least

from drez_site.foundation.write_lock import one_writer_at_a_time
from providers.models import Call, CallingRound, Offering, Practice, Provider, ProviderQuerySet

MOST_IN_A_ROUND = 60


def due() -> ProviderQuerySet:
    """Doctors on the site with something to ask and somebody to ask, who wait in nobody's round."""
    something = Q(pk__in=Offering.objects.to_confirm().values("provider")) | Q(
        pk__in=Practice.objects.to_ask_again().values("provider")
    )
    somewhere = Q(pk__in=Practice.objects.values("provider"))
    called = Call.objects.waiting().values("provider")
    return Provider.objects.public().filter(something, somewhere).exclude(pk__in=called)


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
