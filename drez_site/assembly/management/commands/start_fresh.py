from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from drez_site.assembly import old_databases
from drez_site.foundation.refusals import sentence_of


class Command(BaseCommand):
    help = "Put a new demonstration in the place of an old one; a database with one real row stays as it is."
    requires_migrations_checks = False

    def handle(self, **options):
        try:
            old_databases.empty(connection)
        except old_databases.NotADemonstrationDatabase as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(f"The database was left as it is: {sentence_of(error)}") from error
        call_command("migrate", verbosity=0)
        call_command("load_demonstration", stdout=self.stdout)
