"""The nearest doctors for one operation, as shown on the operation's own page."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.utils.translation import gettext, ngettext

from drez_site.foundation.links import Link
from procedures.models import Procedure
from providers.forms import NearForm
from providers.models import Place
from providers.search import DirectoryQuery, OnTheList, maybe_near, nearest, on_the_list

from .addresses import UrlOf, place_links, search_url
from .cards import DoctorCard, cards
from .namesakes import Namesakes
from .numbers import doctors_text
from .off_the_map import MaybeNear
from .which_place import WhichPlacePage


@dataclass(frozen=True, slots=True)
class FindPanel:
    """Where the patient is, and the three nearest doctors; without a place only how many there are."""

    form: NearForm
    place: Place | None
    cards: tuple[DoctorCard, ...]  # the nearest three; none without a place
    maybe_near: tuple[MaybeNear, ...]
    listed: OnTheList  # for the operation, wherever they are
    namesakes: Namesakes | None  # what else the words for the place may mean, as links to the same page
    error: str  # the message when the place is not known, or ""
    suggestions: tuple[Link, ...]  # to the same page: places that may be meant by words that are not known
    which: WhichPlacePage | None  # what the finder asks when words mean several; its choices lead back here
    see_all_url: str  # the search for this operation near this place, with the words as typed if in doubt

    @classmethod
    def of(cls, procedure: Procedure, form: NearForm, url_of: UrlOf, at: date | None = None) -> Self:
        """`url_of` gives the address of the page that shows the panel, asked near what these words mean."""
        place = form.cleaned_data.get("near") if form.is_bound and form.is_valid() else None
        query = DirectoryQuery(place=place, meant=form.meant, procedure=procedure)
        namesakes = Namesakes.of(query, url_of)
        see_all_url = search_url(query, near=form.words if namesakes else "")
        listed = on_the_list(procedure)
        matches = nearest(query) if place else ()
        first = matches[0].miles if matches else None
        asked = form.which_place
        return cls(
            form=form,
            place=place,
            cards=cards(matches, query, at),
            maybe_near=MaybeNear.all_of(maybe_near(query, first), query, elsewhere=see_all_url),
            listed=listed,
            namesakes=namesakes,
            error=str(form.errors["near"][0]) if form.is_bound and form.errors else "",
            suggestions=place_links(form.suggestions, url_of),
            which=WhichPlacePage.of(asked, query, url_of) if asked else None,
            see_all_url=see_all_url if listed.doctors else "",
        )

    @property
    def choices(self) -> tuple[Link, ...]:
        """Places of which one has to be chosen first."""
        return self.which.choices if self.which else self.suggestions

    @property
    def total_text(self) -> str:
        """Who does it by the word of the office, and who is only listed for it, are never one number."""
        if not self.listed.doctors:
            return gettext("We list no doctors for this operation yet.")
        confirmed, to_check = self.listed.confirmed, self.listed.to_check
        sentences = []
        if confirmed:
            text = ngettext(
                "%(doctors)s on our list does this operation: the office told us so.",
                "%(doctors)s on our list do this operation: their offices told us so.",
                confirmed,
            )
            sentences.append(text % {"doctors": doctors_text(confirmed)})
        if to_check:
            text = ngettext(
                "%(doctors)s is listed for it, but not confirmed: call to check.",
                "%(doctors)s are listed for it, but not confirmed: call to check.",
                to_check,
            )
            sentences.append(text % {"doctors": doctors_text(to_check)})
        return " ".join(sentences)

    @property
    def see_all_text(self) -> str:
        if not self.listed.doctors:
            return ""
        return gettext("See all of them, nearest first") if self.place else gettext("See all of them")
