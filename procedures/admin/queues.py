"""Documents that wait for somebody. Each queue is a question; dates are those of the clinic's own day."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.work_queues import Queue
from procedures.models import (
    CalledOff,
    Comment,
    Document,
    Edition,
    Publication,
    Retraction,
    Submission,
    Withdrawal,
)

Documents = QuerySet[Document]
SOON, LATER = 30, 90  # days until a review is due


def may_sign(person) -> bool:
    return person.has_perm("procedures.sign_document")


def may_submit(person) -> bool:
    return person.has_perm("procedures.submit_document")


def waiting_for_signature_of(documents: Documents, person) -> Documents:
    """Submitted, by somebody else, as nobody signs their own words, and no colleague was asked to sign it."""
    asked = Q(submission__asked=person) | Q(submission__asked__isnull=True)
    return _to_sign(documents, person).filter(asked)


def waiting_for_colleague_of(documents: Documents, person) -> Documents:
    """Another reviewer was asked, who may be away."""
    return (
        _to_sign(documents, person).filter(submission__asked__isnull=False).exclude(submission__asked=person)
    )


def _to_sign(documents: Documents, person) -> Documents:
    return documents.filter(submission__isnull=False).exclude(
        submission__writer_accounts__contains=[person.pk]
    )


def drafts_of(documents: Documents, person) -> Documents:
    """Their drafts that are not submitted: never signed, or saved again after the newest edition."""
    signed = Edition.objects.standing().filter(document=OuterRef("pk"))
    signed_since = signed.filter(published_at__gte=OuterRef("updated_at"))
    mine = documents.filter(submission__isnull=True, last_author=person)
    return mine.exclude(Exists(signed_since)).exclude(Exists(_open_comments()))


def returned_to(documents: Documents, person) -> Documents:
    """Their drafts on which somebody said what to mend."""
    return documents.filter(Exists(_open_comments()), submission__isnull=True, last_author=person)


def _open_comments():
    return Comment.objects.open().filter(document=OuterRef("pk"))


def submitted_by(documents: Documents, person) -> Documents:
    return documents.filter(submission__submitted_by=person)


def citing_retracted(documents: Documents, person=None, at: datetime | None = None) -> Documents:
    """Public pages whose signed words rest on a paper that was retracted since, or marked as retracted."""
    return _of(documents, Edition.objects.public(at).citing(Publication.objects.marked()))


def overdue(documents: Documents, person=None, at: datetime | None = None) -> Documents:
    """Reviews that are late, also those so late that their page took itself down."""
    return _of(documents, Edition.objects.newest_up_or_down(at).filter(withdrawal__isnull=True).overdue(at))


def due_soon(documents: Documents, person=None, at: datetime | None = None) -> Documents:
    return due(documents, 0, SOON, at)


def due_later(documents: Documents, person=None, at: datetime | None = None) -> Documents:
    return due(documents, SOON + 1, LATER, at)


def taken_down(documents: Documents, person=None, at: datetime | None = None) -> Documents:
    """Withdrawn by a reviewer, or by itself: patients meet a page that says so."""
    late = Edition.objects.overdue(at, months=settings.EDITION_OVERDUE_WITHDRAWS_MONTHS).values("pk")
    return _of(
        documents, Edition.objects.newest_up_or_down(at).filter(Q(withdrawal__isnull=False) | Q(pk__in=late))
    )


def behind_english(documents: Documents, person=None, at: datetime | None = None) -> Documents:
    """Public translations of an English edition that is no longer the newest."""
    behind = (
        Edition.objects.public(at)
        .annotate(
            translated=Cast(KT("content__translates_edition"), IntegerField()),
            original=_newest_english(at),
        )
        .filter(translated__lt=F("original"))
    )
    return _of(documents, behind)


def to_translate(documents: Documents, person=None, at: datetime | None = None) -> Documents:
    """Those behind English of which nobody has submitted a translation of what is read there now."""
    public = Edition.objects.public(at).filter(document=OuterRef("document"))
    follows = Submission.objects.annotate(
        translated=Cast(KT("content__translates_edition"), IntegerField()),
        original=Subquery(public.annotate(english=_newest_english(at)).values("english")[:1]),
    ).filter(translated__gte=F("original"))
    return behind_english(documents, person, at).exclude(pk__in=follows.values("document"))


def _newest_english(at: datetime | None) -> Subquery:
    return Subquery(Edition.objects.originals(at).values("number")[:1])


def to_come(documents: Documents, person=None, at: datetime | None = None) -> Documents:
    """Signed for a day that has not begun."""
    return _of(documents, Edition.objects.to_come(at))


def called_off(documents: Documents, person=None) -> Documents:
    """Signed for a day, and called off by what happened since; nothing newer is signed, nothing withdrawn."""
    newer = Edition.objects.filter(document=OuterRef("document"), number__gt=OuterRef("number"))
    withdrawn = Withdrawal.objects.filter(
        edition__document=OuterRef("document"), withdrawn_at__gt=OuterRef("published_at")
    )
    by_itself = Edition.objects.exclude(called_off__why=CalledOff.Why.REVIEWER)
    return _of(documents, by_itself.filter(~Exists(newer), ~Exists(withdrawn), called_off__isnull=False))


def called_off_by_reviewer(documents: Documents, person=None) -> Documents:
    """Signed for a day, and called off by a reviewer; nobody has saved, submitted or signed it since."""
    newer = Edition.objects.filter(document=OuterRef("document"), number__gt=OuterRef("number"))
    called_off = Edition.objects.filter(
        ~Exists(newer),
        called_off__why=CalledOff.Why.REVIEWER,
        called_off__called_off_at__gte=F("document__updated_at"),
    )
    return _of(documents, called_off).filter(submission__isnull=True)


def due(documents: Documents, after_days: int, within_days: int, at: datetime | None) -> Documents:
    """Public pages whose next review is due so many days from today, both ends counted."""
    today = timezone.localdate(at or timezone.now())
    due = (today + timedelta(days=after_days), today + timedelta(days=within_days))
    return _of(documents, Edition.objects.public(at).filter(review_due__range=due))


def waiting_for_judgment(publications: QuerySet[Publication], person=None) -> QuerySet[Publication]:
    """Marked as retracted, and no reviewer has said yet whether that is so."""
    return publications.filter(retractions__in=Retraction.objects.unconfirmed())


def _of(documents: Documents, editions: QuerySet[Edition]) -> Documents:
    return documents.filter(pk__in=editions.values("document"))


def _sign(document: Document) -> str:
    return reverse("admin:procedures_document_sign", args=[document.pk])


def _outline(document: Document) -> str:
    return reverse("admin:procedures_document_change", args=[document.pk])


QUEUES = [
    Queue(
        "signature",
        _("Waiting for my signature"),
        waiting_for_signature_of,
        may_sign,
        only_row=_sign,
    ),
    Queue(
        "signature-colleague",
        _("Waiting for another reviewer’s signature"),
        waiting_for_colleague_of,
        may_sign,
    ),
    Queue("returned", _("My drafts with comments to answer"), returned_to, only_row=_outline),
    Queue(
        "called-off-by-reviewer",
        _("Called off by a reviewer before its day: mend it, and submit it again"),
        called_off_by_reviewer,
        may_submit,
        only_row=_outline,
    ),
    Queue("drafts", _("My drafts, not yet submitted"), drafts_of),
    Queue("submitted", _("My drafts, waiting for a reviewer"), submitted_by),
    Queue("retracted", _("Pages that cite a retracted paper"), citing_retracted, is_urgent=True),
    Queue("overdue", _("Reviews overdue"), overdue, is_urgent=True),
    Queue("due-soon", format_lazy(_("Reviews due within {days} days"), days=SOON), due_soon),
    Queue(
        "due-later",
        format_lazy(_("Reviews due in {first} to {last} days"), first=SOON + 1, last=LATER),
        due_later,
    ),
    Queue("called-off", _("Signed for a day, and called off"), called_off, is_urgent=True),
    Queue("to-come", _("Signed, and going live on a day to come"), to_come),
    Queue("down", _("Pages that are taken down"), taken_down),
    Queue("behind", _("Translations older than the English page"), to_translate),
]

QUEUES_OF_SOURCES = [
    Queue("marked", _("Retractions that no reviewer has checked"), waiting_for_judgment, is_urgent=True),
]
