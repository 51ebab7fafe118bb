"""Compare the search index with what a rebuild would make of it."""

from collections import Counter

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from providers.models import Practice, Provider, SearchEntry
from providers.rebuilding import NoQuietMoment, SomebodyElseRebuilds, may_rebuild_beside, rebuild_beside

MOST_NAMED = 20


class Command(BaseCommand):
    help = "Compare the search index with what a rebuild would make of it. Exit code 1 when they differ."

    def add_arguments(self, parser):
        parser.add_argument("--rebuild", action="store_true", help="put right what is wrong")

    def handle(self, *args, rebuild, **options):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT practice_id, fault FROM wrong_search_entries() ORDER BY practice_id")
            faults = cursor.fetchall()
            cursor.execute("SELECT name FROM missing_search_names() name ORDER BY name")
            names = [name for (name,) in cursor.fetchall()]
        self._say_what_is_wrong(faults, names)
        if rebuild:
            self._rebuild()
            self.stdout.write(f"The search index has been rebuilt: {SearchEntry.objects.count():,} entries.")
        elif faults or names:
            raise CommandError(
                f"The search index is wrong in {len(faults) + len(names):,} places. "
                "Put it right with: manage.py check_search_index --rebuild"
            )
        else:
            self.stdout.write(f"The search index is right: {SearchEntry.objects.count():,} entries.")
        if without_practice := Provider.objects.public().filter(practices=None).count():
            self.stdout.write(
                f"Note: {without_practice:,} listed doctors have no place of practice: no search finds them."
            )

    def _rebuild(self):
        """In place for a role that may make no tables: then nobody can save a doctor meanwhile."""
        try:
            if may_rebuild_beside():
                rebuild_beside()
            else:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT rebuild_search_entries()")
        except SomebodyElseRebuilds:
            raise CommandError("Another process is rebuilding the search index.") from None
        except NoQuietMoment:
            raise CommandError(
                "Somebody was saving doctors all the time, so the search index is as it was. Try again later."
            ) from None

    def _say_what_is_wrong(self, faults: list[tuple[int, str]], names: list[str]):
        practices = Practice.objects.select_related("provider", "location").in_bulk(
            [practice for practice, _ in faults[:MOST_NAMED]]
        )
        for practice, fault in faults[:MOST_NAMED]:
            who = practices.get(practice) or "a practice that is not there any more"
            self.stdout.write(f"  {fault}: {who} (practice {practice})")
        for name in names[:MOST_NAMED]:
            self.stdout.write(f"  missing among the names: {name}")
        if (more := max(0, len(faults) - MOST_NAMED) + max(0, len(names) - MOST_NAMED)) > 0:
            kinds = Counter(fault for _, fault in faults)
            summary = ", ".join(f"{count:,} {fault}" for fault, count in kinds.most_common())
            self.stdout.write(f"  and {more:,} more. Altogether: {summary or f'{len(names):,} names'}.")
