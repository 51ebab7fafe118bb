from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from drez_site.assembly import demonstration
from drez_site.staff.one_time_links import demonstration_login_path


class Command(BaseCommand):
    help = "Put the made-up clinic in place: articles, places, doctors, and a one-time staff login."

    def handle(self, **options):
        try:
            for message in demonstration.load():
                self.stdout.write(message)
        except demonstration.NotADemonstration as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"\n  The site:     {settings.PUBLIC_ORIGIN}/")
        self.stdout.write(f"  Staff, once:  {settings.PUBLIC_ORIGIN}{demonstration_login_path()}\n\n")
