"""What every template may use without asking: the clinic, its operations, this page in the other language."""

from django.conf import settings
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject

from drez_site.clinic.current import current_clinic
from drez_site.foundation.languages.packs import pack_of_the_page
from procedures.catalogue import catalogue_of


def clinic(request) -> dict:
    """`clinic` and `site` cost one query each, and only on pages that show them."""
    return {
        "clinic": SimpleLazyObject(lambda: current_clinic(request)),
        "site": SimpleLazyObject(lambda: catalogue_of(request)),
        "language_pack": pack_of_the_page(),
        "public_origin": settings.PUBLIC_ORIGIN,
        "alternates": [(code, translate_url(request.path, code)) for code, _ in settings.LANGUAGES],
    }
