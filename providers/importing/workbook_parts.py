"""How much of a workbook is read, in bytes and in pieces: before the library of workbooks keeps any of it.

A workbook is a few texts in XML, packed. 19 kB can unpack to ten million bytes, and these to two million
pieces, each of which takes half a kilobyte and a while.
"""

from typing import IO, Any
from xml.parsers import expat
from zipfile import ZipFile, ZipInfo

from openpyxl.reader.excel import ExcelReader
from openpyxl.workbook import Workbook

MOST_ROWS = 1_048_576  # of a sheet, as Excel has it; a damaged file claims two billion empty ones
MOST_OF_A_SMALL_PART = 500_000  # bytes of a list of styles or sheets, which is kept whole
MOST_OF_A_ROW = 100_000  # pieces: Excel's 16,384 cells, each with three attributes and a value
MOST_BESIDES = 70_000  # pieces that belong to no row, like cells that are merged
BYTES_OF_A_TEXT = 100  # for so many of the whole, one text that several cells share
DEEPEST = 64
LONGEST_TAG = 500_000  # bytes
AT_ONCE = 65_536  # bytes
READ_TWICE = 3  # a sheet is read for its size, too; not as often as somebody lists it
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROW = [f"{MAIN} worksheet", f"{MAIN} sheetData", f"{MAIN} row"]
TEXT = [f"{MAIN} sst", f"{MAIN} si"]


class TooMuch(Exception):
    """The workbook holds more than anybody's table of doctors."""


def read_workbook(file: IO[bytes], most_unpacked: int) -> Workbook:
    """To read its cells row by row. Raises TooMuch, now or with a row, and what the library raises."""
    reader = ExcelReader(file, read_only=True, keep_links=False)
    reader.archive = Parts(file, most_unpacked)
    reader.read()
    return reader.wb


class Parts(ZipFile):
    """What `read` gives is kept whole, and so must be small; what `open` gives is counted before."""

    def __init__(self, file: IO[bytes], most_unpacked: int) -> None:
        super().__init__(file)
        if sum(part.file_size for part in self.infolist()) > most_unpacked:
            raise TooMuch
        self._left = READ_TWICE * most_unpacked
        self._most_texts = most_unpacked // BYTES_OF_A_TEXT
        self._counted: set[str] = set()

    def read(self, name: str | ZipInfo, pwd: bytes | None = None) -> bytes:
        if self._size(name) > MOST_OF_A_SMALL_PART:
            raise TooMuch
        with super().open(name, pwd=pwd) as part:
            return part.read()

    def open(self, name: str | ZipInfo, *arguments: Any, **named: Any) -> Any:
        self._left -= self._size(name)
        if self._left < 0:
            raise TooMuch
        if str(name) not in self._counted:
            with super().open(name) as part:
                _Pieces(self._most_texts).count(part)
            self._counted.add(str(name))
        return super().open(name, *arguments, **named)

    def _size(self, name: str | ZipInfo) -> int:
        return (name if isinstance(name, ZipInfo) else self.getinfo(name)).file_size


class _Pieces:
    """Elements and attributes of one part, counted as they come: in each row, and beside the rows."""

    def __init__(self, most_texts: int) -> None:
        self._most_texts = most_texts
        self._depth = self._begins = self._rows = self._texts = self._inside = self._besides = 0
        self._path = [""] * len(ROW)
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.ordered_attributes = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._doctype

    def count(self, part: IO[bytes]) -> None:
        """Raises TooMuch. What is no XML the library finds out itself."""
        fed = 0
        try:
            while piece := part.read(AT_ONCE):
                fed += len(piece)
                self._parser.Parse(piece)
                if fed - self._parser.CurrentByteIndex > LONGEST_TAG:
                    raise TooMuch
        except expat.ExpatError:
            return

    def _start(self, name: str, attributes: list[str]) -> None:
        self._depth += 1
        pieces = 1 + len(attributes) // 2
        if self._depth <= len(ROW):
            self._path[self._depth - 1] = name
            self._see_whether_a_row_begins()
        if self._begins:
            self._inside += pieces
        else:
            self._besides += pieces
        if self._inside > MOST_OF_A_ROW or self._besides > MOST_BESIDES or self._depth > DEEPEST:
            raise TooMuch

    def _see_whether_a_row_begins(self) -> None:
        here = self._path[: self._depth]
        if here not in (ROW, TEXT):
            return
        self._begins, self._inside = self._depth, 0
        self._rows += here == ROW
        self._texts += here == TEXT
        if self._rows > MOST_ROWS or self._texts > self._most_texts:
            raise TooMuch

    def _end(self, _name: str) -> None:
        if self._depth == self._begins:
            self._begins = self._inside = 0
        self._depth -= 1

    def _doctype(self, *_said: object) -> None:
        """No program writes one; what it defines can be said again and again."""
        raise TooMuch
