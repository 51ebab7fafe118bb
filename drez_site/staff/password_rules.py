"""What makes a long password easy to guess all the same."""

import re
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ROWS = ["abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "01234567890"]
RUNS = [
    row[start : start + 4] for line in ROWS for row in (line, line[::-1]) for start in range(len(row) - 3)
]


class PaddedCommonPasswordValidator:
    """Refuse a common password that was only made longer: repeated, or with a run like 12345 or qwerty.

    Few entries of Django's list of common passwords have the fifteen characters that we ask for.
    """

    SHORTEST_REST = 8
    LOOKED_AT = 128  # characters: whatever follows cannot make it worse

    def __init__(self):
        self.common = CommonPasswordValidator().passwords

    def validate(self, password, user=None):
        if len(password) < self.SHORTEST_REST:
            return  # the rule about length says enough
        rest = _without_names(password[: self.LOOKED_AT].lower(), user)
        rest = _without_repeats(_without_runs(rest))
        if (
            len(rest) < self.SHORTEST_REST
            or rest in self.common
            or rest.rstrip("0123456789!.?") in self.common
        ):
            raise ValidationError(
                _(
                    "This is a common password, or your own name, made longer. "
                    "Use words that do not belong together."
                ),
                code="password_too_common",
            )

    def get_help_text(self):
        return _(
            "Your password can't be a common one, or your own name, made longer by repeating it or by 12345."
        )


def _without_names(text: str, user: Any) -> str:
    """Cut what everybody knows of whoever chooses it: user name, full name and address."""
    said = " ".join(str(getattr(user, name, "")) for name in ("username", "full_name", "email")).lower()
    for word in sorted(re.findall(r"\w+", said), key=len, reverse=True):
        if len(word) > 2:
            text = text.replace(word, "")
    return text


def _without_runs(text: str) -> str:
    """Cut neighbors on the keyboard, in the alphabet and among numbers, four or more in a row."""
    in_run = [False] * len(text)
    for start in range(len(text) - 3):
        if text[start : start + 4] in RUNS:
            in_run[start : start + 4] = [True] * 4
    return "".join(letter for letter, cut in zip(text, in_run, strict=True) if not cut)


def _without_repeats(text: str) -> str:
    """One copy of what is said several times on end, like abcabcabc, with or without a rest."""
    return re.sub(r"(.+?)\1+", r"\1", text)
