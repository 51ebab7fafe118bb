from django.core.management.base import BaseCommand

from providers.models import Report
from providers.models.report import KEPT_AFTER_CLOSING, KEPT_AT_MOST


class Command(BaseCommand):
    help = (
        f"Delete what readers wrote, and how to reach them, {KEPT_AFTER_CLOSING.days} days after their "
        f"report was closed and {KEPT_AT_MOST.days} days after it came in at the latest. Run it once a day."
    )

    def handle(self, **options):
        self.stdout.write(f"Forgot the words and contacts of {Report.objects.forget()} reports.")
