from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from drez_site.assembly import nightly


class Command(BaseCommand):
    help = (
        "Do what has to happen once a day, and say what somebody has to do. Every part is tried, whatever "
        "becomes of the others; exit code 1 when one failed. Doing it twice changes nothing more."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        failed = []
        for task in nightly.TASKS:
            try:
                self.stdout.write(f"{task.name}: {task.run()}")
            except (nightly.NeedsSomebody, CommandError, Error, OSError) as error:
                # Of a database only the kind of its error: its words can quote somebody.
                said = type(error).__name__ if isinstance(error, Error) else error
                self.stderr.write(f"{task.name}: {said}")
                failed.append(task.name)
        if failed:
            raise CommandError(f"Somebody has to look at: {', '.join(failed)}.")
