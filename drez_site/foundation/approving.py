"""A reviewer approves words, returns them, or takes them down. The database has the last word."""

from collections.abc import Collection
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import ApprovedWords, ReturnedWords, WaitingWords
from .refusals import Refused, sentence_of

RETURNED_MEANWHILE = gettext_lazy("Somebody returned these words meanwhile: read the comment first.")


def approve(waiting: WaitingWords, by: Any, seen: Collection[int] = ()) -> ApprovedWords:
    """Patients read these words from now on. Raises Refused.

    `seen` are the keys of the comments that were read with the words: one more of them is read first.
    """
    approved = ApprovedWords(
        **waiting.place,
        words=waiting.words,
        approved_by=by,
        approved_at=timezone.now(),  # the database writes its own
    )
    try:
        with transaction.atomic():
            _hold(waiting)
            returned = ReturnedWords.objects.filter(**waiting.place, words=waiting.words)
            if returned.exclude(pk__in=seen).exists():
                raise Refused([RETURNED_MEANWHILE])
            approved.save(force_insert=True)
    except IntegrityError as refusal:
        raise Refused([sentence_of(refusal)]) from refusal
    approved.refresh_from_db()
    return approved


@transaction.atomic
def give_back(waiting: WaitingWords, by: Any, comment: str) -> ReturnedWords:
    """Ask whoever wrote these words to mend them; they wait on, for another approval or for other words.

    Whoever presses twice says it once. Raises Refused.
    """
    _hold(waiting)
    said = waiting.place | {"words": waiting.words, "comment": comment.strip(), "returned_by": by}
    return ReturnedWords.objects.filter(**said).first() or ReturnedWords.objects.create(**said)


def _hold(waiting: WaitingWords) -> None:
    """Others wait until this is done.

    Raises Refused where these words, or their English, changed since, or what patients read there came down.
    """
    if not WaitingWords.objects.select_for_update().filter(pk=waiting.pk, words=waiting.words):
        raise Refused(
            [
                _(
                    "These words changed meanwhile, or somebody approved them or took down what patients "
                    "read there: read what waits now."
                )
            ]
        )


@transaction.atomic
def take_down(approved: ApprovedWords, by: Any, reason: str) -> ReturnedWords:
    """Patients read these words no more; whoever wrote them finds the reason. Raises Refused.

    What stands in the row waits again, so that it comes back by an approval alone. Taking down needs no
    second person: nothing becomes public by it.
    """
    if not reason.strip():
        raise Refused([_("Say why these words come down.")])
    place = approved.place
    # Whoever writes the row or approves what waits comes first, and is seen; or comes after, and sees this.
    list(approved.model._base_manager.select_for_update().filter(pk=approved.subject_id))
    waiting = WaitingWords.objects.select_for_update().filter(**place).first()
    if not ApprovedWords.objects.read_now().filter(pk=approved.pk).exists():
        raise Refused([_("Patients do not read these words any more: see what they read now.")])
    ApprovedWords.objects.create(**place, words="", approved_at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT write_waiting_words(%s, %s, '{id}', ARRAY[%s]::bigint[])",
            [approved.subject_table, approved.field, approved.subject_id],
        )
    if waiting:
        WaitingWords.objects.filter(**place).update(since=waiting.since)
    return ReturnedWords.objects.create(**place, words=approved.words, comment=reason.strip(), returned_by=by)
