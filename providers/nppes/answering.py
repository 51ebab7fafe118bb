"""Staff take a proposed fact over, or leave it. Each is one change, in the history of the doctor."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from drez_site.foundation.demonstration import site_is_demonstration
from drez_site.foundation.united_states.place_names import plain
from drez_site.foundation.write_lock import one_writer_at_a_time
from providers.free_slugs import Addresses
from providers.models import Location, Practice, Proposal, Provider, Specialty


class CannotAccept(Exception):
    """Why an answer does not count, and what to do first."""


def refuse(proposal: Proposal, staff: Any) -> None:
    """Leave the directory as it is; of a deactivated NPI: the office says that the doctor practices."""
    _answer(proposal, Proposal.Answer.REFUSED, staff)


def accept(proposal: Proposal, staff: Any, *, place_name: str = "") -> None:
    """Raises CannotAccept, and changes nothing. `place_name` is for a place that the directory lacks."""
    with one_writer_at_a_time():
        doctor = Provider.objects.filter(npi=proposal.npi).first()
        if doctor is None and proposal.fact != Proposal.Fact.DOCTOR:
            raise CannotAccept(_("Take over the new doctor first, then what is said of the doctor."))
        try:
            CHANGES[proposal.fact](proposal, doctor or Provider(npi=proposal.npi), place_name)
        except ValidationError as error:
            raise CannotAccept(" ".join(error.messages)) from None
        _answer(proposal, Proposal.Answer.ACCEPTED, staff)


def _answer(proposal: Proposal, answer: Proposal.Answer, staff: Any) -> None:
    """Raises CannotAccept for one that somebody answered meanwhile."""
    proposal.answer, proposal.answered_by, proposal.answered_at = answer, staff, timezone.now()
    still_open = Proposal.objects.open().filter(pk=proposal.pk)
    if not still_open.update(answer=answer, answered_by=staff, answered_at=proposal.answered_at):
        raise CannotAccept(_("Somebody answered this meanwhile."))


def _reason(proposal: Proposal) -> str:
    return _("From the national register of %(day)s") % {"day": proposal.released}


def _saved(doctor: Provider, proposal: Proposal) -> None:
    doctor.full_clean()
    doctor._change_reason = _reason(proposal)  # type: ignore[attr-defined]  # simple_history reads it from there
    doctor.save()


def _new_doctor(proposal: Proposal, doctor: Provider, place_name: str) -> None:
    """Not listed: no operation is known, and nobody guesses one."""
    if not doctor._state.adding:
        raise CannotAccept(_("The directory has this doctor already."))
    doctor.given_name, doctor.family_name = proposal.value["given_name"], proposal.value["family_name"]
    doctor.is_listed, doctor.is_demonstration = False, site_is_demonstration()
    name = f"{doctor.given_name} {doctor.family_name}"
    doctor.slug = Addresses(Provider, [name]).free(name)
    _saved(doctor, proposal)


def _text(proposal: Proposal, doctor: Provider, place_name: str) -> None:
    setattr(doctor, proposal.fact, proposal.value)
    _saved(doctor, proposal)


def _specialty(proposal: Proposal, doctor: Provider, place_name: str) -> None:
    specialty = Specialty.objects.filter(code=proposal.value).first()
    if specialty is None:
        raise CannotAccept(_("Add the specialty with this code first."))
    doctor.specialties.add(specialty)


def _place(proposal: Proposal, doctor: Provider, place_name: str) -> None:
    said = proposal.value
    near = Location.objects.here().filter(zip_code=said["zip_code"])
    place = next((each for each in near if plain(each.street) == plain(said["street"])), None)
    if place is None:
        if not place_name.strip():
            raise CannotAccept(_("Write the name of this place: the register does not say it."))
        place = Location(name=place_name.strip(), is_demonstration=site_is_demonstration(), **said)
        place.slug = Addresses(Location, [place.name]).free(place.name)
        place.full_clean()
        place.save()
    Practice.objects.get_or_create(provider=doctor, location=place)


def _off_the_site(proposal: Proposal, doctor: Provider, place_name: str) -> None:
    doctor.is_listed = False
    _saved(doctor, proposal)


CHANGES: dict[str, Callable[[Proposal, Provider, str], None]] = {
    Proposal.Fact.DEACTIVATED: _off_the_site,
    Proposal.Fact.DOCTOR: _new_doctor,
    Proposal.Fact.GIVEN_NAME: _text,
    Proposal.Fact.FAMILY_NAME: _text,
    Proposal.Fact.CREDENTIALS: _text,
    Proposal.Fact.SPECIALTY: _specialty,
    Proposal.Fact.PLACE: _place,
}
