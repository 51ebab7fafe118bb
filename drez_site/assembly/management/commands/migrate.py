from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections

from drez_site.assembly.old_databases import holds_a_history_given_up


class Command(migrate.Command):
    """Django's own, after a look whether the database can be brought up to date at all."""

    def handle(self, *args, **options):
        if holds_a_history_given_up(connections[options["database"]]):
            raise CommandError(
                "This database was made by a version from before the first release, which no migration can "
                "bring up to date: name an empty database in DATABASE_URL, or let `make fresh` put a new "
                "demonstration in its place."
            )
        super().handle(*args, **options)
