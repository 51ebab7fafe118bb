"""Writes a batch of new and changed rows in a few statements, with their history."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model

from drez_site.foundation.batches import batches
from drez_site.foundation.history.versions import record_together, update_together
from procedures.models import Procedure
from providers.models import Language, Location, Offering, Practice, Provider, Specialty

from .columns import LISTS, About, model_field, of

FIELDS = {
    about: list(
        dict.fromkeys(
            model_field(about, each.field) for each in of(about) if each.field not in (*LISTS, "slug")
        )
    )
    for about in About
}
ROWS_AT_ONCE = 500  # of one statement; more take memory and save no time
# What the codes of a list are codes of.
MEMBERS = {
    "specialties": "specialties",
    "languages": "languages",
    "operations": "operations",
    "on_website": "operations",
}
Row = TypeVar("Row", bound=Model)
Days = tuple[date | None, date | None]  # confirmed by the office, read on its website


@dataclass(slots=True)
class Vocabulary:
    """What codes and names in a table stand for."""

    specialties: dict[str, Specialty]
    languages: dict[str, Language]
    operations: dict[str, Procedure]

    @classmethod
    def now(cls) -> "Vocabulary":
        return cls(
            {each.code: each for each in Specialty.objects.all()},
            {each.code: each for each in Language.objects.all()},
            {each.slug: each for each in Procedure.objects.all()},
        )

    def unknown(self, name: str, said: Any) -> list[str]:
        """Those codes of a list that stand for nothing."""
        return sorted(set(said) - self._words(name).keys()) if name in MEMBERS else []

    def known(self, name: str) -> list[str]:
        """Some codes of the list."""
        return sorted(self._words(name))[:20]

    def _words(self, name: str) -> Mapping[str, Model]:
        words: Mapping[str, Model] = getattr(self, MEMBERS[name])
        return words


@dataclass(slots=True)
class Batch:
    """Rows to write, and what the lists of doctors should be, by the doctor's page address."""

    places: dict[str, Location] = field(default_factory=dict)
    doctors: dict[str, Provider] = field(default_factory=dict)
    practices: list[Practice] = field(default_factory=list)
    lists: dict[str, dict[str, Any]] = field(default_factory=dict)

    def write(self, vocabulary: Vocabulary, staff: Any, reason: str) -> None:
        """Practices last: a practice makes the search index look at all that came before."""
        _write(list(self.places.values()), FIELDS[About.PLACE], staff, reason)
        new, known = _insert(list(self.doctors.values()))
        _set_members("specialties", vocabulary.specialties, self.doctors, self.lists)
        _set_members("languages", vocabulary.languages, self.doctors, self.lists)
        _record(new, known, FIELDS[About.DOCTOR], staff, reason)
        _set_operations(self.doctors, self.lists, vocabulary, staff, reason)
        for practice in self.practices:
            practice.provider_id, practice.location_id = practice.provider.pk, practice.location.pk
        _write(self.practices, FIELDS[About.PRACTICE], staff, reason)


def _write(rows: list[Row], fields: list[str], staff: Any, reason: str) -> None:
    new, known = _insert(rows)
    _record(new, known, fields, staff, reason)


def _record(new: list[Row], known: list[Row], fields: list[str], staff: Any, reason: str) -> None:
    """Keep how the new rows are, and write the fields of the known ones and keep those."""
    for some in batches(new, ROWS_AT_ONCE):
        record_together(some, staff, reason, are_new=True)
    for some in batches(known, ROWS_AT_ONCE):
        update_together(some, fields, staff, reason)


def _insert(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """The rows that were new, which are now in the database, and those that were there before."""
    new = [each for each in rows if each._state.adding]
    known = [each for each in rows if not each._state.adding]
    if new:
        type(new[0])._default_manager.bulk_create(new, batch_size=ROWS_AT_ONCE)
    return new, known


def _set_members(
    name: str, words: Mapping[str, Model], doctors: dict[str, Provider], lists: dict[str, dict[str, Any]]
) -> None:
    """Make the list of that name what it should be, for all doctors together."""
    wanted = {
        (doctors[slug].pk, words[code].pk)
        for slug, of_doctor in lists.items()
        if slug in doctors
        for code in of_doctor.get(name, ())
    }
    through = getattr(Provider, name).through
    other = Provider._meta.get_field(name).m2m_reverse_field_name() + "_id"  # type: ignore[union-attr]  # both are lists
    named = [doctors[slug].pk for slug, each in lists.items() if slug in doctors and name in each]
    here = {
        (doctor, member): pk
        for doctor, member, pk in through.objects.filter(provider__in=named).values_list(
            "provider_id", other, "pk"
        )
    }
    if gone := [pk for pair, pk in here.items() if pair not in wanted]:
        through.objects.filter(pk__in=gone).delete()
    new = [
        through(**{"provider_id": doctor, other: member}) for doctor, member in sorted(wanted - here.keys())
    ]
    through.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)


def _set_operations(
    doctors: dict[str, Provider],
    lists: dict[str, dict[str, Any]],
    vocabulary: Vocabulary,
    staff: Any,
    reason: str,
) -> None:
    """Operations are rows of their own: a day that changes is a change of the row."""
    wanted: dict[tuple[int, int], Days] = {
        (doctors[slug].pk, vocabulary.operations[name].pk): (day, each.get("on_website", {}).get(name))
        for slug, each in lists.items()
        if slug in doctors
        for name, day in each.get("operations", {}).items()
    }
    named = [doctors[slug].pk for slug, each in lists.items() if slug in doctors and "operations" in each]
    here = {
        (each.provider_id, each.procedure_id): each for each in Offering.objects.filter(provider__in=named)
    }
    for pair in here.keys() - wanted.keys():
        gone = here[pair]
        gone._change_reason = reason  # type: ignore[attr-defined]  # simple_history reads it from there
        gone.delete()
    new = [
        _dated(Offering(provider_id=doctor, procedure_id=procedure), wanted[doctor, procedure])
        for doctor, procedure in sorted(wanted.keys() - here.keys())
    ]
    Offering.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)
    changed = [
        _dated(each, wanted[pair])
        for pair, each in here.items()
        if pair in wanted and (each.confirmed_on, each.on_website_on) != wanted[pair]
    ]
    _record(new, changed, ["confirmed_on", "on_website_on"], staff, reason)


def _dated(offering: Offering, days: Days) -> Offering:
    offering.confirmed_on, offering.on_website_on = days
    return offering
