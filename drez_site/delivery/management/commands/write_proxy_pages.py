from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.http import HttpRequest

from drez_site.delivery import error_pages

# What nginx shows by itself (deploy/nginx.conf): the same words as ours.
PAGES = {
    "unavailable.html": error_pages.service_unavailable,
    "bad_request.html": error_pages.bad_request,
}


class Command(BaseCommand):
    help = "Write the pages that nginx shows while gunicorn is away, with the clinic's phone numbers."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="where deploy/nginx.conf looks for them")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        folder.mkdir(parents=True, exist_ok=True)
        for name, page in PAGES.items():
            unfinished = folder / f".{name}"
            unfinished.write_bytes(page(HttpRequest()).content)
            unfinished.chmod(0o644)
            unfinished.replace(folder / name)  # nobody gets half a page
        self.stdout.write(f"Wrote {' and '.join(PAGES)} to {folder}.")
