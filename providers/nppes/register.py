"""The files of one release, read as a stream: what they say of doctors becomes proposals, no more."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from drez_site.foundation.batches import batches
from providers.models import NppesRelease, Proposal, Provider, Specialty
from providers.models.validators import national_provider_identifier

from .people import FURTHER_PLACES, MAIN, Said, further_place, person, taxonomies
from .place_names import name_places
from .proposing import Proposing
from .reading import BadFile, Row, rows_of

READ_LOCK = 7_364_002  # one reading at a time; staff go on saving
AT_ONCE = 500  # people
ROWS_A_STEP = 100_000
INDIVIDUAL, ORGANIZATION = "1", "2"


class OlderRelease(Exception):
    """A newer release was read before."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Who is proposed as a new doctor: any of these NUCC codes, and a place in any of these states."""

    taxonomies: frozenset[str]
    states: frozenset[str]


@dataclass(slots=True)
class Summary:
    """How many rows of each kind there were, how many people were left out and why, and what is proposed."""

    rows: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    proposed: Counter[str] = field(default_factory=Counter)
    outdated: int = 0


def read_register(
    main: Path,
    *,
    released: date,
    filters: Filters,
    further_places: Path | None = None,
    other_names: Path | None = None,
    tell: Callable[[int], None] = lambda rows: None,
) -> Summary:
    """All of the files or nothing. Raises BadFile, and OlderRelease. `tell` hears how many rows are read."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [READ_LOCK])
        newest = NppesRelease.newest()
        if newest and newest > released:
            raise OlderRelease(f"The release of {newest} was read already. Nothing was changed.")
        reading = Reading(released, filters, tell)
        reading.read_main(main)
        if further_places:
            reading.read_further_places(further_places)
        if other_names:
            name_places(main, other_names)
        NppesRelease.objects.get_or_create(released=released)
        return reading.summary


class Reading:
    """What one run knows: whom the directory has, whom it met."""

    def __init__(self, released: date, filters: Filters, tell: Callable[[int], None]) -> None:
        self.summary = Summary()
        self._filters, self._tell, self._released = filters, tell, released
        self._known = set(Provider.objects.exclude(npi=None).values_list("npi", flat=True))
        self._codes = frozenset(Specialty.objects.values_list("code", flat=True))
        self._met: set[str] = set()
        self._proposing = Proposing(released, self.summary.proposed)

    def read_main(self, path: Path) -> None:
        with rows_of(path, MAIN) as (header, rows):
            slots = [name for name in header if name.startswith("Healthcare Provider Taxonomy Code_")]
            people = self._people(rows, slots)
            for batch in batches(people, AT_ONCE):
                self.summary.outdated += self._proposing.propose(batch, Proposal.Source.MAIN)

    def _people(self, rows: Iterator[Row], slots: list[str]) -> Iterator[Said]:
        for row in rows:
            self.summary.rows += 1
            if self.summary.rows % ROWS_A_STEP == 0:
                self._tell(self.summary.rows)
            if said := self._said(row, slots):
                yield said

    def _said(self, row: Row, slots: list[str]) -> Said | None:
        """None for whom nothing is proposed; the summary says why."""
        npi, kind = row["NPI"], row["Entity Type Code"]
        off, on = row.day("NPI Deactivation Date"), row.day("NPI Reactivation Date")
        if off and not (on and on >= off):
            self.summary.kinds["deactivated"] += 1
            return self._deactivated(row, npi, off)
        if on:
            self.summary.kinds["reactivated"] += 1
        if kind == ORGANIZATION:
            self.summary.kinds["organizations"] += 1
            return None
        if kind != INDIVIDUAL:
            self.summary.left_out["no entity type"] += 1
            return None
        self.summary.kinds["individuals"] += 1
        codes = taxonomies(row, slots)
        if npi not in self._known and (reason := self._reason_to_leave_out(row, npi, codes)):
            self.summary.left_out[reason] += 1
            return None
        self._meet(row, npi)
        return person(row, codes, self._codes)

    def _reason_to_leave_out(self, row: Row, npi: str, codes: frozenset[str]) -> str:
        if not codes & self._filters.taxonomies:
            return "another taxonomy"
        if row["Provider Business Practice Location Address State Name"] not in self._filters.states:
            return "another state"
        try:
            national_provider_identifier(npi)
        except ValidationError:
            return "an NPI that is none"
        return "" if row["Provider Last Name (Legal Name)"] else "no name"

    def _deactivated(self, row: Row, npi: str, day: date) -> Said | None:
        if npi not in self._known:
            self.summary.left_out["deactivated, and not in the directory"] += 1
            return None
        self._meet(row, npi)
        said = Said(npi)
        said.add(Proposal.Fact.DEACTIVATED, str(day), str(day))
        return said

    def _meet(self, row: Row, npi: str) -> None:
        if npi in self._met:
            raise BadFile(f"Line {row.line}: NPI {npi} stands in the file twice. Download it again.")
        self._met.add(npi)

    def read_further_places(self, path: Path) -> None:
        """The whole set of each person replaces the one before. The file has no order to rely on."""
        found: dict[str, Said] = {}
        with rows_of(path, FURTHER_PLACES) as (_header, rows):
            for row in rows:
                if (npi := row["NPI"]) in self._met:
                    further_place(found.setdefault(npi, Said(npi)), row)
        for batch in batches(sorted(self._met), AT_ONCE):
            said = [found.get(npi) or Said(npi) for npi in batch]
            self.summary.outdated += self._proposing.propose(said, Proposal.Source.PLACES)
