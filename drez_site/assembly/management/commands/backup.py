from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from drez_site.assembly import backups


class Command(BaseCommand):
    help = (
        "Write a backup of the database, without sessions, and beside it what a restore has to hold; then "
        "delete those older than BACKUP_DAYS. Exit code 1 when there is no new one."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", default=settings.BACKUP_FOLDER, help="or BACKUP_FOLDER")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["folder"]:
            raise CommandError("Say where: manage.py backup FOLDER, or set BACKUP_FOLDER.")
        folder = Path(options["folder"])
        try:
            dump = backups.take(backups.parameters(settings.BACKUP_DATABASE), folder)
        except (backups.BackupFailed, OSError) as error:
            raise CommandError(f"There is no new backup. {error}") from error
        gone = backups.forget(folder, settings.BACKUP_DAYS)
        self.stdout.write(f"{dump} ({dump.stat().st_size / 1e6:.1f} MB)")
        self.stdout.write(f"{len(gone)} older than {settings.BACKUP_DAYS} days deleted.")
