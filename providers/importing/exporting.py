"""The directory as the same table that an import reads, however large it is."""

from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.db.models import Model
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from drez_site.foundation.csv_files import defused
from drez_site.foundation.line_ends import with_plain_line_ends
from providers.models import Location, Practice, Provider

from .cells import ERASE, write
from .columns import COLUMNS, LISTS, About, fact, of
from .present import lists_of_doctors

DOCTORS_AT_ONCE = 500
NAMES = [column.name for column in COLUMNS]
AS_TEXT = "@"  # the number format that keeps the first zero of a ZIP code

NOT_EMPTY_WHEN_NEW = {"honorific"}

Row = list[str]


def template_rows() -> Iterator[Row]:
    """The names of all columns, and one made-up line."""
    yield NAMES
    yield [column.example for column in COLUMNS]


def directory_rows() -> Iterator[Row]:
    """Every doctor at every place; then the doctors without a place, and the places without a doctor."""
    yield NAMES
    doctors = Provider.objects.here().order_by("pk")
    last = 0
    while chunk := list(doctors.filter(pk__gt=last)[:DOCTORS_AT_ONCE]):
        last = chunk[-1].pk
        yield from _lines_of(chunk)
    for place in Location.objects.here().filter(practices=None).order_by("pk").iterator():
        yield _line(place=place)


def _lines_of(doctors: list[Provider]) -> Iterator[Row]:
    lists = lists_of_doctors([doctor.pk for doctor in doctors])
    practices: dict[int, list[Practice]] = {}
    places = Practice.objects.filter(provider__in=doctors, location__removed_at=None)
    for practice in places.select_related("location").order_by("pk"):
        practices.setdefault(practice.provider_id, []).append(practice)
    for doctor in doctors:
        for practice in practices.get(doctor.pk, []):
            yield _line(doctor, lists[doctor.pk], practice.location, practice)
        if doctor.pk not in practices:
            yield _line(doctor, lists[doctor.pk])


def _line(
    doctor: Provider | None = None,
    lists: dict[str, Any] | None = None,
    place: Location | None = None,
    practice: Practice | None = None,
) -> Row:
    rows: dict[About, Model | None] = {
        About.DOCTOR: doctor,
        About.PLACE: place,
        About.PRACTICE: practice,
    }
    line = []
    for about, row in rows.items():
        for column in of(about):
            if row is None:
                line.append("")
            elif column.field in LISTS:
                line.append(write((lists or {})[column.field]))
            else:
                line.append(_fact(row, column.field))
    return line


def _fact(row: Model, field: str) -> str:
    """As it would be read again: nobody was asked without a day, and what new rows begin with is erased."""
    day = getattr(row, "SAID_WITH_A_DAY", {}).get(field)
    if day and getattr(row, day) is None:
        return ""
    text = with_plain_line_ends(write(fact(row, field)))
    if text == ERASE:
        return f"'{ERASE}"
    return text or (ERASE if field in NOT_EMPTY_WHEN_NEW else "")


def as_excel(rows: Iterable[Row], file: IO[bytes]) -> None:
    """Every cell as text: no ZIP code loses a zero, and nothing is computed."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Directory")
    for row in rows:
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, value=defused(text))
            cell.data_type, cell.number_format = "s", AS_TEXT
            cells.append(cell)
        sheet.append(cells)
    book.save(file)
