"""What every template may use without asking: the clinic, its operations, this page in the other language."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject

from drez_site.clinic.current import current_clinic
from drez_site.foundation.content_version import once_per_content_version
from drez_site.foundation.languages.packs import pack_of_the_page
from procedures.catalogue import catalogue_of


def clinic(request) -> dict:
    """`clinic` and `site` cost one query each, and only on pages that show them."""
    return {
        "clinic": SimpleLazyObject(lambda: current_clinic(request)),
        "site": SimpleLazyObject(lambda: catalogue_of(request)),
        "language_pack": pack_of_the_page(),
        "public_origin": settings.PUBLIC_ORIGIN,
        "here": lambda: here(request),
        "alternates": alternates(request.path),
    }


@once_per_content_version
def alternates(path: str) -> tuple[tuple[str, str], ...]:
    """The address of this page in each language of the site."""
    return tuple((code, translate_url(path, code)) for code, _ in settings.LANGUAGES)


# What the masthead leads to, and so marks as the page that it stands on.
IN_THE_MASTHEAD = {
    "home",
    "procedures:article",
    "procedures:compare",
    "procedures:conditions",
    "procedures:glossary",
    "providers:search",
    "search",
}


def here(request: HttpRequest) -> str:
    """The address of a page to which the masthead leads; "" of any other: these share one masthead."""
    match = request.resolver_match
    return request.path if match and match.view_name in IN_THE_MASTHEAD else ""
