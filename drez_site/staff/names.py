"""What patients read of whoever signs: she says it herself; administrators confirm name and credentials."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from drez_site.foundation.refusals import Refused, sentence_of

from .models import NameProposal, StaffMember


@transaction.atomic
def propose(person: StaffMember, full_name: str, credentials: str) -> NameProposal:
    """In place of what she proposed before, and still waits."""
    person.name_proposals.waiting().update(outcome=NameProposal.Outcome.REPLACED)
    return NameProposal.objects.create(person=person, full_name=full_name, credentials=credentials)


@transaction.atomic
def answer(proposal: NameProposal, by: StaffMember, outcome: str) -> NameProposal:
    """Confirm it, so that patients read it from the next signature on, or refuse it. Raises Refused."""
    proposal = NameProposal.objects.select_for_update().select_related("person").get(pk=proposal.pk)
    if proposal.outcome:
        raise Refused(_("This does not wait for anybody any more."))
    proposal.outcome, proposal.answered_by = outcome, by
    try:
        with transaction.atomic():
            proposal.save()
    except IntegrityError as refusal:
        raise Refused(sentence_of(refusal)) from refusal
    if outcome == NameProposal.Outcome.CONFIRMED:
        person = proposal.person
        person.full_name, person.credentials = proposal.full_name, proposal.credentials
        person.save(update_fields=["full_name", "credentials"])
    return proposal


def missing(person: StaffMember) -> list[str]:
    """What a reviewer has to do before she can sign, a sentence each."""
    if not person.is_clinical_reviewer:
        return []
    found = []
    if not person.credentials:
        if person.name_proposals.waiting().exists():
            found.append(_("You cannot sign yet: an administrator has to confirm your name and credentials."))
        else:
            found.append(_("You cannot sign yet: propose your name and credentials under “My account”."))
    if not person.conflicts_of_interest:
        found.append(_("You cannot sign yet: say under “My account” which conflicts of interest you have."))
    return found
