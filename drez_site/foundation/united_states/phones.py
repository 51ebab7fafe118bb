"""Phone numbers as people write them, kept as E.164: "(919) 555-0134" is +19195550134.

An extension stands behind it as RFC 3966 writes it: +19195550134;ext=12.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

NUMBER = r"([2-9]\d{2})([2-9]\d{2})(\d{4})"  # area code, exchange, line
E164 = re.compile(rf"\+1{NUMBER}", re.ASCII)
KEPT = re.compile(rf"(\+1{NUMBER})(?:;ext=(\d{{1,7}}))?", re.ASCII)
LONGEST = 24  # characters of what is kept
WRITTEN = re.compile(rf"(?:\+?1)?{NUMBER}", re.ASCII)
EXTENSION = re.compile(
    r"(?:extensi[oó]n|extn|ext|ex|int(?:erno)?|x|#|,)[\s.:#=]{0,3}([0-9]{1,7})$", re.IGNORECASE
)


def read(text: str) -> str:
    """The number as it is kept. Raises ValidationError for what is not a US number."""
    plain = _plain(text)
    if found := EXTENSION.search(plain):
        number, extension = plain[: found.start()].rstrip(" ,;."), f";ext={found[1]}"
    else:
        number, extension = plain, ""
    if match := WRITTEN.fullmatch(re.sub(r"[\s().\-/]", "", number.removeprefix("tel:"))):
        return "+1" + "".join(match.groups()) + extension
    raise ValidationError(
        _("Enter a US number with area code, like (919) 555-0134 or (919) 555-0134, ext. 12."), code="phone"
    )


def _plain(text: str) -> str:
    """One kind of digit and dash, and nothing that cannot be seen: numbers are pasted from anywhere."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(
        "-" if unicodedata.category(sign) == "Pd" or sign in "\u2212\u00b7\u2022" else sign
        for sign in text
        if unicodedata.category(sign) != "Cf"
    ).strip()


def parts(number: str) -> tuple[str, str]:
    """What is kept, as E.164 and the extension or ""."""
    match = KEPT.fullmatch(number)
    return (match[1], match[5] or "") if match else (number, "")


def written(number: str) -> str:
    """For people to read, like "(919) 555-0134, ext. 12"; whatever is not kept so stays as it is."""
    return _in_words(number, gettext("%(number)s, ext. %(extension)s"))


def spoken(number: str) -> str:
    """For voices, like "(919) 555-0134, extension 12"."""
    return _in_words(number, gettext("%(number)s, extension %(extension)s"))


def _in_words(number: str, with_extension: str) -> str:
    main, extension = parts(number)
    match = E164.fullmatch(main)
    if not match:
        return number
    text = "({}) {}-{}".format(*match.groups())
    return with_extension % {"number": text, "extension": extension} if extension else text


def address(number: str) -> str:
    """What a link needs to call it: "tel:+19195550134"; with a pause, "tel:+19195550134,12"."""
    return "tel:" + ",".join(filter(None, parts(number)))


class PhoneField(forms.CharField):
    """Takes any common way to write a number."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})

    def __init__(self, **options: Any) -> None:
        # What is stored is shorter than what may be typed.
        super().__init__(**options | {"max_length": 60})

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
        label = gettext("Call %(who)s at %(number)s") % {"who": who, "number": spoken(number)}
        return cls(written(number), address(number), label)
