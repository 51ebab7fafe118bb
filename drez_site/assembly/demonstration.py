"""A whole made-up clinic, put in place and taken away again."""

from collections.abc import Iterator

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext

from drez_site.clinic.models import (
    ClinicPlace,
    ClinicProfile,
    ClinicReason,
    ClinicText,
    LanguageNotice,
    NoticeTranslation,
)
from drez_site.clinic.notices import load_samples
from drez_site.foundation.approving import approve
from drez_site.foundation.models import ApprovedWords, WaitingWords
from drez_site.staff.models import StaffMember
from drez_site.staff.one_time_links import DEMONSTRATION_USERNAME
from procedures import content_files, demonstration_staff
from procedures.models import CalledOff, Document, Edition, Withdrawal
from providers import demonstration as directory
from providers import history as directory_history
from providers import places
from providers.models import Location, Offering, Practice, Provider

CLINIC = {
    "name": "Example Pain Surgery Center",
    "phone": "+19195550134",
    "hours": "Monday to Friday, 8 am to 5 pm",
    "tty": "+19195550135",
    "fax": "+19195550137",
    "urgent_phone": "+19195550139",
    "coordinator_name": "Sam Example, RN",
    "coordinator_role": "Patient coordinator",
    "coordinator_phone": "+19195550138",
    "states_served": ["NC", "SC", "VA", "TN", "GA"],
    "email": "clinic@example.org",
    "rights_coordinator": "Sam Sample, patient representative",
    "rights_phone": "+19195550136",
    "rights_email": "rights@example.org",
    "referral_needed": False,
    "records_to_bring": """\
A photo ID and your insurance card
A list of your medicines, with doses
Scans of your spine, on a disc or sent ahead by the hospital that made them
Letters from the doctors who treated your pain
The questions you want to ask""",
    "insurance": """\
This clinic is made up, so it takes no insurance. A real clinic lists its plans here.

Call your plan before your visit. Ask if the visit and the operation need its approval first.""",
    "travel": """\
Tell us where you live when you call. We plan your visits so that you travel as little as we can.

- **Lodging:** Example Guest House, across the street. Ask us for its phone number.
- **Rides:** if you have no one to drive you, say so when you call. We can help you plan.""",
}

PLACES = [
    {
        "name": "Example Tower",
        "street": "100 Example Street",
        "city": "Durham",
        "state": "NC",
        "zip_code": "27710",
        "opening_hours": "Monday to Friday, 8 am to 5 pm",
        "directions": """\
Park in the Example Garage, next to the front door. The door opens by itself, and there is no step.

The desk is on the first floor, on the left. There are chairs if you need to rest.""",
    },
    {
        "name": "Sample Medical Park",
        "street": "200 Sample Avenue",
        "city": "Raleigh",
        "state": "NC",
        "zip_code": "27601",
        "phone": "+19195550140",
        "opening_hours": "Tuesdays and Thursdays, 9 am to 4 pm",
        "directions": """\
Here we see you before and after an operation. Operations are at Example Tower.

Park in front of the building. An elevator goes to our floor, the second.""",
    },
]

REASONS = [
    {
        "heading": "One person to call",
        "text": "The same coordinator answers your questions from the first call to the last visit.",
    },
    {
        "heading": "Fewer trips",
        "text": "We plan tests and visits for the same day when we can.",
    },
    {
        "heading": "Time to decide",
        "text": "We send you home with the questions and the studies. You call us when you are ready.",
    },
]

# The same words in other languages; nobody has checked them.
CLINIC_TEXTS = {
    "es": {
        "hours": "De lunes a viernes, de 8 a. m. a 5 p. m.",
        "coordinator_role": "Coordinación de pacientes",
        "records_to_bring": """\
Un documento con foto y su tarjeta de seguro médico
La lista de sus medicamentos, con las dosis
Imágenes de su columna, en un disco o enviadas antes por el hospital que las hizo
Cartas de los médicos que han tratado su dolor
Las preguntas que quiere hacer""",
        "insurance": """\
Esta clínica es ficticia y no acepta ningún seguro. Una clínica real muestra aquí la lista de sus planes.

Llame a su plan antes de venir. Pregunte si la consulta y la operación necesitan su aprobación previa.""",
        "travel": """\
Díganos dónde vive cuando llame. Planeamos sus citas para que usted viaje lo menos posible.

- **Alojamiento:** Casa de huéspedes Example, al otro lado de la calle. Pídanos el número de teléfono.
- **Transporte:** si no tiene quien le lleve, díganoslo cuando llame. Podemos ayudarle a planearlo.""",
    }
}
PLACE_TEXTS = {
    "es": [
        {
            "opening_hours": "De lunes a viernes, de 8 a. m. a 5 p. m.",
            "directions": """\
Estacione en el garaje Example, junto a la puerta principal. La puerta se abre sola y no hay escalones.

La recepción está en el primer piso, al nivel de la calle, a la izquierda. Hay sillas para descansar.""",
        },
        {
            "opening_hours": "Martes y jueves, de 9 a. m. a 4 p. m.",
            "directions": """\
Aquí lo vemos antes y después de una operación. Las operaciones son en Example Tower.

Estacione frente al edificio. Un ascensor lleva a nuestro piso, el segundo.""",
        },
    ]
}
REASON_TEXTS = {
    "es": [
        {
            "heading": "Una sola persona a quien llamar",
            "text": "La misma persona responde sus preguntas de la primera llamada a la última visita.",
        },
        {
            "heading": "Menos viajes",
            "text": "Cuando podemos, planeamos los estudios y las consultas para el mismo día.",
        },
        {
            "heading": "Tiempo para decidir",
            "text": "Usted se lleva a casa las preguntas y los estudios. Nos llama cuando quiera.",
        },
    ]
}


class NotADemonstration(RuntimeError):
    """The site belongs to a real clinic."""


class AlreadyAClinic(RuntimeError):
    """The site has been handed over; its profile is what staff wrote."""


class DatabaseIsTemporary(RuntimeError):
    """The database may hold demonstration data only."""


@transaction.atomic
def load() -> list[str]:
    """Put the demonstration in place; doing it again changes nothing. Raises NotADemonstration."""
    if not ClinicProfile.current().is_demonstration:
        raise NotADemonstration("This site belongs to a real clinic; demonstration data would not be shown.")
    if not ClinicProfile.objects.exists():
        profile = ClinicProfile(**CLINIC, insurance_checked_on=timezone.localdate())
        profile.save()
        parts = {
            "place": [profile.places.create(position=n, **place) for n, place in enumerate(PLACES)],
            "reason": [profile.reasons.create(position=n, **reason) for n, reason in enumerate(REASONS)],
        }
        _translate(profile, **parts)
    load_samples()
    messages = content_files.load()
    places.load()
    directory.load_directory()
    _approve_what_is_shipped()
    return messages


def _translate(profile: ClinicProfile, place: list[ClinicPlace], reason: list[ClinicReason]) -> None:
    for language, texts in CLINIC_TEXTS.items():
        for field, words in texts.items():
            profile.texts.create(field=field, language=language, words=words)
    for name, rows, translated in (("place", place, PLACE_TEXTS), ("reason", reason, REASON_TEXTS)):
        for language, each in translated.items():
            for row, texts in zip(rows, each, strict=True):
                for field, words in texts.items():
                    profile.texts.create(field=field, language=language, words=words, **{name: row})


def _approve_what_is_shipped() -> None:
    """The made-up reviewer lets patients read the words of the demonstration, and nobody else's.

    What a reviewer returned or took down there waits on.
    """
    reviewer = demonstration_staff.reviewer()
    shipped = {*directory.free_texts(), *_free_texts()}
    for waiting in WaitingWords.objects.to_approve().filter(words__in=shipped):
        approve(waiting, reviewer)


def _free_texts() -> Iterator[str]:
    of_parts = [each for texts in (PLACE_TEXTS, REASON_TEXTS) for rows in texts.values() for each in rows]
    for texts in (CLINIC, *PLACES, *REASONS, *CLINIC_TEXTS.values(), *of_parts):
        yield from (words.strip() for words in texts.values() if isinstance(words, str))


@transaction.atomic
def start_clinic(name: str, phone: str) -> dict[str, int]:
    """Remove every demonstration row and hand the site to a real clinic; return how many of each kind went.

    The clinic begins with the shipped words as drafts that nobody has signed, and with the operations,
    specialties and languages that its forms offer. Raises AlreadyAClinic, DatabaseIsTemporary on a
    demonstration-only server, and ValidationError for a bad name or phone.
    """
    if is_demonstration_only():
        raise DatabaseIsTemporary(
            "This database keeps nothing safe and holds demonstration data only. "
            "Set DATABASE_URL to a PostgreSQL 17 server of your own, run migrate, then start_clinic again."
        )
    if not ClinicProfile.current().is_demonstration:
        raise AlreadyAClinic(
            "This is the site of a real clinic already: change its profile in the admin. "
            "Drafts of what came with a newer version: manage.py load_content --as-drafts."
        )
    profile = ClinicProfile(name=name, phone=phone, is_demonstration=False)
    profile.clean_fields()
    removed = _remove_what_is_made_up()
    profile.save()
    load_samples()
    content_files.load(as_drafts=True)
    directory.load_words()
    return removed


def _remove_what_is_made_up() -> dict[str, int]:
    """How many of each kind of row went."""
    removed: dict[str, int] = {}
    for rows in (
        ApprovedWords.objects.exclude(subject_table=LanguageNotice._meta.db_table),  # its rows stay
        ClinicText.objects.filter(clinic__is_demonstration=True),
        NoticeTranslation.objects.filter(clinic__is_demonstration=True),
        ClinicPlace.objects.filter(clinic__is_demonstration=True),
        ClinicReason.objects.filter(clinic__is_demonstration=True),
        Offering.objects.filter(provider__is_demonstration=True),
        Practice.objects.filter(provider__is_demonstration=True),
        Practice.objects.filter(location__is_demonstration=True),
        Provider.objects.demonstration(),
        Location.objects.demonstration(),
        Withdrawal.objects.filter(edition__is_demonstration=True),
        CalledOff.objects.filter(edition__is_demonstration=True),
        Edition.objects.demonstration(),
        Document.objects.demonstration(),
    ):
        label = str(rows.model._meta.verbose_name_plural)
        removed[label] = removed.get(label, 0) + rows.delete()[1].get(rows.model._meta.label, 0)
    removed[gettext("versions in the history")] = directory_history.forget_demonstration() + sum(
        model.history.all().delete()[0]
        for model in (ClinicText, NoticeTranslation, ClinicPlace, ClinicReason, ClinicProfile)
    )
    StaffMember.objects.filter(username=DEMONSTRATION_USERNAME).update(is_active=False)
    demonstration_staff.retire()
    return removed


def is_demonstration_only() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('drez_site.demonstration_only', true) = 'on'")
        return bool(cursor.fetchone()[0])
