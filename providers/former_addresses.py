"""Where an address leads that a doctor or a place had once: to the page of today, or to others nearby."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.utils import formats, timezone
from django.utils.translation import gettext

from drez_site.foundation.demonstration import site_is_demonstration
from drez_site.foundation.history.rows import records_of
from drez_site.foundation.links import Link

from .models import Location, Place, Practice, Provider
from .presenters import DoctorCard
from .presenters.addresses import search_url
from .presenters.cards import cards
from .search import DirectoryQuery, nearest

Row = Provider | Location


def lead_on(model: type[Provider] | type[Location], slug: str) -> "Row | Gone | None":
    """The doctor or place who is meant: on the list, or gone; None for an address that nobody ever had.

    Old addresses are those of the history; of two whom patients knew by the same, the later one is meant.
    """
    for row in map(_merged, _who_had(model, slug)):
        if row.is_demonstration and not site_is_demonstration():
            continue
        if type(row).objects.public().contains(row):
            return row
        if _was_public(row):
            return Gone.of(row)
    return None


def _who_had(model: type[Provider] | type[Location], slug: str) -> Iterator[Row]:
    """Who has the address now, then those who had it, the last of them first."""
    if now := model.objects.filter(slug=slug).first():
        yield now
    records = records_of(model).filter(slug=slug).order_by("-history_date", "-history_id")
    for key in dict.fromkeys(records.values_list("id", flat=True)):
        if row := model.objects.filter(pk=key).first():
            yield row


def _merged(row: Row) -> Row:
    """What the row became, when it was merged into another."""
    seen: set[int] = set()
    while row.merged_into and row.pk not in seen:
        seen.add(row.pk)
        row = row.merged_into
    return row


def _was_public(row: Row) -> bool:
    """A doctor who was never listed stays a secret of the office."""
    listed = {"is_listed": True} if isinstance(row, Provider) else {}
    return bool(records_of(type(row)).filter(id=row.pk, removed_at=None, **listed).exists())


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody or something that is not on the list any more: providers/gone.html."""

    title: str
    text: str
    successor: Link | None
    near: str  # "Durham, NC": around where the nearest doctors are, or ""
    doctors: tuple[DoctorCard, ...]
    search: Link

    @classmethod
    def of(cls, row: Row, at: date | None = None) -> Self:
        at = at or timezone.localdate()
        place = _where(row)
        query = DirectoryQuery(place=place)
        return cls(
            *_what_happened(row),
            _successor(row, at),
            place.label if place else "",
            cards(nearest(query), query, at) if place else (),
            Link(gettext("Find a doctor"), search_url(query)),
        )


def _what_happened(row: Row) -> tuple[str, str]:
    """Who left is named, with the day: whom patients knew. Who was taken off the list is not."""
    if isinstance(row, Location):
        return (
            gettext("This place is not on our list any more"),
            gettext("It closed or moved, or we no longer know who works there."),
        )
    if row.left_on and row.is_listed and row.removed_at is None:
        words = {"doctor": row.full_name, "day": formats.date_format(row.left_on)}
        return (
            gettext("%(doctor)s no longer sees patients") % words,
            gettext("The last day was %(day)s.") % words,
        )
    return (
        gettext("This doctor is not on our list any more"),
        gettext("The doctor moved or retired, or we no longer know where they work."),
    )


def _successor(row: Row, at: date) -> Link | None:
    if isinstance(row, Location) or not row.left_on or row.successor_id is None:
        return None
    found = Provider.objects.public(at).filter(pk=row.successor_id).first()
    return Link(str(found), found.get_absolute_url()) if found else None


def _where(row: Row) -> Place | None:
    """The ZIP code of the place, or of the last place of the doctor."""
    location: Location | None = row if isinstance(row, Location) else None
    if location is None:
        practice = Practice.objects.filter(provider=row.pk).select_related("location").order_by("-pk").first()
        location = practice.location if practice else None
    return Place.objects.zip_codes().filter(zip_code=location.zip_code).first() if location else None
