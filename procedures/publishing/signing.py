"""Draft, submission, signature, withdrawal: the only steps between an author and a patient.

What a signature needs is said once, in `rules`, and which of it each way of signing needs, in `steps`. The
database has the last word (sql/edition_is_signed.sql).
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from drez_site.foundation.refusals import Refused, sentence_of

from .. import kinds
from ..models import CalledOff, Document, Edition, Procedure, Submission, Withdrawal
from . import checks, four_eyes, revisions, translations
from .people import Person
from .rules import OF_THE_SIGNER, Attempt
from .snapshot import freeze
from .steps import SignedAgain, SigningStep, words_of_draft, words_of_edition


def _refuse_if(reasons: Iterable[str | ValidationError]) -> None:
    if found := list(reasons):
        raise Refused(found)


@transaction.atomic
def submit(
    document: Document, by: Any, asked: Any = None, content: kinds.Content | None = None
) -> Submission:
    """Freeze the draft for its reviewer, whoever that is or the one who is `asked`.

    The submission stands until it is signed, returned, taken back, or submitted again. Whoever submits
    answers for changes that nobody is known to have saved, by a script for example. `content` is what
    `freeze` said of the draft in this transaction, if that is known. Raises Refused.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    content = content or freeze(document)
    reasons = problems_of(document, content)
    if is_signed(document, content):
        reasons.append(_("These very words are signed already: there is nothing to sign."))
    _refuse_if(reasons)
    revisions.record(document, by, content)
    Submission.objects.filter(document=document).delete()
    submission = Submission.objects.create(
        document=document,
        content=content,
        submitted_by=by,
        asked=asked,
        writer_accounts=sorted(four_eyes.writers_of_draft(document, content).accounts),
    )
    submission.refresh_from_db()
    return submission


def problems_of(document: Document, content: kinds.Content) -> list[str]:
    """Why these words of a document cannot be submitted, a sentence each."""
    return [*checks.problems(content), *translations.problems(document, content)]


def is_signed(document: Document, content: kinds.Content) -> bool:
    """Whether these are the words that patients read now, or on a day to come."""
    newest = document.editions.standing().first()
    if newest is None or newest.taken_down_on():
        return False
    return four_eyes.say_the_same(newest.content, content)


@transaction.atomic
def sign(
    document: Document, reviewer: Person, step: SigningStep, draft: kinds.Content | None = None
) -> Edition:
    """Publish words with a reviewer's signature, by one of the four steps.

    `draft` is what `freeze` said of it in this transaction, if that is known. Raises Refused, in which each
    reason has the name of its rule as its code.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    attempt = _attempt(document, reviewer, step)
    _refuse_if(_against(attempt, step))
    edition = _published(attempt, step.kind)
    if isinstance(step, SignedAgain):
        Submission.objects.filter(document=document).delete()  # what was found to be wrong waits nowhere
        _draft_follows(document, edition)
    elif not four_eyes.say_the_same(draft or freeze(document), edition.content):
        # Somebody went on writing while these words waited: the draft is newer than what was signed.
        Document.objects.filter(pk=document.pk).update(updated_at=timezone.now())
    return edition


@transaction.atomic
def reasons_against(document: Document, reviewer: Person, step: SigningStep) -> list[ValidationError]:
    """Why `sign` would refuse this step, as far as it is filled in; the codes are names of rules."""
    return list(_against(_attempt(document, reviewer, step), step))


def _attempt(document: Document, reviewer: Person, step: SigningStep) -> Attempt:
    newest = document.editions.standing().first()
    reviewed_on, review_due = step.dates(newest)
    return Attempt(
        document=document,
        newest=newest,
        reviewer=reviewer,
        words=step.words(document, newest),
        note=step.said(document),
        seen=step.seen,
        reviewed_on=reviewed_on,
        review_due=review_due,
        live_from=step.live_from,
    )


def _against(attempt: Attempt, step: SigningStep) -> Iterator[ValidationError]:
    return (ValidationError(reason, code=rule.name) for rule in step.rules for reason in rule(attempt))


def _draft_follows(document: Document, edition: Edition) -> None:
    """The draft no longer holds what was found to be wrong, so that no submission brings it back."""
    try:
        with transaction.atomic():
            revisions.follow(document, edition)
    except Procedure.DoesNotExist:
        pass  # an operation that these words name is gone: the draft cannot say them


def _published(attempt: Attempt, kind: Edition.Kind) -> Edition:
    """The new edition, as the database accepted it. Raises Refused."""
    words = attempt.words
    reviewer: Any = attempt.reviewer  # Django wants its model, which stands in a room above
    if not (words and attempt.reviewed_on and attempt.review_due):
        raise ValueError("A step has to refuse what has no words or no dates.")
    edition = Edition(
        document=attempt.document,
        number=last_number(attempt.document) + 1,
        kind=kind,
        content=words.content,
        content_hash=words.content_hash,
        reviewer=reviewer,
        reviewer_name=reviewer.full_name,
        reviewer_credentials=reviewer.credentials,
        reviewer_conflicts=reviewer.conflicts_of_interest,
        reviewed_on=attempt.reviewed_on,
        review_due=attempt.review_due,
        live_from=attempt.live_from,
        what_changed=attempt.note.strip(),
        is_demonstration=attempt.document.is_demonstration,
    )
    try:
        with transaction.atomic():
            edition.save(force_insert=True)
    except IntegrityError as refusal:  # the database has the last word, and gives its reason
        raise Refused([sentence_of(refusal)]) from refusal
    edition.refresh_from_db()
    return edition


def reasons_against_signer(document: Document, reviewer: Person, of: Edition | None = None) -> list[str]:
    """Why this account cannot sign the submitted draft, or else this edition again, whatever it fills in."""
    submission = None if of else Submission.objects.filter(document=document).first()
    words = words_of_draft(submission) if submission else None
    if of:
        words = words_of_edition(of)
    newest = document.editions.standing().first()
    attempt = Attempt(document=document, newest=newest, reviewer=reviewer, words=words)
    return [reason for rule in OF_THE_SIGNER for reason in rule(attempt)]


@transaction.atomic
def withdraw(document: Document, by: Any, reason: str, *, with_translations: bool = True) -> list[Withdrawal]:
    """Take a document down, and what was translated from it, with what was submitted of them.

    Nothing older becomes live by itself, and what was signed for a day to come is called off. Raises Refused.
    """
    if not by.is_clinical_reviewer:
        raise Refused([_("Only an active member of the group Clinical reviewer can withdraw a page.")])
    if not reason.strip():
        raise Refused([_("Say why the page is withdrawn.")])
    documents = [document.pk]
    if with_translations and document.language == SOURCE_LANGUAGE:
        documents += Document.objects.translations_of(document).values_list("pk", flat=True)
    locked = Document.objects.select_for_update().filter(pk__in=documents).order_by("pk")
    editions = Edition.objects.filter(document__in=list(locked))
    at = timezone.now()
    standing = editions.newest(at).filter(withdrawal__isnull=True)
    if not any(edition.document_id == document.pk for edition in standing):
        raise Refused([_("This page is not public: there is nothing to withdraw.")])
    taken_down = [edition.document_id for edition in standing]
    Submission.objects.filter(document__in=taken_down).delete()  # what was found to be wrong waits nowhere
    try:
        withdrawals = [
            Withdrawal.objects.create(edition=edition, reason=reason.strip(), withdrawn_by=by)
            for edition in standing
        ]
    except IntegrityError as refusal:
        raise Refused([sentence_of(refusal)]) from refusal
    for edition in editions.to_come(at):  # of a translation that nobody reads yet
        _call_off(edition, by, reason)
    return withdrawals


@transaction.atomic
def call_off(edition: Edition, by: Any, reason: str) -> CalledOff:
    """An edition that was signed for a day to come does not go live. Raises Refused."""
    if not by.is_clinical_reviewer:
        raise Refused([_("Only an active member of the group Clinical reviewer can call an edition off.")])
    if not reason.strip():
        raise Refused([_("Say why it does not go live.")])
    if not Edition.objects.to_come().filter(pk=edition.pk).exists():
        raise Refused([_("This edition waits for no day: there is nothing to call off.")])
    return _call_off(edition, by, reason)


def _call_off(edition: Edition, by: Any, reason: str) -> CalledOff:
    try:
        with transaction.atomic():
            return CalledOff.objects.create(edition=edition, reason=reason.strip(), called_off_by=by)
    except IntegrityError as refusal:
        raise Refused([sentence_of(refusal)]) from refusal


def last_number(document: Document) -> int:
    """Of its newest edition, whatever became of it; 0 without one."""
    return document.editions.values_list("number", flat=True).order_by("-number").first() or 0
