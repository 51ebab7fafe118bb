"""Who becomes a clinical reviewer: an administrator proposes, another reviewer confirms.

The rules stand in the database (sql/reviewers_need_two_people.sql), which says why it refuses; only the first
reviewer is appointed by one person, and only on the server.
"""

import logging

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drez_site.foundation.refusals import Refused, sentence_of

from .models import ReviewerNomination, StaffMember

log = logging.getLogger(__name__)


def propose(person: StaffMember, by: StaffMember) -> ReviewerNomination:
    """Ask the reviewers to let somebody sign. Raises Refused."""
    return _saved(ReviewerNomination(person=person, proposed_by=by))


def confirm(nomination: ReviewerNomination, by: StaffMember) -> ReviewerNomination:
    """Let them sign. Raises Refused."""
    nomination = ReviewerNomination.objects.get(pk=nomination.pk)
    if not nomination.waits:
        raise Refused(_("This proposal is not open any more: it was confirmed or ended."))
    nomination.confirmed_by = by
    return _saved(nomination)


def end(nomination: ReviewerNomination) -> None:
    """Take a proposal back, or the right to sign away. What was signed stays signed."""
    ReviewerNomination.objects.filter(pk=nomination.pk, ended_at__isnull=True).update(ended_at=timezone.now())


def appoint_on_server(person: StaffMember) -> ReviewerNomination:
    """Make the first reviewer, when there is none who could confirm. Raises Refused."""
    nomination = _saved(ReviewerNomination(person=person))
    log.warning("Appointed the first clinical reviewer on the server: %s", person.get_username())
    return nomination


def _saved(nomination: ReviewerNomination) -> ReviewerNomination:
    try:
        with transaction.atomic():
            nomination.save()
    except IntegrityError as refusal:
        raise Refused(sentence_of(refusal)) from refusal
    nomination.refresh_from_db()
    return nomination
