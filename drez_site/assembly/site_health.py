"""“Health of the site”: what gets old, breaks or waits, as lists that staff read or take away as a table."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from drez_site.foundation.csv_files import as_csv
from drez_site.foundation.languages.packs import SOURCE_LANGUAGE, other_languages
from drez_site.foundation.response_headers import kept_as
from drez_site.foundation.structured_data import absolute
from procedures.admin.queues import behind_english
from procedures.models import Document, Edition
from providers.models import Offering, Practice, Provider, Report

from .models import CheckedLink
from .web_links import web_links

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SHOWN = 50  # rows of a list; the table has them all

Cell = str | date | None


@dataclass(frozen=True, slots=True)
class Row:
    """`name` leads to where staff mend it; `cells` stand under the columns of the list, a day as a day."""

    name: str
    url: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sick:
    """One list. `rows` gives the worst first, to whoever has the permission. `which` heads their names."""

    slug: str
    title: "_StrPromise"
    says: "_StrPromise"
    permission: str
    which: "_StrPromise"
    columns: "tuple[_StrPromise, ...]"
    rows: Callable[[HttpRequest], Iterable[Row]]


def _of_document(document: Document, *cells: Cell) -> Row:
    return Row(str(document), reverse("admin:procedures_document_change", args=[document.pk]), cells)


def _public() -> QuerySet[Edition]:
    return Edition.objects.public().select_related("document")


def _ages(request: HttpRequest) -> Iterator[Row]:
    today = timezone.localdate()
    for edition in _public().order_by("review_due", "document__title").iterator():
        late = _("overdue") if edition.review_due < today else ""
        yield _of_document(edition.document, edition.reviewed_on, edition.review_due, late)


def _broken_links(request: HttpRequest) -> Iterator[Row]:
    used = web_links()
    for link in CheckedLink.objects.broken().order_by("-nights_without_page", "address"):
        for place in used.get(link.address, ()):
            yield Row(place.text, place.url, (link.address, link.answered, str(link.nights_without_page)))


def _untranslated(request: HttpRequest) -> Iterator[Row]:
    """Pages in English that another language lacks, or has older than the English."""
    pages: dict[str, dict[tuple[str, int | None, str], Document]] = {}
    for edition in _public().order_by("document__title"):
        pages.setdefault(edition.document.language, {})[edition.document.page_key] = edition.document
    for code, name in other_languages():
        there = pages.get(code, {})
        for page, document in pages.get(SOURCE_LANGUAGE, {}).items():
            if page not in there:
                yield _of_document(document, name, _("missing"))
    for document in behind_english(Document.objects.order_by("title")):
        yield _of_document(document, document.get_language_display(), _("older than the English page"))


def _unconfirmed(request: HttpRequest) -> Iterator[Row]:
    offerings = Offering.objects.to_confirm().filter(provider__in=Provider.objects.listed())
    for offering in (
        offerings.select_related("provider", "procedure")
        .order_by(F("confirmed_on").asc(nulls_first=True), "pk")
        .iterator()
    ):
        yield _of_doctor(offering.provider, str(offering.procedure), offering.confirmed_on)
    practices = Practice.objects.to_ask_again().filter(provider__in=Provider.objects.listed())
    for practice in (
        practices.select_related("provider", "location")
        .order_by(F("checked_on").asc(nulls_first=True), "pk")
        .iterator()
    ):
        asked = _("New patients at %(place)s") % {"place": practice.location}
        yield _of_doctor(practice.provider, asked, practice.checked_on)


def _of_doctor(doctor: Provider, *cells: Cell) -> Row:
    return Row(str(doctor), reverse("admin:providers_provider_change", args=[doctor.pk]), cells)


def _unanswered(request: HttpRequest) -> Iterator[Row]:
    today = timezone.localdate()
    mine = admin.site.get_model_admin(Report).get_queryset(request)
    for report in mine.open().with_subjects().order_by("received_at").iterator():
        received = timezone.localdate(report.received_at)
        late = _("overdue") if report.due_on < today else ""
        yield Row(
            str(report),
            reverse("admin:providers_report_change", args=[report.pk]),
            (received, report.due_on, late),
        )


LISTS = [
    Sick(
        "ages",
        gettext_lazy("Pages and their reviews"),
        gettext_lazy("Every page that patients read now, what is due first stands first."),
        "procedures.view_document",
        gettext_lazy("Page"),
        (gettext_lazy("Reviewed"), gettext_lazy("Next review due"), gettext_lazy("Note")),
        _ages,
    ),
    Sick(
        "links",
        gettext_lazy("Broken links"),
        gettext_lazy("Addresses outside this site that led nowhere, at least two nights in a row."),
        "procedures.view_document",
        gettext_lazy("Where it stands"),
        (gettext_lazy("Address"), gettext_lazy("What was there instead"), gettext_lazy("Nights in a row")),
        _broken_links,
    ),
    Sick(
        "untranslated",
        gettext_lazy("Not translated"),
        gettext_lazy(
            "Pages that patients read in English only, and translations older than the English page."
        ),
        "procedures.view_document",
        gettext_lazy("Page"),
        (gettext_lazy("Language"), gettext_lazy("Note")),
        _untranslated,
    ),
    Sick(
        "unconfirmed",
        gettext_lazy("Not confirmed with the office"),
        gettext_lazy("Patients read “call to check” or “Ask the clinic”, until somebody asks the office."),
        "providers.view_provider",
        gettext_lazy("Doctor"),
        (gettext_lazy("What"), gettext_lazy("Last confirmed")),
        _unconfirmed,
    ),
    Sick(
        "unanswered",
        gettext_lazy("Reports without an answer"),
        gettext_lazy("Mistakes that readers told us, the oldest first."),
        "providers.view_report",
        gettext_lazy("Report"),
        (gettext_lazy("Received"), gettext_lazy("Due"), gettext_lazy("Note")),
        _unanswered,
    ),
]


@dataclass(frozen=True, slots=True)
class Shown:
    """The head of a list, for the page."""

    list: Sick
    rows: list[Row]
    is_all: bool


def _shown(sick: Sick, request: HttpRequest) -> Shown:
    rows = list(islice(sick.rows(request), SHOWN + 1))
    return Shown(sick, rows[:SHOWN], len(rows) <= SHOWN)


@never_cache
def site_health(request: HttpRequest) -> HttpResponseBase:
    """All lists that this person may see."""
    lists = [each for each in LISTS if request.user.has_perm(each.permission)]
    if not lists:
        raise PermissionDenied
    context = admin.site.each_context(request) | {
        "title": _("Health of the site"),
        "lists": [_shown(each, request) for each in lists],
    }
    return render(request, "assembly/site_health.html", context)


@never_cache
def site_health_table(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One list whole, as CSV in which no cell is a formula."""
    sick = next((each for each in LISTS if each.slug == slug), None)
    if sick is None:
        raise Http404
    if not request.user.has_perm(sick.permission):
        raise PermissionDenied
    head = [str(sick.which), *map(str, sick.columns), _("Change it at")]
    lines = (_line(row) for row in sick.rows(request))
    return StreamingHttpResponse(
        as_csv(_with_head(head, lines)),
        content_type="text/csv; charset=utf-8",
        headers=kept_as(f"{slug}.csv"),
    )


def _line(row: Row) -> list[str]:
    """A day as ISO 8601."""
    cells = ["" if cell is None else str(cell) for cell in row.cells]
    return [row.name, *cells, absolute(row.url)]


def _with_head(head: list[str], lines: Iterable[list[str]]) -> Iterator[list[str]]:
    yield head
    yield from lines
