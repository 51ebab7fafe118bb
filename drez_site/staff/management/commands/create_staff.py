from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from drez_site.foundation.refusals import Refused
from drez_site.foundation.roles import Role
from drez_site.staff import nominations
from drez_site.staff.models import StaffMember
from drez_site.staff.one_time_links import DAYS_OF_A_LINK, new_sign_in_link
from drez_site.staff.roles import assign

ROLES = {role.label.lower().replace(" ", "-"): role for role in Role}


class Command(BaseCommand):
    help = (
        "Add somebody who works here, and print a link on which they choose a password and add their phone."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", help="the user name to sign in with, like kim.lee")
        parser.add_argument("--role", action="append", default=[], choices=ROLES, help="may be given twice")
        parser.add_argument("--full-name", help="as patients read it; the user name if left out")
        parser.add_argument("--email", default="")
        parser.add_argument(
            "--break-glass",
            action="store_true",
            help="a superuser for emergencies; all it does is marked in the history",
        )

    @transaction.atomic
    def handle(self, name, role, full_name, email, break_glass, **options):
        if not role and not break_glass:
            raise CommandError(f"Say what {name} may do: --role with one of {', '.join(ROLES)}.")
        staff = StaffMember(
            username=name, full_name=full_name or name, email=email, is_staff=True, is_superuser=break_glass
        )
        staff.set_unusable_password()
        try:
            staff.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        staff.save()
        chosen = [ROLES[each] for each in role]
        assign(staff, [role for role in chosen if role != Role.REVIEWER])
        if Role.REVIEWER in chosen:
            try:
                nominations.appoint_on_server(staff)
            except Refused as refusal:
                raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(
            f"Give this link to {name}. It works once, within {DAYS_OF_A_LINK} days:\n\n"
            f"  {new_sign_in_link(staff)}\n"
        )
