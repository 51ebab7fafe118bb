"""The lines of one batch beside the directory: what each would change."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from providers.models import Location, Practice, Provider

from .columns import About
from .comparing import Change, Checks, change, date_needed, operations_apart, undated
from .followers import Followers
from .lines import Said, Statements
from .matching import Doctors, Doubt, Places
from .present import lists_of_doctors
from .problems import Problem
from .writing import Batch


@dataclass(frozen=True, slots=True)
class Difference:
    """What one line changes. `who` names the doctor, the place, or both."""

    line: int
    who: str
    is_new: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is known from earlier lines: what they said, of which pairs, which texts are well written, and who
    takes over from whom.
    """

    statements: Statements = field(default_factory=Statements)
    pairs: dict[tuple[str, str], int] = field(default_factory=dict)
    checks: Checks = field(default_factory=Checks)
    followers: Followers = field(default_factory=Followers)


class Comparison:
    """Reads what the lines may mean in a few statements, then answers for each. `batch` is what to write."""

    def __init__(self, lines: list[Said], earlier: Earlier) -> None:
        self.batch = Batch()
        self._statements, self._pairs, self._checks = earlier.statements, earlier.pairs, earlier.checks
        self._followers = earlier.followers
        self._places, self._doctors = Places(lines), Doctors(lines)
        known = {each.pk: each for each in self._doctors.by_slug.values()}
        self._lists: dict[str, dict[str, Any]] = {
            known[key].slug: lists for key, lists in lists_of_doctors(known).items()
        }
        self._practices = {
            (each.provider_id, each.location_id): each for each in Practice.objects.filter(provider__in=known)
        }

    def of(self, said: Said) -> tuple[Difference | None, list[Problem]]:
        """None for a line that changes nothing."""
        try:
            place = self._places.meant(said) if said.place else None
            doctor = self._doctors.meant(said, place) if said.doctor else None
        except Doubt as doubt:
            return None, [Problem(said.line, column, str(doubt)) for column in doubt.columns]
        rows = self._rows(said, place, doctor)
        is_new = any(row._state.adding for _about, row in rows)
        changes: list[Change] = []
        problems: list[Problem] = []
        for about, row in rows:
            more, wrong = self._row(about, row, said)
            changes += more
            problems += wrong
        if not changes and not is_new:
            return None, problems
        who = " – ".join(str(each) for each in (doctor, place) if each)
        return Difference(said.line, who, is_new, tuple(changes)), problems

    def _rows(
        self, said: Said, place: Location | None, doctor: Provider | None
    ) -> list[tuple[About, Location | Provider | Practice]]:
        rows: list[tuple[About, Location | Provider | Practice]] = []
        if place:
            rows.append((About.PLACE, place))
        if doctor:
            rows.append((About.DOCTOR, doctor))
        if place and doctor:
            key = (doctor.pk, place.pk)
            here = self._practices.get(key) if doctor.pk and place.pk else None
            rows.append((About.PRACTICE, here or Practice(provider=doctor, location=place)))
        return rows

    def _row(
        self, about: About, row: Location | Provider | Practice, said: Said
    ) -> tuple[list[Change], list[Problem]]:
        facts = said.about(about)
        problems = list(self._said_before(about, row, said))
        lists = self._lists.setdefault(row.slug, {}) if isinstance(row, Provider) else {}
        changes = change(row, about, facts, lists)
        if not changes and not (isinstance(row, Practice) and row._state.adding):
            return [], problems
        if isinstance(row, Provider):
            problems += self._about_others(row, said, lists)
        problems += [date_needed(said.line, column) for column in undated(row, about, facts, lists, changes)]
        problems += self._checks.problems_of(row, about, said)
        self._keep(row, lists)
        return changes, problems

    def _said_before(self, about: About, row: Model, said: Said) -> list[Problem]:
        if not isinstance(row, Practice):
            return list(self._statements.against(about, row.slug, said))  # type: ignore[attr-defined]  # both have
        pair = (row.provider.slug, row.location.slug)
        first = self._pairs.setdefault(pair, said.line)
        if first == said.line:
            return []
        text = _("Line %d already has this doctor at this place. Delete one of the two.")
        return [Problem(said.line, "", text % first)]

    def _about_others(self, doctor: Provider, said: Said, lists: dict[str, Any]) -> list[Problem]:
        if "successor" in said.doctor:
            self._followers.follow(doctor.slug, said.doctor["successor"], said.line)
        apart = ", ".join(operations_apart(said.doctor, lists))
        text = _("Write %s under operations, too.")
        problems = [Problem(said.line, "operations_on_website", text % apart)] if apart else []
        return problems + (self._npi_taken(doctor, said) if "npi" in said.doctor else [])

    def _npi_taken(self, doctor: Provider, said: Said) -> list[Problem]:
        holder = self._doctors.by_npi.get(doctor.npi or "")
        if holder is None or holder is doctor:
            return []
        return [Problem(said.line, "npi", _("This NPI is that of %s.") % holder.slug)]

    def _keep(self, row: Location | Provider | Practice, lists: dict[str, Any]) -> None:
        if isinstance(row, Location):
            self.batch.places[row.slug] = row
        elif isinstance(row, Provider):
            self.batch.doctors[row.slug] = row
            self.batch.lists[row.slug] = lists
        else:
            self.batch.practices.append(row)
