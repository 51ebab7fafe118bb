from django.core.management.base import BaseCommand

from providers.models import Report


class Command(BaseCommand):
    help = (
        "Delete what readers wrote, and how to reach them, 30 days after their report was closed "
        "and 180 days after it came in at the latest. Run it once a day."
    )

    def handle(self, **options):
        self.stdout.write(f"Forgot the words and contacts of {Report.objects.forget()} reports.")
