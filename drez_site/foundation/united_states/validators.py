"""What staff type, checked before it is stored, with words that say how to put it right."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from .phones import KEPT
from .states import STATES

zip_code = RegexValidator(r"^[0-9]{5}\Z", _("Enter the five digits of the ZIP code."))


def phone_number(text: str) -> None:
    """Raise ValidationError for what is not a US number in E.164, maybe with an extension."""
    if not KEPT.fullmatch(text):
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


# In English and Spanish. A street may be called Apartado or begin like "POB", so these need a number.
POST_OFFICE_BOX = re.compile(
    r"\b(?:p\.?\s{0,2}o\.?\s{0,2}|post(?:al)?\s{1,2}office\s{1,2})(?:box|bx|drawer|drwr)\b"
    r"|\b(?:p\.?\s{0,2}o\.?\s{0,2}b\.?|(?:apartado|casilla)(?:\s{1,2}postal)?)\s{0,2}(?:#|no\.?|n[uú]m\.?)?\s{0,2}\d"
    r"|^\s{0,2}(?:lock\s{0,2})?box\s{0,2}#?\s{0,2}\d",
    re.IGNORECASE,
)


def no_post_office_box(text: str) -> None:
    """Raise ValidationError for an address that holds letters and no patients."""
    if POST_OFFICE_BOX.search(text):
        raise ValidationError(
            _("Patients cannot go to a post office box. Enter the street and number of the door."), code="box"
        )
