"""Compare the search index with what a rebuild would make."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction


class Command(BaseCommand):
    help = "Compare the search index with what a rebuild would make of it; exit 1 when they differ."

    def add_arguments(self, parser):
        parser.add_argument("--fix", action="store_true", help="rebuild what differs")

    def handle(self, *args, fix, **options):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT wrong_search_entries(), (SELECT count(*) FROM providers_searchentry)")
            wrong, entries = cursor.fetchone()
            if wrong and fix:
                cursor.execute("SELECT rebuild_search_entries()")
        if not wrong:
            self.stdout.write(f"The search index is right: {entries:,} entries.")
        elif fix:
            self.stdout.write(f"The search index was wrong in {wrong:,} rows and has been rebuilt.")
        else:
            raise CommandError(
                f"The search index is wrong in {wrong:,} rows. Run check_search_index --fix to rebuild it."
            )
