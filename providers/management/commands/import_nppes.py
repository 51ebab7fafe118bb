"""What the national register says of doctors, as proposals for staff."""

import re
from datetime import date, datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from drez_site.foundation.united_states.states import state_code
from providers.nppes import BadFile, Filters, OlderRelease, read_register

IN_ITS_NAME = re.compile(r"_\d{8}-(\d{8})")  # npidata_pfile_20050523-20260809.csv


class Command(BaseCommand):
    help = (
        "Read a release of NPPES (docs/nppes.md): what it says of doctors is proposed to staff, one by one. "
        "Nothing of the directory changes, no operation is inferred, and no mailing address is read."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="npidata_pfile_*.csv")
        parser.add_argument("--pl", type=Path, help="pl_pfile_*.csv: further places of practice")
        parser.add_argument("--othername", type=Path, help="othername_pfile_*.csv: names for places")
        parser.add_argument("--taxonomy", nargs="+", required=True, help="NUCC codes, like 207T00000X")
        parser.add_argument("--state", nargs="+", required=True, help="states, like NC VA")
        parser.add_argument("--released", type=_day, help="like 2026-08-09; else the file's name says it")

    def handle(self, *args, file, pl, othername, taxonomy, state, released, **options):
        filters = Filters(frozenset(map(_code, taxonomy)), frozenset(map(_state, state)))
        released = released or _day_of(file)
        try:
            summary = read_register(
                file,
                released=released,
                filters=filters,
                further_places=pl,
                other_names=othername,
                tell=lambda rows: self.stderr.write(f"{rows:,} rows", ending="\r"),
            )
        except (BadFile, OlderRelease) as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from None
        self._say(summary)

    def _say(self, summary):
        kinds = summary.kinds
        self.stdout.write(
            f"{summary.rows:,} rows: {kinds['individuals']:,} individuals, "
            f"{kinds['organizations']:,} organizations, {kinds['deactivated']:,} deactivated, "
            f"{kinds['reactivated']:,} reactivated."
        )
        for reason, count in summary.left_out.most_common():
            self.stdout.write(f"Left out, {reason}: {count:,}")
        for fact, count in sorted(summary.proposed.items()):
            self.stdout.write(f"Proposed, {fact.replace('_', ' ')}: {count:,}")
        self.stdout.write(f"Proposed: {summary.proposed.total():,}. No longer said: {summary.outdated:,}.")


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _day_of(file: Path) -> date:
    if not (found := IN_ITS_NAME.search(file.name)):
        raise CommandError("The name of the file does not say when it was released. Say it by --released.")
    try:
        return datetime.strptime(found.group(1), "%Y%m%d").date()
    except ValueError:
        raise CommandError(
            f"{found.group(1)} in the name of the file is no day. Say it by --released."
        ) from None


def _code(text: str) -> str:
    if not re.fullmatch(r"[0-9A-Z]{9}X", text):
        raise CommandError(f"{text} is no NUCC code: ten characters, like 207T00000X.")
    return text


def _state(text: str) -> str:
    if not (code := state_code(text)):
        raise CommandError(f"{text} is no state. Write two letters, like NC.")
    return code
