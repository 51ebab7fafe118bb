"""The guide for staff, job by job."""

import html
import re
from pathlib import Path

from providers.models import Place

GUIDE = Path(__file__).resolve().parents[2] / "docs/staff-guide.md"


def jobs() -> dict[str, str]:
    """The text of each job, by the name of its test."""
    parts = re.split(r"^## \d+\. (.+)$", GUIDE.read_text(), flags=re.MULTILINE)
    names = ["test_" + re.sub(r"\W+", "_", heading.lower()).strip("_") for heading in parts[1::2]]
    return dict(zip(names, parts[2::2], strict=True))


def plain(text: str) -> str:
    return " ".join(html.unescape(text).split()).casefold()


def make_durham() -> Place:
    """The ZIP code near which all hospitals of the guide stand."""
    return Place.objects.create(
        kind=Place.Kind.ZIP,
        name="Durham",
        state="NC",
        zip_code="27705",
        latitude=36.02,
        longitude=-78.94,
        search_name="durham",
    )
