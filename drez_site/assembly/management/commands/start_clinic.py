from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from drez_site.assembly import demonstration


class Command(BaseCommand):
    help = "Empty a demonstration and hand the site to a real clinic, with the shipped texts as drafts."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the clinic's name, as patients know it")
        parser.add_argument("phone", help="the appointment number, like +19195550134")

    def handle(self, name, phone, **options):
        try:
            removed = demonstration.start_clinic(name, phone)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except (demonstration.DatabaseIsTemporary, demonstration.AlreadyAClinic) as error:
            raise CommandError(str(error)) from error
        for kind, count in removed.items():
            if count:
                self.stdout.write(f"Removed {count} {kind}.")
        self.stdout.write(
            f"This is now the site of {name}. Add your doctors and places in the admin. The texts that came "
            "with the site wait there as drafts: each appears when a clinician of yours has signed it."
        )
