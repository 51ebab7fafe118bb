"""What staff type about a doctor, checked before it is stored, with words that say how to put it right."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def national_provider_identifier(text: str) -> None:
    """Ten digits, the first 1 or 2, the last a Luhn check digit over 80840 and the first nine."""
    digits = [int(digit) for digit in text if digit in "0123456789"]
    if len(text) != 10 or len(digits) != 10 or digits[0] not in (1, 2):
        raise ValidationError(_("An NPI has ten digits and begins with 1 or 2."), code="npi")
    doubled = [2 * digit if place % 2 == 0 else digit for place, digit in enumerate(digits[:9])]
    # 24 is what the prefix 80840 adds to the sum.
    total = 24 + sum(digit - 9 if digit > 9 else digit for digit in doubled)
    if (10 - total % 10) % 10 != digits[9]:
        raise ValidationError(
            _("The last digit does not fit the others. Please copy the NPI again."), code="npi"
        )
