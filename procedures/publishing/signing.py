"""Draft, submission, signature, withdrawal: the only steps between an author and a patient.

The database refuses the same things by itself (sql/edition_is_signed.sql). Here they get a sentence that
says what to do, and the checks that read words.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drez_site.foundation.dates import add_months
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from drez_site.foundation.roles import Role

from .. import kinds
from ..models import Document, Edition, Submission, Withdrawal
from . import checks, differences, four_eyes, revisions
from .snapshot import freeze

LONGEST_YEARS = 3


class Refused(ValidationError):
    """Nothing was done. `messages` has one sentence for each reason."""


def _refuse_if(reasons: Iterable[str]):
    if found := list(reasons):
        raise Refused(found)


def is_reviewer(person) -> bool:
    return person.is_active and person.groups.filter(name=Role.REVIEWER).exists()


def reviewers():
    """Everybody who may sign."""
    return get_user_model().objects.filter(is_active=True, groups__name=Role.REVIEWER)


@transaction.atomic
def submit(document: Document, by) -> Submission:
    """Freeze the draft for its reviewer. Any later change of the draft takes the submission back.

    Whoever submits answers for changes that nobody is known to have saved, by a script for example.
    Raises Refused.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    content = freeze(document)
    reasons = checks.problems(content)
    if is_live(document, content):
        reasons.append(_("Patients read these very words already: there is nothing to sign."))
    _refuse_if(reasons)
    revisions.record(document, by)
    Submission.objects.filter(document=document).delete()
    submission = Submission.objects.create(
        document=document,
        content=content,
        submitted_by=by,
        writer_accounts=sorted(four_eyes.writers_of_draft(document, content).accounts),
    )
    submission.refresh_from_db()
    return submission


def is_live(document: Document, content: kinds.Content) -> bool:
    """Whether these are the words that patients read now."""
    newest = document.editions.first()
    return bool(newest) and not newest.taken_down_on() and four_eyes.say_the_same(newest.content, content)


@transaction.atomic
def sign(
    document: Document,
    reviewer,
    *,
    note: str,
    kind: str = Edition.Kind.FULL_REVIEW,
    reviewed_on: date | None = None,
    review_due: date | None = None,
    of: Edition | None = None,
    seen: str = "",
) -> Edition:
    """Publish words with a reviewer's signature. Raises Refused.

    `of` is the older edition to sign again. `seen` is the hash of the words on the reviewer's screen.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    newest = document.editions.first()
    if kind == Edition.Kind.MINOR_CORRECTION:
        if newest is None:
            raise Refused([_("There is no edition to correct: sign it as a full review.")])
        reviewed_on, review_due = newest.reviewed_on, newest.review_due
    _refuse_if(reasons_about_signer(reviewer))
    _refuse_if(_reasons_about_dates(kind, reviewed_on, review_due))
    if not note.strip():
        raise Refused([_("Say what changed, in words for patients.")])

    content, content_hash, writers = _words_to_sign(document, kind, newest, of)
    if seen and seen != content_hash:
        raise Refused([_("The words changed after you opened them. Read them again before you sign.")])
    _refuse_if(writers.reasons_against(reviewer))
    _refuse_if(checks.problems(content))
    if kind == Edition.Kind.MINOR_CORRECTION:
        _refuse_if(_reasons_against_correction(newest, content))
    edition = Edition(
        document=document,
        number=newest.number + 1 if newest else 1,
        kind=kind,
        content=content,
        content_hash=content_hash,
        reviewer=reviewer,
        reviewer_name=reviewer.full_name,
        reviewer_credentials=reviewer.credentials,
        reviewer_conflicts=reviewer.conflicts_of_interest,
        reviewed_on=reviewed_on,
        review_due=review_due,
        what_changed=note.strip(),
        is_demonstration=document.is_demonstration,
    )
    try:
        with transaction.atomic():
            edition.save(force_insert=True)
    except IntegrityError as refusal:  # the database has the last word, and gives its reason
        raise Refused([str(refusal).partition("\n")[0]]) from refusal
    edition.refresh_from_db()
    return edition


@transaction.atomic
def withdraw(document: Document, by, reason: str, *, with_translations: bool = True) -> list[Withdrawal]:
    """Take a document down, and what was translated from it. Nothing older becomes live by itself."""
    if not is_reviewer(by):
        raise Refused([_("Only an active member of the group Clinical reviewer can withdraw a page.")])
    if not reason.strip():
        raise Refused([_("Say why the page is withdrawn.")])
    documents = [document.pk]
    if with_translations and document.language == SOURCE_LANGUAGE:
        documents += Document.objects.translations_of(document).values_list("pk", flat=True)
    locked = Document.objects.select_for_update().filter(pk__in=documents).order_by("pk")
    standing = Edition.objects.filter(document__in=list(locked)).newest().filter(withdrawal__isnull=True)
    if not any(edition.document_id == document.pk for edition in standing):
        raise Refused([_("This page is not public: there is nothing to withdraw.")])
    return [
        Withdrawal.objects.create(edition=edition, reason=reason.strip(), withdrawn_by=by)
        for edition in standing
    ]


def _words_to_sign(document: Document, kind: str, newest: Edition | None, of: Edition | None):
    """The content, its hash and its writers, from the submission or from an edition."""
    if kind == Edition.Kind.RENEWAL:
        of = newest
        if newest is None or hasattr(newest, "withdrawal"):
            raise Refused(
                [_("Only a page that is not withdrawn can be renewed: sign an older edition again.")]
            )
    if kind in (Edition.Kind.RENEWAL, Edition.Kind.SIGNED_AGAIN):
        if of is None or of.document_id != document.pk:
            raise Refused([_("Choose the edition of this document to sign again.")])
        return of.content, of.content_hash, four_eyes.writers_of_edition(of)
    submission = Submission.objects.select_for_update().filter(document=document).first()
    if submission is None:
        raise Refused([_no_submission(newest)])
    writers = four_eyes.writers_of_draft(document, submission.content)
    return submission.content, submission.content_hash, writers


def _no_submission(newest: Edition | None) -> str:
    if newest is None:
        return _("No draft is submitted: ask its author to submit it.")
    return _(
        "No draft is submitted: it was changed, or %(reviewer)s has just signed it as edition %(number)d. "
        "Open the document again."
    ) % {"reviewer": newest.reviewer_name, "number": newest.number}


def reasons_against_signer(document: Document, reviewer, of: Edition | None = None) -> list[str]:
    """Why this account cannot sign the submitted draft, or else this edition again, whatever it fills in."""
    found = list(reasons_about_signer(reviewer))
    if of:
        found += four_eyes.writers_of_edition(of).reasons_against(reviewer)
    elif submission := Submission.objects.filter(document=document).first():
        found += four_eyes.writers_of_draft(document, submission.content).reasons_against(reviewer)
    return found


def reasons_about_signer(reviewer) -> Iterator[str]:
    """What keeps this account from signing any document."""
    if not is_reviewer(reviewer):
        yield _("Only an active member of the group Clinical reviewer can sign.")
    if not reviewer.full_name or not reviewer.credentials:
        yield _("Patients see who signed: add your full name and credentials to your account.")
    if not reviewer.conflicts_of_interest:
        yield _("Add your conflicts of interest to your account, or “None declared”.")


def _reasons_about_dates(kind: str, reviewed_on: date | None, review_due: date | None):
    today = timezone.localdate()
    if reviewed_on is None:
        yield _("Give the day of the review.")
    elif reviewed_on > today:
        yield _("The day of the review is in the future: give the day on which you read the page.")
    if review_due is None:
        yield _("Give the day by which the page is reviewed again.")
    elif reviewed_on and review_due > add_months(reviewed_on, 12 * LONGEST_YEARS):
        yield _("The next review is too far away: choose a day within three years of this one.")
    elif kind != Edition.Kind.MINOR_CORRECTION and review_due <= today:
        yield _("The next review is due in the past: choose a later day.")


def _reasons_against_correction(newest: Edition, content: dict):
    if newest.taken_down_on():
        yield _("The page was taken down: only a full review brings it back.")
    else:
        yield from differences.more_than_a_correction(newest.content, content)
