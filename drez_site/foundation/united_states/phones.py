"""Phone numbers as people write them, kept as E.164: "(919) 555-0134" is +19195550134."""

import re
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

NUMBER = r"([2-9]\d{2})([2-9]\d{2})(\d{4})"  # area code, exchange, line
E164 = re.compile(rf"\+1{NUMBER}", re.ASCII)
WRITTEN = re.compile(rf"(?:\+?1)?{NUMBER}", re.ASCII)


def read(text: str) -> str:
    """The number in E.164. Raises ValidationError for what is not a US number."""
    if match := WRITTEN.fullmatch(re.sub(r"[\s().\-–/]", "", text)):
        return "+1" + "".join(match.groups())
    raise ValidationError(
        _("Enter a US number with area code, like (919) 555-0134. Leave out the extension."),
        code="phone",
    )


def written(number: str) -> str:
    """For people to read, like "(919) 555-0134"; whatever is not in E.164 stays as it is."""
    match = E164.fullmatch(number)
    return "({}) {}-{}".format(*match.groups()) if match else number


def address(number: str) -> str:
    """What a link needs to call a number in E.164: "tel:+19195550134"."""
    return f"tel:{number}"


class PhoneField(forms.CharField):
    """Takes any common way to write a number."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})

    def __init__(self, **options: Any) -> None:
        # What is stored is shorter than what may be typed.
        super().__init__(**options | {"max_length": 40})

    def prepare_value(self, value: object) -> object:
        return written(value) if isinstance(value, str) else value

    def to_python(self, value: object) -> str | None:
        text = super().to_python(value)
        return read(text) if text else text


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A number to print and to press; `label` says whom it calls."""

    text: str
    href: str
    label: str

    @classmethod
    def of(cls, number: str, who: str) -> Self | None:
        """From E.164, "+19195550134"; None when there is no number."""
        if not number:
            return None
        text = written(number)
        label = gettext("Call %(who)s at %(number)s") % {"who": who, "number": text}
        return cls(text, address(number), label)
