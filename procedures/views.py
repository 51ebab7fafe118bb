"""Reading pages."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from drez_site.foundation.paging import NoSuchPage

from . import citations, kinds
from .catalogue import Catalogue
from .forms import OptionsForm
from .models import Document, Edition, Procedure, Publication, public_sources
from .presenters.library import LibraryForm, LibraryPage
from .presenters.records import Record
from .presenters.signature import Signature
from .readings.comparison import options_of
from .structured_data import (
    article_page,
    clinic_page,
    comparison_page,
    evidence_page,
    findings_page,
    glossary_page,
    index_page,
    record_page,
)


@require_safe
def index(request):
    """The operations the clinic offers."""
    return render(request, "procedures/index.html", {"structured_data": index_page()})


@require_safe
def article(request, slug):
    """The signed article in the page's language, or else in English, which the page then says.

    An address that the article had before leads on.
    """
    edition = Edition.objects.article_for_reading(slug, get_language())
    if edition is None:
        return redirect(get_object_or_404(Procedure.objects.once_at(slug)), permanent=True)
    procedure = edition.document.procedure
    if day := edition.taken_down_on():
        return _withdrawn(request, procedure.name, day, procedure=procedure)
    # Search engines keep neither answers to a question in the address nor the same words at a second one.
    is_indexed = not request.GET and edition.content["language"] == get_language()
    article, signature = kinds.read(edition.content, edition.retracted), Signature.of(edition)
    return render(
        request,
        "procedures/article.html",
        {
            "procedure": procedure,
            "article": article,
            "signature": signature,
            "is_untranslated": article.language != get_language(),
            "structured_data": article_page(procedure, article, signature, with_sources=is_indexed),
        },
    )


@require_safe
def compare(request):
    """The options the patient chose, or all of them, with the same questions put to each."""
    edition = Edition.objects.document_for_reading(Document.Kind.COMPARISON, get_language())
    if edition is None:
        raise Http404
    if day := edition.taken_down_on():
        return _withdrawn(request, gettext("Compare your options"), day)
    site, content = Catalogue.of(get_language()), kinds.complete(edition.content)
    readable = site.readable({option["procedure"] for option in content["options"]} - {""})
    form = OptionsForm.of(request.GET, options_of(content, readable), content["language"])
    comparison = kinds.read(content, edition.retracted, chosen=form.chosen, readable=readable)
    signature = Signature.of(edition)
    return render(
        request,
        "procedures/compare.html",
        {
            "comparison": comparison,
            "site": site,
            "form": form,
            "signature": signature,
            "is_untranslated": comparison.language != get_language(),
            "structured_data": comparison_page(comparison, signature, with_sources=not request.GET),
        },
    )


@require_safe
def findings(request):
    """What studies found for each operation and kind of pain, and how strong that is."""
    edition = Edition.objects.document_for_reading(Document.Kind.FINDINGS, get_language())
    if edition is None:
        raise Http404
    if day := edition.taken_down_on():
        return _withdrawn(request, gettext("What studies found"), day)
    findings, signature = kinds.read(edition.content, edition.retracted), Signature.of(edition)
    return render(
        request,
        "procedures/findings.html",
        {
            "findings": findings,
            "signature": signature,
            "is_untranslated": findings.language != get_language(),
            "structured_data": findings_page(findings, signature),
        },
    )


@require_safe
def page(request, slug):
    """A signed page of the clinic's in the page's language, or else in English, which the page then says."""
    edition = Edition.objects.document_for_reading(Document.Kind.PAGE, get_language(), slug)
    if edition is None:
        raise Http404
    if day := edition.taken_down_on():
        return _withdrawn(request, "", day)
    page, signature = kinds.read(edition.content, edition.retracted), Signature.of(edition)
    return render(
        request,
        "procedures/page.html",
        {
            "page": page,
            "signature": signature,
            "is_untranslated": page.language != get_language(),
            "structured_data": clinic_page(request.path, page, signature),
        },
    )


@require_safe
def site_words(request):
    """Every phrase that pages print beside their own words, with who signed it."""
    edition = Edition.objects.document_for_reading(Document.Kind.SITE_WORDS, get_language())
    if edition is None:
        raise Http404
    if day := edition.taken_down_on():
        return _withdrawn(request, gettext("Words of the site"), day)
    words, signature = kinds.read(edition.content, edition.retracted), Signature.of(edition)
    return render(
        request,
        "procedures/site_words.html",
        {
            "site_words": words,
            "signature": signature,
            "is_untranslated": words.language != get_language(),
            "structured_data": clinic_page(request.path, words, signature),
        },
    )


@require_safe
def glossary(request):
    """The signed glossary in the page's language, or else in English, which the page then says."""
    edition = Edition.objects.document_for_reading(Document.Kind.GLOSSARY, get_language())
    if edition and (day := edition.taken_down_on()):
        return _withdrawn(request, gettext("Words explained"), day)
    content = edition.content if edition else {"terms": [], "language": get_language()}
    return render(
        request,
        "procedures/glossary.html",
        {
            "terms": content["terms"],
            "signature": Signature.of(edition) if edition else None,
            "is_untranslated": content["language"] != get_language(),
            "structured_data": glossary_page(),
        },
    )


@require_safe
def evidence(request):
    """Every source, narrowed by what the address asks."""
    form = LibraryForm(request.GET)
    if form.has_invalid_page_number:
        raise Http404
    try:
        page = LibraryPage(form)
    except NoSuchPage as past_the_end:
        raise Http404 from past_the_end
    return render(request, "procedures/evidence.html", {"page": page, "structured_data": evidence_page()})


@require_safe
def publication(request, key):
    """One source that a signed page cites, or that has a signed summary: its facts, and what we say of it."""
    edition = Edition.objects.summary_for_reading(key, get_language())
    try:
        source = _publication(key)
    except Http404:
        if edition and (day := edition.taken_down_on()):
            return _withdrawn(request, "", day)
        raise
    record = Record.of(source, edition, Edition.objects.pages_citing(source, get_language()))
    return render(
        request, "procedures/publication.html", {"record": record, "structured_data": record_page(record)}
    )


@require_safe
def bibtex(request, key):
    return _file(citations.bibtex(_publication(key)), "application/x-bibtex", f"{key}.bib")


@require_safe
def ris(request, key):
    return _file(citations.ris(_publication(key)), "application/x-research-info-systems", f"{key}.ris")


def _publication(key: str) -> Publication:
    try:
        return public_sources().for_record(key).for_readers()
    except Publication.DoesNotExist as unknown:
        raise Http404 from unknown


def _file(text: str, media_type: str, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=f"{media_type}; charset=utf-8", headers=disposition)


def _withdrawn(request, name: str, taken_down_on: date, **context):
    context |= {"name": name, "taken_down_on": taken_down_on}
    return render(request, "procedures/withdrawn.html", context, status=410)
