"""A whole made-up clinic, put in place and taken away again."""

from django.db import connection, transaction

from procedures import content_files
from procedures.models import Document
from providers import demonstration as directory
from providers import places
from providers.models import Location, Offering, Practice, Provider

from .models import ClinicProfile, StaffMember
from .one_time_login import DEMONSTRATION_USERNAME

CLINIC = {
    "name": "Example Pain Surgery Center",
    "phone": "+19195550134",
    "hours": "Monday to Friday, 8 am to 5 pm",
    "hours_es": "De lunes a viernes, de 8 a. m. a 5 p. m.",
    "street": "100 Example Street",
    "city": "Durham",
    "state": "NC",
    "zip_code": "27710",
}


class NotADemonstration(RuntimeError):
    """The site belongs to a real clinic."""


class DatabaseIsTemporary(RuntimeError):
    """The database may hold demonstration data only."""


@transaction.atomic
def load() -> list[str]:
    """Put the demonstration in place; doing it again changes nothing. Raises NotADemonstration."""
    if not ClinicProfile.current().is_demonstration:
        raise NotADemonstration("This site belongs to a real clinic; demonstration data would not be shown.")
    if not ClinicProfile.objects.exists():
        ClinicProfile(**CLINIC).save()
    messages = content_files.load()
    places.load()
    directory.load_directory()
    return messages


@transaction.atomic
def start_clinic(name: str, phone: str) -> dict[str, int]:
    """Remove every demonstration row and hand the site to a real clinic; return how many of each kind went.

    Raises DatabaseIsTemporary on a demonstration-only server, and ValidationError for a bad name or phone.
    """
    if is_demonstration_only():
        raise DatabaseIsTemporary(
            "This database keeps nothing safe and holds demonstration data only. "
            "Set DATABASE_URL to a PostgreSQL 17 server of your own, run migrate, then start_clinic again."
        )
    profile = ClinicProfile(name=name, phone=phone, is_demonstration=False)
    profile.clean_fields()
    removed = {}
    for rows in (
        Offering.objects.filter(provider__is_demonstration=True),
        Practice.objects.filter(provider__is_demonstration=True),
        Practice.objects.filter(location__is_demonstration=True),
        Provider.objects.demonstration(),
        Location.objects.demonstration(),
        Document.objects.demonstration(),
    ):
        label = str(rows.model._meta.verbose_name_plural)
        removed[label] = removed.get(label, 0) + rows.delete()[1].get(rows.model._meta.label, 0)
    StaffMember.objects.filter(username=DEMONSTRATION_USERNAME).update(is_active=False)
    profile.save()
    return removed


def is_demonstration_only() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('drez_site.demonstration_only', true) = 'on'")
        return bool(cursor.fetchone()[0])
