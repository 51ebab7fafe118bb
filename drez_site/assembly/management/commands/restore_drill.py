import tempfile
import time
from pathlib import Path
from typing import Any

import environ
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from drez_site.assembly import backups, restoring


class Command(BaseCommand):
    help = (
        "Restore a backup into a database of its own, compare it with what it held, start the site on it and "
        "read pages. Everything of it goes when it ends. Exit code 1 when anything is not as it was."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dump", nargs="?", type=Path, help="the newest of BACKUP_FOLDER if left out")
        parser.add_argument(
            "--admin-url",
            help="a superuser of the server to restore on, postgres://...; as the site connects if left out",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        admin = backups.parameters(
            environ.Env.db_url_config(options["admin_url"]) if options["admin_url"] else None
        )
        with tempfile.TemporaryDirectory() as folder:
            try:
                self._drill(options["dump"] or self._newest(Path(folder)), admin)
            except (backups.BackupFailed, OSError) as error:
                raise CommandError(f"This backup brings nothing back. {error}") from error

    def _newest(self, folder: Path) -> Path:
        if settings.BACKUP_FOLDER and (newest := backups.newest(settings.BACKUP_FOLDER)):
            return newest
        self.stdout.write("No backup yet: one is taken for this drill.")
        return backups.take(backups.parameters(settings.BACKUP_DATABASE), folder)

    def _drill(self, dump: Path, admin: dict[str, str]) -> None:
        began = time.monotonic()
        with restoring.restored(dump, admin) as there:
            self.stdout.write(f"{dump.name}: restored in {time.monotonic() - began:.1f} s")
            here, wrong = restoring.compare(dump, there)
            for sentence in wrong:
                self.stderr.write(sentence)
            if wrong:
                raise CommandError(f"{len(wrong)} things are not as they were.")
            rows = here["rows"]
            self.stdout.write(
                f"equal: {sum(rows.values())} rows in {len(rows)} tables, {here['triggers'][0]} triggers, "
                f"{here['functions'][0]} functions, {here['editions'][0]} signed editions with their hashes"
            )
            self.stdout.write(f"empty, as they must be: {', '.join(here['left_out'])}")
            paths = restoring.read_pages(there)
            self.stdout.write(f"read on it, {len(paths)} pages: {' '.join(paths)}")
        self.stdout.write(f"The whole drill took {time.monotonic() - began:.1f} s.")
