"""Phone numbers as people write them, kept as E.164: "(919) 555-0134" is +19195550134."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .models.validators import phone_number

WRITTEN = re.compile(r"(?:\+?1)?([2-9]\d{2}[2-9]\d{6})", re.ASCII)


def read(text: str) -> str:
    """The number in E.164. Raises ValidationError for what is not a US number."""
    if match := WRITTEN.fullmatch(re.sub(r"[\s().\-–/]", "", text)):
        return f"+1{match[1]}"
    raise ValidationError(
        _("Enter a US number with area code, like (919) 555-0134. An extension has no room here."),
        code="phone",
    )


def written(number: str) -> str:
    """For people to read; whatever is not in E.164 stays as it is."""
    try:
        phone_number(number)
    except ValidationError:
        return number
    return f"({number[2:5]}) {number[5:8]}-{number[8:]}"


class PhoneField(forms.CharField):
    """Takes any common way to write a number."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})

    def __init__(self, **options):
        # What is stored is shorter than what may be typed.
        super().__init__(**options | {"max_length": 40})

    def prepare_value(self, value):
        return written(value) if isinstance(value, str) else value

    def to_python(self, value):
        text = super().to_python(value)
        return read(text) if text else text
