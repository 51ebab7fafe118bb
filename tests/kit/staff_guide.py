"""The guide for staff, job by job."""

import html
import re
from pathlib import Path

GUIDE = Path(__file__).resolve().parents[2] / "docs/staff-guide.md"


def jobs() -> dict[str, str]:
    """The text of each job, by the name of its test."""
    parts = re.split(r"^## \d+\. (.+)$", GUIDE.read_text(), flags=re.MULTILINE)
    names = ["test_" + re.sub(r"\W+", "_", heading.lower()).strip("_") for heading in parts[1::2]]
    return dict(zip(names, parts[2::2], strict=True))


def plain(text: str) -> str:
    return " ".join(html.unescape(text).split()).casefold()
