"""Doctors whom a patient chose, to compare them and to take them along."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from drez_site.foundation.links import Link
from providers.models import Place, Provider
from providers.shortlist import MOST_CHOSEN, SLUG

from .doctor import DoctorPage, doctors_for_page
from .office import Office
from .operations import Operations

MOST_NAMED = 30  # of the slugs in an address; the doctors after the fifth get no more than a link


@dataclass(frozen=True, slots=True)
class Side:
    """One of the doctors, with the office to call."""

    doctor: DoctorPage
    office: Office | None

    @property
    def operations(self) -> tuple[Operations, ...]:
        return Operations.alike(self.doctor.procedures)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """providers/compare.html."""

    doctors: tuple[Side, ...]  # the nearest first, or without a place in the order of the address
    notes: tuple[str, ...]  # what of the address is left out
    left_out: tuple[Link, ...]  # the doctors after the fifth, each with the doctor's page
    has_distances: bool  # the reader gave a place
    url: str  # of the same page, without where the reader is

    @classmethod
    def of(cls, asked: list[str], place: Place | None, articles: Collection[str]) -> Self:
        """The first MOST_CHOSEN of the doctors that the slugs `asked` name; distances are from `place`."""
        slugs = list(dict.fromkeys(filter(None, asked)))
        wanted = [slug for slug in slugs[:MOST_CHOSEN] if SLUG.fullmatch(slug)]
        found = {
            each.slug: DoctorPage.of(each, articles=articles)
            for each in (doctors_for_page(Provider.objects.public().at_addresses(wanted)) if wanted else ())
        }
        shown = [found[slug] for slug in wanted if slug in found]
        notes = []
        if gone := len(slugs[:MOST_CHOSEN]) - len(shown):
            text = ngettext(
                "%(count)s doctor is not on our list any more.",
                "%(count)s doctors are not on our list any more.",
                gone,
            )
            notes.append(text % {"count": gone})
        if len(slugs) > MOST_CHOSEN:
            notes.append(gettext("This page shows five doctors at most."))
        sides = sorted((Side(doctor, Office.of(doctor, place)) for doctor in shown), key=_nearest_first)
        words = urlencode([("d", side.doctor.slug) for side in sides])
        return cls(
            tuple(sides),
            tuple(notes),
            tuple(_doctors_at(slugs[MOST_CHOSEN:MOST_NAMED])),
            place is not None,
            f"{reverse('providers:compare')}?{words}",
        )


def _doctors_at(slugs: list[str]) -> Iterator[Link]:
    """Those on our list, in the order of the slugs."""
    wanted = [slug for slug in slugs if SLUG.fullmatch(slug)]
    found = {each.slug: each for each in Provider.objects.public().at_addresses(wanted)} if wanted else {}
    return (Link(found[slug].full_name, found[slug].get_absolute_url()) for slug in wanted if slug in found)


def _nearest_first(side: Side) -> float:
    """Those of unknown distance last; those that are equally near stay in their order."""
    miles = side.office.miles if side.office else None
    return float("inf") if miles is None else miles
