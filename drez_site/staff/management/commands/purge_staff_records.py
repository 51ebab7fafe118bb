from datetime import timedelta

from axes.models import AccessAttempt
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone


class Command(BaseCommand):
    help = "Forget wrong sign-ins older than a day, and sessions that are over. Run it daily."

    def handle(self, **options):
        day_ago = timezone.now() - timedelta(days=1)
        forgotten, _ = AccessAttempt.objects.filter(attempt_time__lt=day_ago).delete()
        call_command("clearsessions")
        self.stdout.write(f"Forgot {forgotten} wrong sign-ins, and the sessions that were over.")
