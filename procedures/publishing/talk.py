"""Comments on a draft: written, answered one by one, and the way back of a draft that is to be mended."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drez_site.foundation.refusals import Refused

from .. import kinds
from ..models import TOP, Comment, Document, Submission, place_of
from .people import reviewers
from .snapshot import OWN, RowPlace


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody says of one place, before it is written down."""

    text: str
    place: str = ""
    label: str = ""


@transaction.atomic
def say(document: Document, by: Any, remarks: Iterable[Remark]) -> list[Comment]:
    """Write down those that say something; one that stands open in the same words stands there once.

    Whoever goes back to a page, or presses twice, sends a comment again, maybe at the same moment.
    """
    said = list(
        dict.fromkeys(
            (remark.place, remark.label, remark.text.strip()) for remark in remarks if remark.text.strip()
        )
    )
    if not said:
        return []
    Document.objects.select_for_update().get(pk=document.pk)
    mine = document.comments.open().filter(written_by=by)
    there = {(each.place, each.label, each.text): each for each in mine}
    new = Comment.objects.bulk_create(
        Comment(document=document, place=place, label=label, text=text, written_by=by)
        for place, label, text in said
        if (place, label, text) not in there
    )
    return [there[words] for words in said if words in there] + new


@transaction.atomic
def give_back(document: Document, by: Any, remarks: Iterable[Remark]) -> list[Comment]:
    """Give a submitted draft back to be mended. Raises Refused without a word of what to mend."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    if not Submission.objects.filter(document=document).exists():
        raise Refused([_("No draft is submitted, so there is nothing to return.")])
    said = say(document, by, remarks)
    if not said:
        raise Refused([_("Say what is to be mended: write at least one comment.")])
    take_back(document)
    return said


def take_back(document: Document) -> bool:
    """The draft waits for no signature any more; whether it did."""
    deleted, _by_model = Submission.objects.filter(document=document).delete()
    return bool(deleted)


def answer(document: Document, by: Any, keys: Iterable[int]) -> int:
    """Comments are answered, once; how many were."""
    asked = document.comments.open().filter(pk__in=keys)
    return asked.update(resolved_by=by, resolved_at=timezone.now())


def reviewer_of(document: Document) -> Any:
    """Who spoke last of those who may sign, and so knows the draft; None while nobody has."""
    spoke = document.comments.filter(written_by__in=reviewers()).order_by("-pk").select_related("written_by")
    last = spoke.first()
    return last.written_by if last else None


def place_in_draft(document: Document, row: RowPlace | None) -> str:
    """Where people meet at a row of the draft; "" where that is gone."""
    if row is None or row == OWN:
        return TOP if row else ""
    name, number = row
    keys = kinds.of(document).part(name).rows_of(document).values_list("pk", flat=True)
    return place_of(name, keys[number - 1]) if 0 < number <= len(keys) else ""
