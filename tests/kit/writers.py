"""Who may sign what others and they themselves saved: asked in Python, and by a line of SQL."""

from django.db import IntegrityError, connection, transaction

from drez_site.foundation.refusals import Refused
from procedures.models import Document, Submission
from procedures.publishing import four_eyes, revisions
from procedures.publishing.signing import sign, submit
from procedures.publishing.steps import FullReview
from tests.kit.documents import make_draft_article
from tests.kit.signatures import filled_in
from tests.kit.staff_accounts import make_reviewer, make_staff

INSERT = """
    INSERT INTO procedures_edition (document_id, number, kind, content, content_hash, reviewer_id,
        reviewer_name, reviewer_credentials, reviewer_conflicts, reviewed_on, review_due, what_changed,
        published_at, is_demonstration)
    SELECT submission.document_id, 1 + coalesce((SELECT max(number) FROM procedures_edition AS edition
            WHERE edition.document_id = submission.document_id), 0), 'full', content, content_hash,
        account.id, full_name, credentials, conflicts_of_interest, current_date, current_date + 300, 'x',
        now(), true
    FROM procedures_submission AS submission, staff_staffmember AS account
    WHERE document_id = %s AND account.id = %s
"""


def make_people() -> dict:
    """Rita and Sue write and review; Ann and Bob write."""
    rita, sue = make_reviewer("rita"), make_reviewer("sue")
    ann, bob = make_staff("ann", group="Author"), make_staff("bob", group="Author")
    for both in (rita, sue):
        both.groups.add(ann.groups.get())
        both.is_staff = True
        both.save()
    return {"rita": rita, "sue": sue, "ann": ann, "bob": bob}


def write(document, by, **fields):
    """Save some words of the draft as this person."""
    Document.objects.filter(pk=document.pk).update(**fields)
    return revisions.record(document, by)


def section(document, by, body, kind="tests"):
    document.sections.filter(kind=kind).update(body=body)
    return revisions.record(document, by)


def new_draft(by):
    document = make_draft_article(last_author=by)
    revisions.record(document, by)
    return document


def first_edition(by, reviewer):
    document = new_draft(by)
    submit(document, by)
    signed_by(document, reviewer)
    return document


def signed_by(document, reviewer, step=FullReview, **fields):
    return sign(document, reviewer, filled_in(step, **fields))


def who_may_sign(document, people) -> set[str]:
    """Of the reviewers, by Python and by an INSERT in plain SQL, which have to agree. Nothing stays."""
    content = Submission.objects.get(document=document).content
    allowed = set()
    for name in (name for name, person in people.items() if person.is_clinical_reviewer):
        wrote = people[name] in four_eyes.writers_of_draft(document, content)
        assert wrote == _refused(lambda name=name: signed_by(document, people[name])), name
        assert wrote == _refused(lambda name=name: insert(document, people[name])), name
        if not wrote:
            allowed.add(name)
    return allowed


def insert(document, person):
    """An edition of the submitted draft."""
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [document.pk, person.pk])


def _refused(attempt) -> bool:
    try:
        with transaction.atomic():
            attempt()
            raise _Undone
    except _Undone:
        return False
    except (Refused, IntegrityError) as refusal:
        assert "sk another reviewer" in str(refusal)
        return True


class _Undone(Exception):
    pass
