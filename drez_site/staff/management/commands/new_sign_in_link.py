from django.core.management.base import BaseCommand, CommandError

from drez_site.staff import break_glass
from drez_site.staff.models import StaffMember
from drez_site.staff.one_time_links import DAYS_OF_A_LINK, new_sign_in_link


class Command(BaseCommand):
    help = "Print a new link for somebody who lost phone or password. What they had stops working at once."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the user name to sign in with")

    def handle(self, name, **options):
        staff = StaffMember.objects.filter(username=name, is_staff=True, is_active=True).first()
        if staff is None:
            raise CommandError(f"There is no active member of staff with the user name {name}.")
        break_glass.note(staff, staff, "Somebody made a new sign-in link on the server.")
        self.stdout.write(
            f"Give this link to {name}. It works once, within {DAYS_OF_A_LINK} days:\n\n"
            f"  {new_sign_in_link(staff)}\n"
        )
