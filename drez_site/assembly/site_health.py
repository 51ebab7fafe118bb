"""“Health of the site”: what gets old, breaks or waits, as lists that staff read or take away as a table."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from drez_site.foundation.languages.packs import SOURCE_LANGUAGE, other_languages
from drez_site.foundation.response_headers import kept_as
from drez_site.foundation.structured_data import absolute
from procedures.admin.queues import behind_english
from procedures.models import Document, Edition
from providers.importing import as_csv
from providers.models import Offering, Practice, Provider, Report

from .models import CheckedLink
from .web_links import web_links

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SHOWN = 50  # rows of a list; the table has them all


@dataclass(frozen=True, slots=True)
class Row:
    """`name` leads to where staff mend it; `cells` stand under the columns of the list."""

    name: str
    url: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sick:
    """One list. `rows` gives the worst first; whoever has the permission may see it."""

    slug: str
    title: "_StrPromise"
    says: "_StrPromise"
    permission: str
    columns: "tuple[_StrPromise, ...]"
    rows: Callable[[], Iterable[Row]]


def _day(day: object) -> str:
    return format_date(day, "j F Y") if day else ""


def _of_document(document: Document, *cells: str) -> Row:
    return Row(str(document), reverse("admin:procedures_document_change", args=[document.pk]), cells)


def _public() -> QuerySet[Edition]:
    return Edition.objects.public().select_related("document")


def _ages() -> Iterator[Row]:
    today = timezone.localdate()
    for edition in _public().order_by("review_due", "document__title").iterator():
        late = _("overdue") if edition.review_due < today else ""
        yield _of_document(edition.document, _day(edition.reviewed_on), _day(edition.review_due), late)


def _broken_links() -> Iterator[Row]:
    used = web_links()
    for link in CheckedLink.objects.broken().order_by("-nights_without_page", "address"):
        for place in used.get(link.address, ()):
            yield Row(place.text, place.url, (link.address, link.answered, str(link.nights_without_page)))


def _untranslated() -> Iterator[Row]:
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


def _unconfirmed() -> Iterator[Row]:
    offerings = Offering.objects.to_confirm().filter(provider__in=Provider.objects.listed())
    for offering in (
        offerings.select_related("provider", "procedure").order_by("confirmed_on", "pk").iterator()
    ):
        yield _of_doctor(offering.provider, str(offering.procedure), _day(offering.confirmed_on))
    practices = Practice.objects.to_ask_again().filter(provider__in=Provider.objects.listed())
    for practice in practices.select_related("provider", "location").order_by("checked_on", "pk").iterator():
        asked = _("New patients at %(place)s") % {"place": practice.location}
        yield _of_doctor(practice.provider, asked, _day(practice.checked_on))


def _of_doctor(doctor: Provider, *cells: str) -> Row:
    return Row(str(doctor), reverse("admin:providers_provider_change", args=[doctor.pk]), cells)


def _unanswered() -> Iterator[Row]:
    today = timezone.localdate()
    for report in Report.objects.open().with_subjects().order_by("received_at").iterator():
        received = timezone.localdate(report.received_at)
        late = _("overdue") if report.due_on < today else ""
        yield Row(
            str(report),
            reverse("admin:providers_report_change", args=[report.pk]),
            (_day(received), _day(report.due_on), late),
        )


LISTS = [
    Sick(
        "ages",
        gettext_lazy("Pages and their reviews"),
        gettext_lazy("Every page that patients read now, the oldest review first."),
        "procedures.view_document",
        (gettext_lazy("Reviewed"), gettext_lazy("Next review due"), gettext_lazy("State")),
        _ages,
    ),
    Sick(
        "links",
        gettext_lazy("Broken links"),
        gettext_lazy("Two nights in a row nothing was there."),
        "procedures.view_document",
        (gettext_lazy("Address"), gettext_lazy("Answer"), gettext_lazy("Nights")),
        _broken_links,
    ),
    Sick(
        "untranslated",
        gettext_lazy("Not translated"),
        gettext_lazy("Pages that patients read in English alone, or newer in English."),
        "procedures.view_document",
        (gettext_lazy("Language"), gettext_lazy("State")),
        _untranslated,
    ),
    Sick(
        "unconfirmed",
        gettext_lazy("Not confirmed with the office"),
        gettext_lazy("Patients read “call to check” or “Ask the clinic”."),
        "providers.view_provider",
        (gettext_lazy("What"), gettext_lazy("Last confirmed")),
        _unconfirmed,
    ),
    Sick(
        "unanswered",
        gettext_lazy("Reports without an answer"),
        gettext_lazy("Readers wait for these, the oldest first."),
        "providers.view_report",
        (gettext_lazy("Received"), gettext_lazy("Due"), gettext_lazy("State")),
        _unanswered,
    ),
]


@dataclass(frozen=True, slots=True)
class Shown:
    """The head of a list, for the page."""

    list: Sick
    rows: list[Row]
    is_all: bool


def _shown(sick: Sick) -> Shown:
    rows = list(islice(sick.rows(), SHOWN + 1))
    return Shown(sick, rows[:SHOWN], len(rows) <= SHOWN)


@never_cache
def site_health(request: HttpRequest) -> HttpResponseBase:
    """All lists that this person may see."""
    lists = [each for each in LISTS if request.user.has_perm(each.permission)]
    if not lists:
        raise PermissionDenied
    context = admin.site.each_context(request) | {
        "title": _("Health of the site"),
        "lists": [_shown(each) for each in lists],
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
    head = [_("Which"), *map(str, sick.columns), _("Change it at")]
    lines = ([row.name, *row.cells, absolute(row.url)] for row in sick.rows())
    return StreamingHttpResponse(
        as_csv(_with_head(head, lines)),
        content_type="text/csv; charset=utf-8",
        headers=kept_as(f"{slug}.csv"),
    )


def _with_head(head: list[str], lines: Iterable[list[str]]) -> Iterator[list[str]]:
    yield head
    yield from lines
