"""Tables to take away as CSV: what begins like a formula is made harmless on the way out."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from .batches import batches

LINES_AT_ONCE = 500
FORMULA = "=+\\-@＝＋－＠\t\r"
# Where a cell begins: a spreadsheet of another country takes “;” for the end of one, too.
COMPUTED = re.compile(rf"(^|[;\n\r\t])([ \u00a0\u3000]*)(?=[{FORMULA}])")
MADE_HARMLESS = re.compile(rf"(^|[;\n\r\t])([ \u00a0\u3000]*)'(?=[{FORMULA}])")
NUMBER_OR_DASH = re.compile(r"-?\d+(\.\d+)?|-", re.ASCII)


def defused(text: str) -> str:
    """Behind an apostrophe when a spreadsheet would compute it. A number is none, nor is a dash alone."""
    return text if NUMBER_OR_DASH.fullmatch(text) else COMPUTED.sub(r"\1\2'", text)


def fused(text: str) -> str:
    """What `defused` was given."""
    return MADE_HARMLESS.sub(r"\1\2", text)


def as_csv(rows: Iterable[list[str]]) -> Iterator[bytes]:
    """UTF-8 with the mark by which Excel knows it, in pieces of some hundred lines; no cell is a formula."""
    yield "\ufeff".encode()
    for piece in batches(rows, LINES_AT_ONCE):
        text = io.StringIO(newline="")
        csv.writer(text).writerows([defused(cell) for cell in row] for row in piece)
        yield text.getvalue().encode()
