"""System checks of the site as a whole."""

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connections
from django.urls import reverse

from drez_site.foundation.languages.packs import other_languages
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


@checks.register(checks.Tags.security, deploy=True)
def staff_need_a_second_factor(app_configs, **kwargs):
    """A stolen password alone must open nothing on a clinic's site."""
    if settings.STAFF_SECOND_FACTOR_REQUIRED:
        return []
    return [
        checks.Error(
            "Staff can sign in without a second factor.",
            hint="Leave STAFF_SECOND_FACTOR_REQUIRED as settings/base.py sets it.",
            id="drez_site.E002",
        )
    ]


@checks.register(checks.Tags.security, deploy=True)
def staff_cookies_belong_to_this_host(app_configs, **kwargs):
    """A `__Host-` cookie cannot be set by a neighbouring subdomain, or travel without TLS."""
    names = [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME]
    if all(name.startswith("__Host-") for name in names):
        return []
    return [
        checks.Error(
            "The cookies of staff do not carry the __Host- prefix.",
            hint="Leave SESSION_COOKIE_NAME and CSRF_COOKIE_NAME as settings/base.py sets them.",
            id="drez_site.E003",
        )
    ]


@checks.register(checks.Tags.security, deploy=True)
def wrong_sign_ins_are_counted_by_visitor(app_configs, **kwargs):
    """Behind a proxy that is not counted, everybody shares one address: anybody can lock anybody out."""
    if not settings.SECURE_PROXY_SSL_HEADER or settings.PROXY_DEPTH:
        return []
    return [
        checks.Warning(
            "BEHIND_TLS_PROXY is on, but PROXY_DEPTH is 0: every visitor seems to come from the proxy.",
            hint="Set PROXY_DEPTH to the number of your proxies that add to X-Forwarded-For.",
            id="drez_site.W004",
        )
    ]


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
    from drez_site.clinic.models import ClinicProfile

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
    from drez_site.clinic.models import ClinicProfile

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
    if not Edition.objects.public().articles().exists():
        yield "a signed article"
    if not Provider.objects.public().exists():
        yield "a listed doctor"
    if not reviewers().exists():
        yield "a clinical reviewer who can sign"


@checks.register(deploy=True)
def notices_are_ready(app_configs, **kwargs):
    """A real clinic's notices name whom to ask, and a qualified translator has read them."""
    from drez_site.clinic.models import ClinicProfile, LanguageNotice
    from drez_site.clinic.notices import is_sample
    from drez_site.clinic.notices.languages import FEWEST

    try:
        clinic = ClinicProfile.current()
        samples = LanguageNotice.objects.filter(checked_by="").count()
        languages = LanguageNotice.objects.count()
    except DatabaseError:
        return []  # drez_site.I001 says it
    if clinic.is_demonstration:
        return []
    faults = []
    unread = [name for language, name in other_languages() if is_sample(clinic, language)]
    if samples or unread:
        found = [f"{samples} language notices", *(f"the {name} notices" for name in unread)]
        faults.append(
            checks.Error(
                f"Samples that no qualified translator has checked are public: {' and '.join(found)}.",
                hint="Have them read, and write down who did and when: in the admin, “Language notices”, "
                "and “Notices in other languages” in the clinic profile.",
                id="drez_site.E010",
            )
        )
    if languages < FEWEST:
        faults.append(
            checks.Error(
                f"Language help is offered in {languages} languages; 45 CFR 92.11 asks for {FEWEST}.",
                hint="Add those that people in your state speak, in the admin under “Language notices”.",
                id="drez_site.E011",
            )
        )
    if not clinic.rights_coordinator:
        faults.append(
            checks.Error(
                "The notice of nondiscrimination names no civil rights coordinator (45 CFR 92.10).",
                hint="Fill in “Civil rights coordinator” in the clinic profile.",
                id="drez_site.E012",
            )
        )
    return faults
