"""What the register says beside what the directory has: the difference is proposed, once."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from providers.models import Practice, Proposal, Provider

from .people import Fact, Said, place_key

NAMES = (Proposal.Fact.GIVEN_NAME, Proposal.Fact.FAMILY_NAME)


class Proposing:
    """Writes proposals of one release; `proposed` counts them by fact."""

    def __init__(self, released: date, proposed: Counter[str]) -> None:
        self._released, self._proposed = released, proposed

    def propose(self, people: list[Said], source: Proposal.Source) -> int:
        """What is new is asked, what is no longer said is not asked any more; returns how many of these."""
        npis = [said.npi for said in people]
        doctors = _doctors(npis)
        wanted: dict[tuple[str, str, str], Any] = {}
        for said in people:
            facts = _of_known(said, doctors[said.npi]) if said.npi in doctors else said.facts
            wanted |= {(said.npi, fact, key): value for (fact, key), value in facts.items()}
        here = {(each.npi, each.fact, each.key): each for each in Proposal.objects.filter(npi__in=npis)}
        new = [
            Proposal(npi=npi, fact=fact, key=key, value=value, source=source, released=self._released)
            for (npi, fact, key), value in wanted.items()
            if (npi, fact, key) not in here
        ]
        Proposal.objects.bulk_create(new)
        again = [
            each for key, each in here.items() if key in wanted and each.answer == Proposal.Answer.OUTDATED
        ]
        self._set(again, Proposal.Answer.OPEN)
        gone = [
            each
            for key, each in here.items()
            if key not in wanted and each.answer == Proposal.Answer.OPEN and each.source == source
        ]
        self._set(gone, Proposal.Answer.OUTDATED)
        self._proposed.update(each.fact for each in (*new, *again))
        return len(gone)

    def _set(self, proposals: list[Proposal], answer: Proposal.Answer) -> None:
        for each in proposals:
            each.answer, each.released = answer, self._released
        Proposal.objects.bulk_update(proposals, ["answer", "released"])


def _doctors(npis: Iterable[str]) -> dict[str, Provider]:
    doctors = Provider.objects.filter(npi__in=npis).prefetch_related("specialties")
    return {str(doctor.npi): doctor for doctor in doctors}


def _of_known(said: Said, doctor: Provider) -> dict[Fact, Any]:
    """Only what the directory lacks. A name in other capitals is the same, and so are fewer degrees."""
    facts: dict[Fact, Any] = {}
    codes = {each.code for each in doctor.specialties.all()}
    places = _places(doctor)
    degrees = set(doctor.credentials.split(", "))
    for (fact, key), value in said.facts.items():
        if fact == Proposal.Fact.DOCTOR:
            for name in NAMES:
                text = value[name.value]
                if text and text.casefold() != getattr(doctor, name.value).casefold():
                    facts[name, text] = text
            continue
        is_known = {
            Proposal.Fact.CREDENTIALS: fact == Proposal.Fact.CREDENTIALS
            and set(value.split(", ")) <= degrees,
            Proposal.Fact.SPECIALTY: key in codes,
            Proposal.Fact.PLACE: key in places,
        }
        if not is_known.get(Proposal.Fact(fact), False):
            facts[fact, key] = value
    return facts


def _places(doctor: Provider) -> set[str]:
    """A place of a known doctor, by its address."""
    found = Practice.objects.filter(provider=doctor).values_list("location__street", "location__zip_code")
    return {place_key(street, zip_code) for street, zip_code in found}
