"""What the filters offer: only what somebody in the directory does, is or speaks."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from drez_site.foundation.content_version import once_per_content_version
from drez_site.foundation.sql.written_once import written_once
from procedures.catalogue import titled
from procedures.models import Procedure, ProcedureAddress, ReviewClock
from providers.models import Language, SearchEntry, Specialty


@dataclass(frozen=True, slots=True)
class Options:
    """The choices of the filters, by the words that stand in an address.

    `procedures` are all by every address that they have or had, because links stay; each has its `title` and
    `is_offered`: whether somebody does it.
    """

    procedures: dict[str, Procedure]
    specialties: dict[str, Specialty]
    languages: dict[str, Language]


@once_per_content_version
def options_in(language: str) -> Options:
    """All of them in this language: one query."""
    on = ReviewClock.at()
    found = _procedures(language=language, today=on.today, withdraws=on.withdraws, now=on.now)
    # The same on every row: the database makes the list once.
    trained_in, spoken = (found[0].trained_in, found[0].spoken) if found else ([], [])
    return Options(
        procedures={address: each for each in found for address in (each.slug, *each.had)},
        specialties={fact["code"]: Specialty(**fact) for fact in trained_in},
        languages={fact["code"]: Language(**fact) for fact in spoken},
    )


@written_once
def _procedures(language: str, today: date, withdraws: int, now: datetime) -> QuerySet[Any]:
    doctors = SearchEntry.objects.public(today).filter(provider__offerings__procedure=OuterRef("pk"))
    addresses = ProcedureAddress.objects.filter(procedure=OuterRef("pk")).order_by("pk")
    return titled(Procedure.objects.all(), language, ReviewClock(today, withdraws, now)).annotate(
        is_offered=Exists(doctors),
        had=ArraySubquery(addresses.values("slug")),
        trained_in=_known_of_somebody(today, Specialty, "specialties", "label", "code"),
        spoken=_known_of_somebody(today, Language, "languages", "name", "code", "endonym"),
    )


def _known_of_somebody(
    today: date, model: type[Specialty] | type[Language], relation: str, order: str, *others: str
) -> ArraySubquery:
    doctors = SearchEntry.objects.public(today).filter(**{f"provider__{relation}": OuterRef("pk")})
    fields = {field: field for field in (order, *others)}
    return ArraySubquery(
        model.objects.filter(Exists(doctors)).order_by(order).values(fact=JSONObject(id="pk", **fields))
    )
