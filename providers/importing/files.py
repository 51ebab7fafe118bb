"""A file from somebody's desk as lines of named cells, one after the other, however long it is."""

import codecs
import csv
import difflib
import io
import zipfile
import zlib
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import IO
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.utils.exceptions import InvalidFileException

from .cells import cell_text
from .columns import BY_NAME
from .problems import Problem
from .workbook_parts import MOST_ROWS, TooMuch, read_workbook

ZIP_SIGNATURE = b"PK\x03\x04"  # what every .xlsx begins with
MOST_UNPACKED = 200_000_000  # bytes of a workbook on the server; a small file can unpack to very much
MOST_OF_A_CELL = 20_000  # characters
BYTES_OF_A_CELL = (
    30  # for so many of the whole, one cell, empty or not: one far to the right makes all before it
)
# What a workbook that is damaged, locked or packed in another way makes its reader raise
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
    KeyError,
    ValueError,
    IndexError,
    OSError,
    EOFError,
    RuntimeError,
)
NO_TEXT = gettext_lazy("This is no text. In the spreadsheet, save as “CSV UTF-8”.")

Line = tuple[int, dict[str, str]]
Rows = Generator[tuple[int, list[str]], None, None]


class UnreadableFile(Exception):
    """The file as a whole is none that we read; `problem` says what to do."""

    def __init__(self, line: int, text: str, column: str = "") -> None:
        self.problem = Problem(line, column, text)
        super().__init__(str(self.problem))


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` in the order of the file. `lines` can be read once, and may raise UnreadableFile."""

    columns: tuple[str, ...]
    lines: Iterator[Line]


@contextmanager
def open_table(file: IO[bytes], most_unpacked: int = MOST_UNPACKED) -> Iterator[Table]:
    """Tells CSV from Excel by what is in the file, not by its name."""
    beginning = file.read(4)
    file.seek(0)
    is_excel = beginning == ZIP_SIGNATURE
    rows = _rows_of_excel(file, most_unpacked) if is_excel else _rows_of_csv(file, beginning)
    with closing(rows):
        number, header = next(rows, (1, []))
        columns = _columns(number, header)
        yield Table(columns, _lines(columns, rows))


def _columns(number: int, header: Iterable[str]) -> tuple[str, ...]:
    names = [name.strip().casefold().replace(" ", "_") for name in header]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise UnreadableFile(number, _("The file is empty. Its first line names the columns."))
    for name in names:
        if name not in BY_NAME:
            alike = difflib.get_close_matches(name, BY_NAME, n=1)
            meant = _("Did you mean %s?") % alike[0] if alike else _("The template has all names.")
            raise UnreadableFile(number, _("There is no such column.") + " " + meant, name)
        if names.count(name) > 1:
            raise UnreadableFile(number, _("This column stands there twice. Delete one."), name)
    return tuple(names)


def _lines(columns: tuple[str, ...], rows: Iterator[tuple[int, list[str]]]) -> Iterator[Line]:
    for number, cells in rows:
        if not any(cells):
            continue
        extra = [cell for cell in cells[len(columns) :] if cell]
        if len(cells) < len(columns) or extra:
            raise UnreadableFile(
                number,
                _(
                    "This line has %(here)d cells, and the first line %(named)d. A cell with a separator "
                    "in it needs quotation marks; or the file is cut off here."
                )
                % {"here": len(cells), "named": len(columns)},
            )
        for name, cell in zip(columns, cells, strict=False):
            if len(cell) > MOST_OF_A_CELL:
                most = format(MOST_OF_A_CELL, ",")
                raise UnreadableFile(number, _("A cell holds at most %s characters.") % most, name)
            if "\0" in cell:
                raise UnreadableFile(number, str(NO_TEXT), name)
        yield number, dict(zip(columns, cells, strict=False))


def _rows_of_csv(file: IO[bytes], beginning: bytes) -> Rows:
    is_wide = beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = io.TextIOWrapper(file, encoding="utf-16" if is_wide else "utf-8-sig", newline="")
    line = 0
    try:
        header = text.readline(100_000)
        text.seek(0)
        separator = max(",;\t", key=header.count)
        reader = csv.reader(text, delimiter=separator, strict=True)
        for row in reader:
            yield line + 1, [cell.strip() for cell in row]
            line = reader.line_num
    except UnicodeError:
        said = _("These letters are not UTF-8. In the spreadsheet, save as “CSV UTF-8”.")
        raise UnreadableFile(line + 1, said) from None
    except csv.Error as error:
        raise UnreadableFile(line + 1, _csv_words(str(error))) from None
    finally:
        text.detach()


def _csv_words(error: str) -> str:
    if "limit" in error:
        return _("A cell holds at most %s characters.") % format(MOST_OF_A_CELL, ",")
    if "NUL" in error:
        return str(NO_TEXT)
    return _("A quotation mark opens a cell that does not end. Close it, or write it twice.")


def _rows_of_excel(file: IO[bytes], most_unpacked: int) -> Rows:
    try:
        book = read_workbook(file, most_unpacked)
        width = here = 0
        for number, row in enumerate(book.worksheets[0].iter_rows(), 1):
            if number > MOST_ROWS:
                raise ValueError
            here += len(row)
            if here > most_unpacked // BYTES_OF_A_CELL:
                raise TooMuch
            if formula := next((cell for cell in row if cell.data_type == "f"), None):
                said = _("Cell %s holds a formula. Copy it, and paste its value.")
                raise UnreadableFile(number, said % getattr(formula, "coordinate", ""))
            cells = [cell_text(cell.value) for cell in row]
            width = width or len(cells)
            yield number, cells + [""] * (width - len(cells))
    except TooMuch:
        said = _("This workbook is too large. Save the sheet as “CSV UTF-8”.")
        raise UnreadableFile(1, said) from None
    except UNREADABLE:
        said = _("This file could not be read as an Excel workbook. Save it again, or as “CSV UTF-8”.")
        raise UnreadableFile(1, said) from None
