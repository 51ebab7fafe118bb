"""System checks of what a clinic must tell its patients. `check --deploy` runs them."""

from django.core import checks
from django.db import DatabaseError

from drez_site.foundation.languages.packs import other_languages

from .models import ClinicProfile, LanguageNotice
from .notices import is_sample
from .notices.languages import FEWEST


@checks.register(deploy=True)
def notices_are_ready(app_configs, **kwargs):
    """A real clinic's notices name whom to ask, and a qualified translator has read them."""
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
    found = [f"{samples} language notice{'s' * (samples > 1)}"] * bool(samples)
    found += [f"the {name} notices" for name in unread]
    if found:
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
