"""From a page that patients read to where staff change it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _

from drez_site.clinic.models import ClinicProfile
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE
from procedures import kinds
from procedures.kinds.declaration import Address
from procedures.models import Document
from providers.models import Location, Provider

ABOUT_THE_CLINIC = {"contact", "home"}
OF_THE_DIRECTORY: dict[str, type[Provider] | type[Location]] = {
    "providers:doctor": Provider,
    "providers:location": Location,
}


def edit_this(request: HttpRequest) -> HttpResponse:
    """Where the page at `?page=` is changed; the staff's first page, with a sentence, if that is nowhere."""
    where = _where(request.GET.get("page", ""))
    if not where:
        messages.info(
            request, _("That page has no words of its own. Here is everything that you may change.")
        )
    return redirect(where or "admin:index")


def _where(path: str) -> str:
    language = get_language_from_path(path) or SOURCE_LANGUAGE
    try:
        with override(language):
            page = resolve(path)
    except Resolver404:
        return ""
    if page.view_name in ABOUT_THE_CLINIC:
        return reverse("admin:clinic_clinicprofile_change", args=[ClinicProfile.current().pk])
    found: Document | Provider | Location | None
    if model := OF_THE_DIRECTORY.get(page.view_name):
        found = model._default_manager.filter(slug=page.kwargs["slug"]).first()
    else:
        found = _document(page, language)
    if found is None:
        return ""
    return reverse(f"admin:{found._meta.app_label}_{found._meta.model_name}_change", args=[found.pk])


def _document(page: ResolverMatch, language: str) -> Document | None:
    """The document in that language that is read there; the English one where there is none."""
    for kind in kinds.ALL:
        if kind.route != page.view_name:
            continue
        named = [*page.args, *page.kwargs.values()]
        found = Document.objects.filter(kind=kind.kind)
        if kind.address is Address.PROCEDURE:
            found = found.filter(procedure__slug__in=named)
        elif kind.address is Address.SLUG:
            found = found.filter(slug__in=named)
        in_languages = {document.language: document for document in found}
        if document := in_languages.get(language) or in_languages.get(SOURCE_LANGUAGE):
            return document
    return None
