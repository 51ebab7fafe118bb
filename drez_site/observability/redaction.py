"""What logs and error reports must not hold: what people typed, who they are, and what lets them in."""

import re
import traceback

from drez_site.foundation.staff_pages import STAFF_PAGES

QUERY = re.compile(r"\?\S+")
# A long address must not make the log slow: tests/test_patterns.py proves that each of these is linear.
EMAIL = re.compile(r"(?<![^\s/'\"<>@])[^\s/'\"<>@]+(?:@|%40)[^\s/'\"<>@]+")
COORDINATE = re.compile(r"\d{1,3}\.\d{3,}")
# Whoever reads the path of a link that works once could use it first; a report's code shows its answer.
SECRET_LINKS = re.compile(rf"({STAFF_PAGES}(?:once|set-up)/\d+/|/reports/)[^/\s\"']+")
ZIP_OR_PHONE = re.compile(r"(?<![\da-f])\d{5,}(?:-\d{4})?(?![0-9a-f])")

# However somebody groups the digits of a phone or a social security number.
GROUPED_DIGITS = re.compile(r"(?<![\da-f])\d(?:[-. ()+]{0,2}\d){6,}")


def without_query(message: str) -> str:
    """Cut what follows a question mark inside a word: query strings carry what people looked for."""
    return QUERY.sub("?...", message)


def without_tokens(text: str) -> str:
    """Cut the secret part of links that are for one person."""
    return SECRET_LINKS.sub(r"\1...", text)


def without_personal_data(text: str) -> str:
    """Cut query strings, secrets, addresses of email, coordinates, and digits like a ZIP code or a phone."""
    text = without_tokens(text)
    for pattern in (EMAIL, COORDINATE, ZIP_OR_PHONE, GROUPED_DIGITS):
        text = pattern.sub("...", text)
    return without_query(text)


def exception_report(error: BaseException) -> str:
    """Where it happened and of what kind it is, with causes. Never its words: they can quote somebody."""
    lines = []
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = traceback.format_tb(error.__traceback__)
        lines.insert(0, "".join(frames) + _kind(error))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n\nwhich led to\n\n".join(lines)


def _kind(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    if told := getattr(error, "diag", None):  # PostgreSQL's, which names things and quotes nothing in these
        known = [told.sqlstate, told.table_name, told.constraint_name]
        kind += f" ({' '.join(part for part in known if part)})"
    return kind
