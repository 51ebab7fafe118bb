"""When part of a search cannot be read: what is wrong, what may have been meant, and what there is anyway."""

from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext

from drez_site.foundation.links import Link
from providers.forms import FindADoctorForm

from .addresses import place_links, search_elsewhere
from .everyone import everyone_links


@dataclass(frozen=True, slots=True)
class SearchProblem:
    """What leads the page of a search with errors. The answer to all that could be read stands below it."""

    heading: str
    errors: tuple[Link, ...]  # each leads to its field
    note: str  # leads to the list, and says what it leaves out; "" when no list answers
    meant: tuple[Link, ...] = ()  # the same search at places that may have been meant

    @classmethod
    def of(cls, form: FindADoctorForm) -> Self | None:
        """None when everything that is shown could be read."""
        if not (errors := form.error_summary):
            return None
        heading = (
            gettext("There is a problem with your search")
            if form.filters_with_errors
            else gettext("There is a problem")
        )
        odd = ", ".join(str(form.fields[name].label) for name in form.filters_with_errors)
        note = gettext("Go on to the list. It leaves out what we could not read: %(filters)s.") % {
            "filters": odd
        }
        is_answered = odd and "near" not in form.errors and not form.which_place
        meant = place_links(form.suggestions, search_elsewhere(form.query()))
        return cls(heading, errors, note if is_answered else "", meant)


@dataclass(frozen=True, slots=True)
class UnrecognizedPage:
    """providers/unrecognized_place.html: nobody knows where that is, and yet it is no dead end."""

    template = "providers/unrecognized_place.html"

    heading: str
    everyone: tuple[Link, ...]  # the lists that need no place

    @classmethod
    def of(cls, form: FindADoctorForm) -> Self:
        """From a form whose place has an error; what could be read of it goes into the links."""
        return cls(gettext("We could not find that place"), everyone_links(form.query().procedure))

    @property
    def title(self) -> str:
        return self.heading

    @property
    def asked(self) -> str:
        return ""

    @property
    def is_placed(self) -> bool:
        return False
