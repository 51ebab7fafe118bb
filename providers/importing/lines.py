"""A line of a table as what it says of a doctor, a place, and the two together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from drez_site.foundation.csv_files import fused

from .cells import ERASE, LOOKS_COMPUTED
from .columns import COLUMNS, LISTS, About, of
from .problems import Problem

# What stands in place of a fact that was erased; other facts become "".
ERASED_TO_NONE = {
    "npi",
    "video_first_visit",
    "referral_needed",
    "wheelchair_access",
    "accepting_new_patients",
    "latitude",
    "longitude",
    "on_leave_until",
}
NEVER_ERASED = {"doctor", "place", "listed", "place_name", "place_kind", "city", "state", "zip_code"}
ERASED_LISTS: dict[str, Any] = {
    "specialties": frozenset(),
    "languages": frozenset(),
    "operations": {},
    "on_website": {},
    "successor": "",
}
UNSAID = bytes(4)


@dataclass(slots=True)
class Said:
    """What one line says, by field. A field that it leaves open is not in it."""

    line: int
    doctor: dict[str, Any] = field(default_factory=dict)
    place: dict[str, Any] = field(default_factory=dict)
    practice: dict[str, Any] = field(default_factory=dict)

    def about(self, about: About) -> dict[str, Any]:
        said: dict[str, Any] = getattr(self, about.value)
        return said


def read_line(line: int, texts: Mapping[str, str]) -> tuple[Said, list[Problem]]:
    """What a line says, and what is wrong with its cells taken one by one."""
    said, problems = Said(line), []
    for column in COLUMNS:
        cell = texts.get(column.name, "")
        if not cell:
            continue
        try:
            said.about(column.about)[column.field] = _value(column.name, column.field, column.read, cell)
        except ValidationError as error:
            problems += [Problem(line, column.name, text) for text in error.messages]
    if said.practice and not (said.doctor and said.place):
        problems.append(Problem(line, "", _("own_phone and new_patients need a doctor and a place.")))
    return said, problems


def _value(name: str, of_model: str, read: Any, cell: str) -> Any:
    if cell == ERASE:
        if name in NEVER_ERASED or of_model.endswith("_with"):
            raise ValidationError(_("This cannot be empty."))
        if of_model in LISTS:
            return ERASED_LISTS[of_model]
        return None if of_model in ERASED_TO_NONE or of_model.endswith("_on") else ""
    if LOOKS_COMPUTED.match(cell):
        raise ValidationError(
            _("This looks like a formula. Paste its value, or put an apostrophe before it.")
        )
    return read(fused(cell))


class Statements:
    """What earlier lines of the file said of the same doctor or place, in 4 bytes a fact."""

    def __init__(self) -> None:
        self._made: dict[tuple[About, str], tuple[int, bytes]] = {}

    def against(self, about: About, slug: str, said: Said) -> Iterator[Problem]:
        """A problem for each fact of which an earlier line says something else. Remembers this line."""
        columns = of(about)
        now = [
            self._digest(said.about(about).get(each.field), each.field in said.about(about))
            for each in columns
        ]
        first, before = self._made.get((about, slug), (said.line, b""))
        known = [before[4 * at : 4 * at + 4] or UNSAID for at in range(len(columns))]
        for column, old, new in zip(columns, known, now, strict=True):
            if column.field != "slug" and UNSAID not in (old, new) and old != new:
                text = _("Line %(line)d says something else of the same %(kind)s. Make both say the same.")
                yield Problem(said.line, column.name, text % {"line": first, "kind": about.value})
        kept = b"".join(new if old == UNSAID else old for old, new in zip(known, now, strict=True))
        self._made[about, slug] = first, kept

    @staticmethod
    def _digest(value: Any, is_said: bool) -> bytes:
        if not is_said:
            return UNSAID
        text = repr(sorted(value) if isinstance(value, frozenset) else value)
        return (crc32(text.encode()) or 1).to_bytes(4, "big")
