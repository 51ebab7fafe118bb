"""The nearest doctors for one operation, as shown on the operation's own page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.utils.translation import gettext, ngettext

from drez_site.foundation.content_version import once_per_content_version
from drez_site.foundation.links import Link
from procedures.models import Procedure
from providers.forms import NearForm
from providers.models import Place
from providers.search import DirectoryQuery, Total, nearest, total

from .addresses import search_url
from .cards import DoctorCard, cards
from .numbers import doctors_text


@dataclass(frozen=True, slots=True)
class FindPanel:
    """Where the patient is, and the three nearest doctors; without a place only how many there are."""

    form: NearForm
    place: Place | None
    cards: tuple[DoctorCard, ...]  # the nearest three; none without a place
    total: int  # doctors on the list who do the operation
    error: str  # the message when the place is not known, or ""
    choices: tuple[Link, ...]  # to the same page: which place was meant?
    see_all_url: str  # the search for this operation near this place

    @classmethod
    def of(
        cls, procedure: Procedure, form: NearForm, url_of: Callable[[Place], str], at: date | None = None
    ) -> Self:
        """`url_of` gives the address of the page that shows the panel, asked for this place."""
        place = form.cleaned_data.get("near") if form.is_bound and form.is_valid() else None
        query = DirectoryQuery(place=place, procedure=procedure)
        found = total(query) if place else _on_the_list(procedure)
        which = form.which_place.choices if form.which_place else form.suggestions
        return cls(
            form=form,
            place=place,
            cards=cards(nearest(query), query, at) if place else (),
            total=found.doctors,
            error=str(form.errors["near"][0]) if form.is_bound and form.errors else "",
            choices=tuple(Link(choice.label, url_of(choice)) for choice in which),
            see_all_url=search_url(query) if found.doctors else "",
        )

    @property
    def total_text(self) -> str:
        if not self.total:
            return gettext("We list no doctors for this operation yet.")
        return ngettext(
            "%(doctors)s on our list does this operation.",
            "%(doctors)s on our list do this operation.",
            self.total,
        ) % {"doctors": doctors_text(self.total)}

    @property
    def see_all_text(self) -> str:
        if not self.total:
            return ""
        return gettext("See all of them, nearest first") if self.place else gettext("See all of them")


@once_per_content_version
def _on_the_list(procedure: Procedure) -> Total:
    return total(DirectoryQuery(procedure=procedure))
