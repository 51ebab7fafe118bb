"""The steps of a document in the admin, and what a reviewer fills in."""

from datetime import timedelta

from django.utils import timezone

from procedures.admin.forms import CHECKLIST
from procedures.models import Document
from tests.kit.signing_in import PASSWORD

ALL_CHECKED = list(range(len(CHECKLIST)))


def path(document: Document, step: str) -> str:
    """Of a step of a document in the admin, like "sign"."""
    return f"/admin/procedures/document/{document.pk}/{step}/"


def part_path(document: Document, part: str, row=None) -> str:
    """Of the form of one row of a part, like "sections"; of a new one without a row."""
    return path(document, f"part/{part}/{row.pk if row else 'add'}")


def signature(document: Document, **fields) -> dict:
    """What a reviewer fills in to sign the submitted draft, with every box checked."""
    today = timezone.localdate()
    seen = getattr(document, "submission", None)
    return {
        "kind": "full",
        "reviewed_on": today.isoformat(),
        "review_due": (today + timedelta(days=365)).isoformat(),
        "note": "First edition.",
        "checked": ALL_CHECKED,
        "password": PASSWORD,
        "seen": seen.content_hash if seen else "",
    } | fields
