"""System checks of what spans the rooms; a check of one room stands in its `checks.py`."""

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connections
from django.urls import reverse

from drez_site.clinic.models import ClinicProfile
from drez_site.foundation.languages.packs import other_languages
from drez_site.foundation.models import WaitingWords
from drez_site.foundation.united_states.phones import E164
from procedures.models import Edition
from procedures.publishing.people import reviewers
from providers.models import Provider

OLDEST_POSTGRESQL = 17
PHONE_SETTINGS = {"CLINIC_PHONE": "phone", "CLINIC_URGENT_PHONE": "urgent_phone"}


@checks.register(checks.Tags.database)
def postgresql_is_new_enough(app_configs, databases, **kwargs):
    """Refuse servers that sort the whole directory for each search. `migrate` runs this."""
    errors = []
    for alias in databases or ():
        version = connections[alias].pg_version // 10_000
        if version < OLDEST_POSTGRESQL:
            errors.append(
                checks.Error(
                    f"The server is PostgreSQL {version}; the site needs {OLDEST_POSTGRESQL} or newer.",
                    hint="Point DATABASE_URL to a newer server, or unset it for the private one.",
                    id="drez_site.E001",
                )
            )
    return errors


@checks.register
def phones_of_error_pages_can_be_dialed(app_configs, **kwargs):
    """They stand in the environment, where nobody checks them as they are typed."""
    return [
        checks.Error(
            f"{name} is not a number with country code and no spaces, like +19195550134.",
            hint="Correct it in the environment.",
            id="drez_site.E013",
        )
        for name in PHONE_SETTINGS
        if (number := getattr(settings, name)) and not E164.fullmatch(number)
    ]


@checks.register(deploy=True)
def error_pages_call_whom_the_profile_calls(app_configs, **kwargs):
    """A number that changed in the profile and not in the environment would reach nobody on a bad day."""
    try:
        clinic = ClinicProfile.current()
    except DatabaseError:
        return []  # drez_site.I001 says it
    if clinic.is_demonstration:
        return []
    return [
        checks.Warning(
            f"{name} is {getattr(settings, name) or 'empty'}, but the clinic profile says {said}.",
            hint="Error pages show the number of the environment until the profile was read once.",
            id="drez_site.W005",
        )
        for name, field in PHONE_SETTINGS.items()
        if (said := getattr(clinic, field)) and said != getattr(settings, name)
    ]


@checks.register(deploy=True)
def the_clinic_has_said_who_it_is(app_configs, **kwargs):
    """Name all that patients of a real clinic would miss. `check --deploy` runs this."""
    try:
        clinic = ClinicProfile.current()
        missing = list(what_a_real_clinic_lacks(clinic))
    except DatabaseError:
        return [
            checks.Info("No database answered, so nobody looked what the clinic lacks.", id="drez_site.I001")
        ]
    found = []
    if clinic.is_demonstration:
        found.append(
            checks.Warning(
                "The site says on every page that it is a demonstration.",
                hint='Run: manage.py start_clinic "NAME" PHONE',
                id="drez_site.W001",
            )
        )
    if missing:
        found.append(
            checks.Warning(
                f"The site still lacks: {'; '.join(missing)}.",
                hint=f"The clinic's own facts are at {reverse('admin:clinic_clinicprofile_changelist')}.",
                id="drez_site.W002",
            )
        )
    return found


def what_a_real_clinic_lacks(clinic):
    """Each fact that nobody has entered yet, in plain words."""
    for name in clinic.EXPECTED_OF_A_CLINIC:
        field = clinic._meta.get_field(name)
        if getattr(clinic, name) in (*field.empty_values, field.default):
            yield str(field.verbose_name)
    if not clinic.shown_places:
        yield "the address of a place"
    for place in clinic.shown_places:
        for name in place.TRANSLATED:
            if not getattr(place, name):
                yield f"{place._meta.get_field(name).verbose_name} ({place})"
    for part in (clinic, *clinic.shown_places):
        for language, language_name in other_languages():
            for name in part.TRANSLATED:
                if clinic.said(name, language, part).foreign_language:
                    yield f"{part._meta.get_field(name).verbose_name}, in {language_name}"
    for language, language_name in other_languages():
        texts = clinic.texts.filter(language=language) if clinic.pk else []
        if unchecked := sum(not text.is_checked for text in texts):
            yield f"a translator who checked {unchecked} texts in {language_name}"
    if waiting := WaitingWords.objects.count():
        yield f"a reviewer's approval of {waiting} texts"
    if not Edition.objects.public().articles().exists():
        yield "a signed article"
    if not Provider.objects.public().exists():
        yield "a listed doctor"
    if not reviewers().exists():
        yield "a clinical reviewer who can sign"
