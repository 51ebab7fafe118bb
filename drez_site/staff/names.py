"""What patients read of whoever signs: she says it herself; administrators confirm name and credentials."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.refusals import Refused, sentence_of

from .models import NameProposal, StaffMember

PROPOSE = _(
    "You cannot sign yet. Propose your name and credentials under “My account”: patients read them beside "
    "what you sign. Then an administrator confirms them."
)
PROPOSE_AND_DECLARE = _(
    "You cannot sign yet. Under “My account”, propose your name and credentials, which an administrator then "
    "confirms, and write your conflicts of interest. Patients read all three beside what you sign."
)
WAIT = _(
    "You cannot sign yet. Your name and credentials wait for an administrator, who has to confirm them; "
    "until then you can read and comment."
)
DECLARE = _(
    "You cannot sign yet. Write your conflicts of interest under “My account”, or “None declared”: patients "
    "read them beside what you sign."
)


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
    """What has to be done before a reviewer can sign, each thing once."""
    if not person.is_clinical_reviewer:
        return []
    has_conflicts = bool(person.conflicts_of_interest)
    if not person.credentials and not person.name_proposals.waiting().exists():
        return [str(PROPOSE if has_conflicts else PROPOSE_AND_DECLARE)]
    lacks = [(WAIT, not person.credentials), (DECLARE, not has_conflicts)]
    return [str(sentence) for sentence, is_so in lacks if is_so]
