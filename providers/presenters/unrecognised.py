"""When a search cannot be read: what is wrong with it, and what may have been meant."""

from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext

from drez_site.foundation.links import Link
from providers.forms import FindADoctorForm

from .addresses import place_links


@dataclass(frozen=True, slots=True)
class UnrecognisedPage:
    """providers/unrecognised_place.html, for every field that could not be read."""

    template = "providers/unrecognised_place.html"

    heading: str
    errors: tuple[Link, ...]  # each leads to its field
    suggestions: tuple[Link, ...]  # the same search at places that may have been meant

    @classmethod
    def of(cls, form: FindADoctorForm) -> Self:
        """From a form with errors; what could be read of it goes into the suggestions."""
        heading = (
            gettext("We could not find that place")
            if list(form.errors) == ["near"]
            else gettext("There is a problem with your search")
        )
        return cls(heading, form.error_summary, place_links(form.suggestions, form.query()))

    @property
    def title(self) -> str:
        return gettext("Error: %(heading)s") % {"heading": self.heading}

    @property
    def suggestions_heading(self) -> str:
        return gettext("Did you mean one of these?") if self.suggestions else ""
