"""What patients fill in: where they are, and what they look for."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from procedures.models import Procedure

from .models import Place
from .places import AmbiguousPlace, PlaceNotFound, resolve
from .search import MOST_PAGES, DirectoryQuery

NOT_FOUND = {
    PlaceNotFound.Reason.UNKNOWN: _("We do not know that place. Enter a US ZIP code, or a city and state."),
    PlaceNotFound.Reason.ABROAD: _(
        "That place is outside the United States. Our list has doctors in the US only. "
        "Enter a US ZIP code or city that you could travel to."
    ),
    PlaceNotFound.Reason.MILITARY: _(
        "Military mail (APO, FPO, DPO) can go anywhere in the world, so we cannot measure from it. "
        "Enter the ZIP code or city in the US that is nearest to you."
    ),
}


class NearField(forms.Field):
    """Takes any text at all: what it means is for `resolve` to say."""

    widget = forms.TextInput(attrs={"autocomplete": "postal-code"})

    def bound_data(self, data, initial):
        """What is shown again: as typed, but nothing that a page cannot hold."""
        return (data or "").replace("\x00", "")


class NearForm(forms.Form):
    """The one question: near where?"""

    near = NearField(
        label=_("ZIP code or city"), required=False, help_text=_("For example, 27710 or Durham, NC")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.which_place: AmbiguousPlace | None = None
        self.suggestions: tuple[Place, ...] = ()
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*self.visible_names)

    visible_names = ("near",)

    def clean_near(self) -> Place | None:
        """The place; None for no words, and for words that mean several places (then `which_place` asks)."""
        text = (self.cleaned_data["near"] or "").replace("\x00", " ").strip()
        if not text:
            return None
        try:
            return resolve(text)
        except AmbiguousPlace as asked:
            self.which_place = asked
            return None
        except PlaceNotFound as unknown:
            self.suggestions = unknown.suggestions
            raise ValidationError(NOT_FOUND[unknown.reason], code=unknown.reason.value) from unknown


class FindADoctorForm(NearForm):
    """The whole search. Every state of it is an address that can be shared."""

    ANY_DISTANCE = "any"

    procedure = forms.ChoiceField(
        label=_("Operation"),
        required=False,
        error_messages={"invalid_choice": _("Choose an operation from the list.")},
    )
    within = forms.ChoiceField(
        label=_("Distance"),
        required=False,
        choices=[
            (ANY_DISTANCE, _("Any distance")),
            ("25", _("Within 25 miles")),
            ("50", _("Within 50 miles")),
            ("100", _("Within 100 miles")),
            ("250", _("Within 250 miles")),
        ],
        initial=ANY_DISTANCE,
        error_messages={"invalid_choice": _("Choose a distance from the list.")},
    )
    # Not shown: a new search begins on its first page.
    page = forms.IntegerField(required=False, min_value=1, max_value=MOST_PAGES)

    visible_names = ("near", "procedure", "within")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._procedures = {each.slug: each for each in Procedure.objects.titled(get_language())}
        self.fields["procedure"].choices = [
            ("", _("Any operation")),
            *((each.slug, each.title) for each in self._procedures.values()),
        ]

    def clean_within(self) -> int | None:
        text = self.cleaned_data["within"]
        return int(text) if text and text != self.ANY_DISTANCE else None

    @property
    def asks_for_no_page(self) -> bool:
        """Whether the page is not a number, or one that no search has."""
        return "page" in self.errors

    def query(self) -> DirectoryQuery:
        """What could be read of the form: of a field with an error, nothing."""
        read = self.cleaned_data
        return DirectoryQuery(
            place=read.get("near"),
            procedure=self._procedures.get(read.get("procedure")),
            within=read.get("within"),
            page=read.get("page") or 1,
        )
