"""The form of a place of practice: where it is, from the pin on a map."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.united_states.states import state_in_an_address
from providers.importing import cells
from providers.models import Location
from providers.places.map_links import LONGEST, read_position
from providers.yes_no_unknown import YesNoUnknownField

from .dated import DatedForm


class PositionField(forms.CharField):
    """A link to a map or two numbers, read as (latitude, longitude) in WGS84 degrees; None when empty."""

    def __init__(self, **options):
        super().__init__(max_length=LONGEST, **options)

    def to_python(self, value):
        text = super().to_python(value)
        return read_position(text) if text else None


class LocationForm(DatedForm):
    """What is pasted counts for more than the numbers below it, which it replaces."""

    state = forms.CharField(
        label=_("State"), max_length=40, help_text=_("Two letters like NC, or the name of the state.")
    )
    zip_code = forms.CharField(
        label=_("ZIP code"), max_length=12, help_text=_("Five digits. Of nine, the first five are kept.")
    )
    pin = PositionField(
        label=_("Map link, or latitude and longitude"),
        required=False,
        help_text=_(
            "Find the building in Google, Apple or Bing Maps or OpenStreetMap, click on it, and paste the "
            "link of its pin. Or paste two numbers like 36.0072, -78.9372."
        ),
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )
    is_sure = forms.BooleanField(
        label=_("It really is so far from its ZIP code"),
        required=False,
        help_text=_("Only if the position was refused as too far, and you looked at it on a map."),
    )

    class Meta:
        field_classes = {"wheelchair_access": YesNoUnknownField}

    def clean_state(self) -> str:
        text = self.cleaned_data["state"]
        return state_in_an_address(text) or text.upper()

    def clean_zip_code(self) -> str:
        return cells.zip_code(self.cleaned_data["zip_code"])

    def clean(self):
        cleaned = super().clean()
        self.instance.is_position_sure = bool(cleaned.get("is_sure"))
        if pin := cleaned.get("pin"):
            cleaned["latitude"], cleaned["longitude"] = pin
            cleaned["located_by"] = Location.LocatedBy.SURVEYED
        return cleaned

    def add_error(self, field, error):
        """What is wrong with a pasted position is said where it was pasted."""
        if (
            isinstance(error, ValidationError)
            and hasattr(error, "error_dict")
            and self.cleaned_data.get("pin")
        ):
            if wrong := error.error_dict.pop("latitude", None):
                super().add_error("pin", ValidationError(wrong))
            if not error.error_dict:
                return
        super().add_error(field, error)
