"""Places of practice that may be near, though nobody can say how far."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.urls import reverse
from django.utils.translation import gettext

from drez_site.foundation.links import Link
from providers.models import Place
from providers.search import OffTheMap

from .numbers import doctors_text


@dataclass(frozen=True, slots=True)
class MaybeNear:
    """providers/_maybe_near.html: with a link to each place; false when there is none."""

    doctors_text: str  # "2 doctors"
    text: str  # "2 doctors may be near New Orleans, LA: how far away they are, we do not know."
    links: tuple[Link, ...]

    @classmethod
    def of(cls, places: Sequence[OffTheMap], near: Place | None) -> Self:
        everybody = doctors_text(len(frozenset[int]().union(*(each.doctors for each in places))))
        words = {"doctors": everybody, "place": near.label if near else ""}
        text = (
            gettext("%(doctors)s may be near %(place)s. How far away, we do not know. Call to ask:") % words
        )
        return cls(everybody, text, tuple(map(_link, places)))

    def __bool__(self) -> bool:
        return bool(self.links)


def _link(place: OffTheMap) -> Link:
    address = reverse("providers:location", args=[place.slug])
    detail = f"{place.city}, {place.state}: {doctors_text(len(place.doctors))}"
    return Link(place.name, address, detail)
