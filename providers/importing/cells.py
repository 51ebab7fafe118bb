"""One cell: its text to a value and back."""

import re
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from drez_site.foundation.line_ends import trimmed
from drez_site.foundation.united_states import phones
from drez_site.foundation.united_states.states import state_in_an_address

ERASE = "-"  # typed into a cell, it empties the fact; an empty cell leaves it as it is
LOOKS_COMPUTED = re.compile("^[ \u00a0\u3000]*[=＝]")
DATE_FORMATS = ("%Y-%m-%d", "%m/%d/%Y", "%Y-%m-%d %H:%M:%S")
YES, NO, UNKNOWN = {"yes", "y", "true", "1"}, {"no", "n", "false", "0"}, {"unknown", "?"}


def cell_text(value: object) -> str:
    """Of a cell of a workbook: a day as ISO, a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def text(cell: str) -> str:
    return trimmed(cell)


def day(cell: str) -> date:
    for layout in DATE_FORMATS:
        try:
            return datetime.strptime(cell, layout).date()
        except ValueError:
            continue
    raise ValidationError(_("Write a day like 2026-10-12 or 10/12/2026, not “%s”.") % cell)


def answer(cell: str) -> bool | None:
    """Unknown is an answer, too."""
    word = cell.casefold()
    if word in YES | NO:
        return word in YES
    if word in UNKNOWN:
        return None
    raise ValidationError(_("Write yes, no or unknown, not “%s”.") % cell)


def yes_or_no(cell: str) -> bool:
    if (said := answer(cell)) is None:
        raise ValidationError(_("Write yes or no."))
    return said


def phone(cell: str) -> str:
    return phones.read(cell)


def state(cell: str) -> str:
    return state_in_an_address(cell) or cell


def zip_code(cell: str) -> str:
    """Five digits, or nine. Spreadsheets drop a first zero, and nobody may guess which number it was."""
    if re.fullmatch(r"\d{3,4}", cell, re.ASCII):
        fits = cell.zfill(5)
        raise ValidationError(
            _("A ZIP code has five digits. Did the spreadsheet drop a zero? If so, write %s as text.") % fits
        )
    return cell[:5] if re.fullmatch(r"\d{5}-?\d{4}", cell, re.ASCII) else cell


def degrees(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        raise ValidationError(_("Write degrees like 36.0072 or -78.9372, not “%s”.") % cell) from None


def words(cell: str) -> frozenset[str]:
    """A list: "en; es"."""
    return frozenset(each.strip() for each in cell.split(";") if each.strip())


def dated(cell: str) -> dict[str, date | None]:
    """Names with a day or none: "drez-lesioning 2026-10-12; drg-stimulation"."""
    found: dict[str, date | None] = {}
    for each in words(cell):
        name, _space, rest = each.partition(" ")
        found[name] = day(rest.strip()) if rest.strip() else None
    return found


def write(value: Any) -> str:
    """The text of any value that these functions read."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "; ".join(f"{name} {each or ''}".strip() for name, each in sorted(value.items()))
    if isinstance(value, frozenset):
        return "; ".join(sorted(value))
    return phones.written(value) if isinstance(value, str) else str(value)
