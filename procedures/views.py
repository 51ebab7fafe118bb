"""Reading pages."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import cache_control

from drez_site.foundation.content_version import once_per_content_version
from drez_site.foundation.paging import NoSuchPage
from drez_site.foundation.reading_page import Choice, one_of, reading_page
from drez_site.foundation.response_headers import kept_as

from . import citations, kinds
from .catalogue import catalogue_of
from .for_readers import (
    article_for_reading,
    document_for_reading,
    pages_citing,
    source_for_reading,
    summary_for_reading,
)
from .forms import MOST_PAGES, LibraryForm, OptionsForm
from .kinds.article import with_its_operation
from .models import Document, Edition, Picture, Procedure, Publication
from .presenters.glossary import by_letter
from .presenters.library import LibraryPage
from .presenters.records import Record
from .presenters.signature import Signature
from .readings.comparison import options_of
from .readings.sheet import Sheet
from .structured_data import (
    article_page,
    clinic_page,
    comparison_page,
    condition_page,
    conditions_page,
    evidence_page,
    findings_page,
    glossary_page,
    index_page,
    record_page,
)


@reading_page()
def index(request):
    """The operations the clinic offers."""
    return render(request, "procedures/index.html", {"structured_data": index_page()})


SHEETS = ("doctor", "questions")
A_DAY = 86_400  # seconds


@reading_page(sheet=one_of(SHEETS))
def article(request, slug):
    """The signed article in the page's language, or else in English, which the page then says.

    An address that the article had before leads on. `sheet` asks for a part of it, to print and take along.
    """
    edition = article_for_reading(slug, get_language())
    if edition is None:
        return redirect(get_object_or_404(Procedure.objects.once_at(slug)), permanent=True)
    procedure = edition.document.procedure
    # Search engines keep neither answers to a question in the address nor the same words at a second one.
    is_indexed = not request.GET and edition.content["language"] == get_language()
    describe = partial(article_page, procedure, with_sources=is_indexed)
    name = with_its_operation(edition.content)["operation"]
    if request.GET.get("sheet") in SHEETS and not edition.taken_down_on():
        return _sheet(request, edition, request.GET["sheet"])
    return _signed_page(request, edition, name, describe, procedure=procedure)


def _options(request) -> list[str]:
    """The names of all, also of those about which patients cannot read now."""
    edition = document_for_reading(Document.Kind.COMPARISON, get_language())
    return [option["kind"] for option in kinds.complete(edition.content)["options"]] if edition else []


@reading_page(option=Choice(_options, takes_several=True), show=one_of([OptionsForm.CHOSEN]))
def compare(request):
    """The options the patient chose, or all of them, with the same questions put to each."""
    edition = _standing(Document.Kind.COMPARISON)
    site, content = catalogue_of(request), kinds.complete(edition.content)
    readable = site.readable({option["procedure"] for option in content["options"]} - {""})
    form = OptionsForm.of(request.GET, options_of(content, readable), content["language"])
    choices = {"chosen": frozenset(form.chosen), "readable": frozenset(readable)}
    describe = partial(comparison_page, with_sources=not request.GET)
    return _signed_page(request, edition, gettext("Compare your options"), describe, choices, form=form)


@reading_page()
def findings(request):
    """What studies found for each operation and kind of pain, and how strong that is."""
    return _signed_page(
        request, _standing(Document.Kind.FINDINGS), gettext("What studies found"), findings_page
    )


@reading_page()
def conditions(request):
    """Start from your pain: the kinds of pain that have a page, in the words of patients."""
    return render(request, "procedures/conditions.html", {"structured_data": conditions_page()})


@reading_page()
def condition(request, slug):
    """A signed page about a kind of pain, in the page's language or else in English, which it then says."""
    told = partial(condition_page, request.path)
    return _signed_page(request, _standing(Document.Kind.CONDITION, slug), "", told)


@reading_page()
def page(request, slug):
    """A signed page of the clinic's in the page's language, or else in English, which the page then says."""
    return _signed_page(request, _standing(Document.Kind.PAGE, slug), "", partial(clinic_page, request.path))


@reading_page()
def site_words(request):
    """Every phrase that pages print beside their own words, with who signed it."""
    describe = partial(clinic_page, request.path)
    return _signed_page(request, _standing(Document.Kind.SITE_WORDS), gettext("Words of the site"), describe)


@reading_page()
def glossary(request):
    """The signed glossary in the page's language, or else in English, which the page then says."""
    edition = document_for_reading(Document.Kind.GLOSSARY, get_language())
    if edition is None:
        template = kinds.named(Document.Kind.GLOSSARY).template
        return render(request, template, {"letters": [], "structured_data": glossary_page()})
    describe, letters = (lambda glossary, signature: glossary_page()), by_letter(edition.content["terms"])
    return _signed_page(request, edition, gettext("Words explained"), describe, letters=letters)


@reading_page(
    procedure=Choice(lambda request: LibraryForm.values_of("procedure")),
    level=Choice(lambda request: LibraryForm.values_of("level")),
    page=one_of(map(str, range(2, MOST_PAGES + 1))),
)
def evidence(request):
    """Every source, narrowed by what the address asks."""
    form = LibraryForm(request.GET)
    if form.has_invalid_page_number:
        raise Http404
    try:
        page = LibraryPage.of(form)
    except NoSuchPage as past_the_end:
        raise Http404 from past_the_end
    return render(request, "procedures/evidence.html", {"page": page, "structured_data": evidence_page()})


@reading_page()
def publication(request, key):
    """One source that a signed page cites, or that has a signed summary: its facts, and what we say of it."""
    try:
        record = _record(key)
    except Publication.DoesNotExist as unknown:
        edition = summary_for_reading(key, get_language())
        if edition and (day := edition.taken_down_on()):
            return _withdrawn(request, "", day)
        raise Http404 from unknown
    template = kinds.named(Document.Kind.EVIDENCE).template
    return render(request, template, {"record": record, "structured_data": record_page(record)})


@reading_page()
def bibtex(request, key):
    return _file(citations.bibtex(_publication(key)), "application/x-bibtex", f"{key}.bib")


@reading_page()
def ris(request, key):
    return _file(citations.ris(_publication(key)), "application/x-research-info-systems", f"{key}.ris")


def _publication(key: str) -> Publication:
    try:
        return source_for_reading(key)
    except Publication.DoesNotExist as unknown:
        raise Http404 from unknown


@once_per_content_version
def _record(key: str) -> Record:
    """Raises Publication.DoesNotExist, which is not kept."""
    source, language = source_for_reading(key), get_language()
    return Record.of(source, summary_for_reading(key, language), pages_citing(source, language))


@reading_page()
@cache_control(public=True, max_age=A_DAY)
def picture(request, digest, width, height):
    """A picture that signed words show, in one of its sizes. It goes with the last of these words."""
    found = Picture.objects.at(digest, width, height).first()
    if found is None or not _is_shown(digest):
        raise Http404
    return HttpResponse(found.of_width(width), content_type="image/webp")


@once_per_content_version
def _is_shown(digest: str) -> bool:
    return Picture.objects.is_shown(digest)


def _file(text: str, media_type: str, name: str) -> HttpResponse:
    return HttpResponse(text, content_type=f"{media_type}; charset=utf-8", headers=kept_as(name))


def _standing(kind: Document.Kind, slug: str = "") -> Edition:
    """What the address of this document stands for, up or taken down. Raises Http404."""
    edition = document_for_reading(kind, get_language(), slug)
    if edition is None:
        raise Http404
    return edition


def _signed_page(
    request,
    edition: Edition,
    name: str,
    describe: Callable[[Any, Signature], dict[str, Any]],
    choices: Mapping[str, frozenset[str]] | None = None,
    **context,
):
    """The words in the template of their kind; of a page that was taken down, its name and the day.

    `describe` says to machines what the page is; `choices` are those of its readers.
    """
    if day := edition.taken_down_on():
        return _withdrawn(request, name, day, **context)
    reading = kinds.read_signed(edition, **choices or {})
    signature = Signature.of(edition)
    context |= {
        edition.document.kind: reading,
        "signature": signature,
        "is_untranslated": reading.language != get_language(),
        "structured_data": lambda: describe(reading, signature),  # the template calls it, unless it is kept
    }
    return render(request, kinds.of(edition.document).template, context)


def _sheet(request, edition: Edition, sheet: str):
    """What a patient takes along: a summary for a doctor, or the questions alone."""
    reading = Sheet(kinds.complete(edition.content), edition.retracted)
    context = {
        "article": reading,
        "signature": Signature.of(edition),
        "is_untranslated": reading.language != get_language(),
        "sheet": sheet,
    }
    return render(request, "procedures/sheet.html", context)


def _withdrawn(request, name: str, taken_down_on: date, **context):
    context |= {"name": name, "taken_down_on": taken_down_on}
    return render(request, "procedures/withdrawn.html", context, status=410)
