"""A reviewer approves words, or returns them. The database has the last word, and gives its reason."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from .models import ApprovedWords, ReturnedWords, WaitingWords
from .refusals import Refused, sentence_of


def approve(waiting: WaitingWords, by: Any) -> ApprovedWords:
    """Patients read these words from now on. Raises Refused."""
    approved = ApprovedWords(
        subject_table=waiting.subject_table,
        subject_id=waiting.subject_id,
        field=waiting.field,
        words=waiting.words,
        approved_by=by,
        approved_at=timezone.now(),  # the database writes its own
    )
    try:
        with transaction.atomic():
            approved.save(force_insert=True)
    except IntegrityError as refusal:
        raise Refused([sentence_of(refusal)]) from refusal
    approved.refresh_from_db()
    return approved


def give_back(waiting: WaitingWords, by: Any, comment: str) -> ReturnedWords:
    """Ask whoever wrote these words to mend them; they wait on, for another approval or for other words."""
    return ReturnedWords.objects.create(
        subject_table=waiting.subject_table,
        subject_id=waiting.subject_id,
        field=waiting.field,
        words=waiting.words,
        comment=comment.strip(),
        returned_by=by,
    )
