"""What readers choose on reading pages."""

from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.forms import GetForm

from .kinds.comparison import FEWEST_OPTIONS
from .readings.comparison import OptionView

TOO_FEW = _("Choose at least two options.")  # FEWEST_OPTIONS, in a word


class OptionsForm(GetForm):
    """Which options to compare. Unsent, or wrong, it leaves all of them on the page."""

    SENT = "show"  # in the address even when no box is ticked

    option = forms.MultipleChoiceField(
        label=_("Which options do you want to compare?"),
        help_text=_("Uncheck what you do not need. Two or three are easiest to read on a phone."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": TOO_FEW,
            "invalid_choice": _("Choose options from the list."),
        },
    )

    @classmethod
    def of(cls, query: Mapping, options: list[OptionView], language: str) -> "OptionsForm":
        """From an address and the signed options, named in the page's language where it knows them."""
        form = cls(query if cls.SENT in query or "option" in query else None)
        is_translated = language == get_language()
        form.fields["option"].choices = [
            (option.kind, option.name if is_translated else gettext(option.name)) for option in options
        ]
        # The boxes say what the table below them shows.
        form.fields["option"].initial = [option.kind for option in options]
        return form

    def clean_option(self) -> list[str]:
        chosen = self.cleaned_data["option"]
        if len(set(chosen)) < FEWEST_OPTIONS:
            raise ValidationError(TOO_FEW, code="too_few")
        return chosen

    @property
    def chosen(self) -> list[str]:
        """The kinds of options to show; none when all are to be shown."""
        return self.cleaned_data["option"] if self.is_bound and self.is_valid() else []
