"""One file of the register, row by row: by the names of its columns, whatever their order and number."""

import csv
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from .wording import said

MOST_OF_A_FIELD = 10_000  # characters


class BadFile(Exception):
    """The file is not what it should be; the text says where, and what to do."""


class Row:
    """Fields by their name, trimmed; what is not said is ""."""

    __slots__ = ("_at", "_cells", "line")

    def __init__(self, at: dict[str, int], cells: list[str], line: int) -> None:
        self._at, self._cells, self.line = at, cells, line

    def __getitem__(self, name: str) -> str:
        return said(self._cells[self._at[name]])

    def day(self, name: str) -> date | None:
        """Raises BadFile for what is no day."""
        if not (text := self[name]):
            return None
        try:
            return datetime.strptime(text, "%m/%d/%Y").date()
        except ValueError:
            raise BadFile(f"Line {self.line}, {name}: “{text}” is no day like 08/09/2026.") from None


def same_name(name: str) -> str:
    """Headers of the register differ in blanks and hyphens from file to file, and within one."""
    return re.sub(r"[\s-]+", " ", name).strip().casefold()


@contextmanager
def rows_of(path: Path, needed: Iterable[str]) -> Iterator[tuple[list[str], Iterator[Row]]]:
    """Raises BadFile, also while the rows are read. Also gives the names of all columns."""
    with _fields_of_at_most(MOST_OF_A_FIELD), path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        with _clear_errors(path, reader):
            header = next(reader, [])
        at = {same_name(name): number for number, name in enumerate(header)}
        known = {name: at[same_name(name)] for name in needed if same_name(name) in at}
        if missing := [name for name in needed if name not in known]:
            raise BadFile(f"{path.name}: the column “{missing[0]}” is not there. Is this the right file?")
        for number, name in enumerate(header):
            known.setdefault(name, number)

        def rows() -> Iterator[Row]:
            with _clear_errors(path, reader):
                for cells in reader:
                    if len(cells) != len(header):
                        raise BadFile(
                            f"{path.name}, line {reader.line_num}: {len(cells)} fields in place of "
                            f"{len(header)}. The file is cut off or damaged; download it again."
                        )
                    yield Row(known, cells, reader.line_num)

        yield header, rows()


@contextmanager
def _fields_of_at_most(characters: int) -> Iterator[None]:
    """The limit is of the whole process, so it goes back."""
    before = csv.field_size_limit(characters)
    try:
        yield
    finally:
        csv.field_size_limit(before)


@contextmanager
def _clear_errors(path: Path, reader: Any) -> Iterator[None]:
    try:
        yield
    except UnicodeDecodeError:
        raise BadFile(
            f"{path.name}, after line {reader.line_num}: this is not UTF-8. Use the file as it came."
        ) from None
    except csv.Error as error:
        raise BadFile(
            f"{path.name}, line {reader.line_num}: {error}. The file is damaged; download it again."
        ) from None
