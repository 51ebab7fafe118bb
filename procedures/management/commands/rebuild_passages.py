from django.core.management.base import BaseCommand
from django.db import connection, transaction

from drez_site.foundation.sql.installing import scripts
from procedures.models import Passage

WRITE = """
DELETE FROM procedures_passageword;
DELETE FROM procedures_passage;
SELECT write_passages(edition) FROM procedures_edition edition;
SELECT write_passage_words(id) FROM procedures_edition;
"""


class Command(BaseCommand):
    help = (
        "Write anew what the search of the site finds, from the signed words. Needs the owner of the tables."
    )

    def handle(self, **options):
        """In one transaction, as a migration would, without the guard that refuses every other hand."""
        put_guard, take_guard = scripts("procedures", "passages_are_derived", {})
        with transaction.atomic(), connection.cursor() as cursor:
            for statements in (take_guard, WRITE, put_guard):
                cursor.execute(statements)
        self.stdout.write(f"The search finds {Passage.objects.count():,} places on signed pages.")
