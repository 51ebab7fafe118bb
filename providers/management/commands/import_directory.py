"""Doctors and places from a table of any length."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from providers.importing import DirectoryImport, UnreadableFile, open_table


class Command(BaseCommand):
    help = (
        "Add and change doctors and places from a table, CSV or Excel (docs/importing.md): all of it, or "
        "nothing if a line has a mistake. The same table again changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--trial", action="store_true", help="say what each line would change, and change nothing"
        )

    def handle(self, *args, file, trial, **options):
        try:
            with file.open("rb") as opened, open_table(opened) as table:
                tell = self._tell if trial or options["verbosity"] > 1 else lambda difference: None
                work = DirectoryImport(None, f"Imported from {file.name}", tell)
                for lines in work.run(table, is_trial=trial):
                    self.stderr.write(f"{lines:,} lines read", ending="\r")
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from None
        except UnreadableFile as error:
            raise CommandError(f"{error.problem} Nothing was changed.") from None
        self._say(work.outcome, trial)

    def _say(self, outcome, trial):
        if outcome.problems:
            for problem in outcome.problems:
                self.stderr.write(str(problem))
            count = len(outcome.problems) + outcome.more_problems
            raise CommandError(
                ngettext("%d mistake.", "%d mistakes.", count) % count + " Nothing was changed."
            )
        would = "would be " if trial else ""
        self.stdout.write(
            f"{outcome.lines:,} lines: {outcome.adding:,} {would}added, {outcome.changing:,} {would}changed, "
            f"{outcome.lines - outcome.adding - outcome.changing:,} as they were."
        )
        if outcome.waiting:
            columns = ", ".join(sorted(outcome.waiting))
            self.stdout.write(f"Words under {columns} {would}wait for a clinical reviewer.")

    def _tell(self, difference):
        mark = "new" if difference.is_new else "changed"
        self.stdout.write(f"Line {difference.line}, {mark}: {difference.who}")
        for change in difference.changes:
            self.stdout.write(f"    {change}")
