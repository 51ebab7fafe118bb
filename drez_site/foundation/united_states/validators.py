"""What staff type, checked before it is stored, with words that say how to put it right."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

phone_number = RegexValidator(
    r"^\+1[2-9]\d{9}\Z", _("Enter the number with country code and no spaces, like +19195550134.")
)
zip_code = RegexValidator(r"^\d{5}\Z", _("Enter the five digits of the ZIP code."))
state_code = RegexValidator(r"^[A-Z]{2}\Z", _("Enter the two capital letters of the state, like NC."))
