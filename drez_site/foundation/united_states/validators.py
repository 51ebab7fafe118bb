"""What staff type, checked before it is stored, with words that say how to put it right."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from .phones import E164
from .states import STATES

zip_code = RegexValidator(r"^[0-9]{5}\Z", _("Enter the five digits of the ZIP code."))


def phone_number(text: str) -> None:
    """Raise ValidationError for what is not a US number in E.164."""
    if not E164.fullmatch(text):
        raise ValidationError(
            _("Enter the number with country code and no spaces, like +19195550134."), code="phone"
        )


def known_state(text: str) -> None:
    """Raise ValidationError for what are not the two letters of a state or territory."""
    if text not in STATES:
        raise ValidationError(_("Enter the two capital letters of the state, like NC."), code="state")


def known_states(text: str) -> None:
    """Raise ValidationError for what is not a list of them, like “NV, WA”."""
    for state in text.split(", "):
        if state not in STATES:
            raise ValidationError(_("Enter two letters for each state, like NV, WA."), code="state")
