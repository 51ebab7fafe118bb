"""From a mark that a paper was retracted to what readers are told of it. The database refuses the same."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from drez_site.foundation.refusals import Refused, sentence_of

from ..models import Publication, Retraction


@transaction.atomic
def mark(publication: Publication, by: Any, *, retracted_on: date, notice: str) -> Retraction:
    """Stop signatures on it and tell staff, at once; readers learn of it when somebody agrees, or in a day.

    Raises Refused.
    """
    if publication.retractions.not_refused().exists():
        raise Refused([_("This publication is already marked as retracted.")])
    if retracted_on > timezone.localdate():
        raise Refused([_("The day is in the future: enter the day of the journal's notice.")])
    made = Retraction(publication=publication, retracted_on=retracted_on, notice=notice, marked_by=by)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as refusal:  # of two at once, the second
        raise Refused([sentence_of(refusal)]) from refusal
    made.refresh_from_db()
    return made


@transaction.atomic
def agree(retraction: Retraction, by: Any) -> Retraction:
    """A second person agrees: a reviewer confirms the retraction, another one seconds it. Raises Refused."""
    retraction = _locked(retraction)
    if retraction.marked_by_id == by.pk:
        raise Refused([_("You made this mark yourself: somebody else has to agree to it.")])
    if retraction.confirmed_by_id:
        raise Refused([_("A reviewer has confirmed this retraction already.")])
    if by.is_clinical_reviewer:
        retraction.confirmed_by = by
    elif retraction.seconded_by_id:
        raise Refused([_("Two people agree already: a clinical reviewer has to confirm it.")])
    else:
        retraction.seconded_by = by
    return _saved(retraction)


@transaction.atomic
def refuse(retraction: Retraction, by: Any) -> Retraction:
    """Readers see nothing of it any more, and what cites the paper can be signed. Raises Refused."""
    retraction = _locked(retraction)
    if not by.is_clinical_reviewer:
        raise Refused([_("Only an active member of the group Clinical reviewer refuses a mark.")])
    if by.waits_until:
        raise Refused(
            [_("Somebody made you a new sign-in link: another reviewer refuses it, or vouches for you.")]
        )
    retraction.refused_by = by
    return _saved(retraction)


def _locked(retraction: Retraction) -> Retraction:
    retraction = Retraction.objects.select_for_update().get(pk=retraction.pk)
    if retraction.refused_by_id:
        raise Refused([_("This mark was refused meanwhile.")])
    return retraction


def _saved(retraction: Retraction) -> Retraction:
    retraction.save()
    retraction.refresh_from_db()
    return retraction
