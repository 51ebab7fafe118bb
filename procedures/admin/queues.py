"""What waits for authors and reviewers among the documents."""

from django.utils.translation import gettext_lazy as _

from drez_site.foundation.work_queues import Queue


def may_sign(person) -> bool:
    return person.has_perm("procedures.sign_document")


QUEUES = [
    Queue(
        "signature",
        _("Waiting for my signature"),
        lambda documents, person: documents.waiting_for_signature_of(person),
        may_sign,
    ),
    Queue(
        "drafts",
        _("My drafts, not yet submitted"),
        lambda documents, person: documents.unsent().last_written_by(person),
    ),
    Queue(
        "submitted",
        _("My drafts, waiting for a reviewer"),
        lambda documents, person: documents.submitted().last_written_by(person),
    ),
    Queue(
        "retracted",
        _("Pages that cite a retracted paper"),
        lambda documents, person: documents.citing_retracted(),
        is_urgent=True,
    ),
    Queue("overdue", _("Reviews overdue"), lambda documents, person: documents.overdue(), is_urgent=True),
    Queue("due-30", _("Reviews due within 30 days"), lambda documents, person: documents.review_due(0, 30)),
    Queue(
        "due-90", _("Reviews due in 31 to 90 days"), lambda documents, person: documents.review_due(31, 90)
    ),
    Queue("down", _("Pages that are taken down"), lambda documents, person: documents.taken_down()),
    Queue(
        "behind",
        _("Translations behind the English page"),
        lambda documents, person: documents.behind_english(),
    ),
]
