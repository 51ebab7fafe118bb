"""The one public form that writes, and the page that says what became of a report."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from drez_site.foundation.response_headers import hide_from_search_engines
from procedures.models import Edition
from providers.models import Location, Provider, Report

from .answers import answer_text
from .forms import ReportForm
from .subjects import Subject

# In an hour. Nobody is counted, so nobody is known: reports on one thing are, and those of the whole site.
MOST_ABOUT_ONE_THING = 10
MOST_IN_ALL = 100


def too_many(subject: Subject) -> bool:
    """Whether the queue fills faster than readers fill it."""
    lately = Report.objects.since(timezone.now() - timedelta(hours=1))
    return lately.about(subject.row).count() >= MOST_ABOUT_ONE_THING or lately.count() >= MOST_IN_ALL


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, slug) -> HttpResponse:
    """Tell us what is wrong with a doctor's listing; nothing typed is lost on an error."""
    return _report(request, Subject.of(get_object_or_404(Provider.objects.public(), slug=slug)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_place(request, slug) -> HttpResponse:
    """The same of a place."""
    return _report(request, Subject.of(get_object_or_404(Location.objects.public(), slug=slug)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_page(request, edition) -> HttpResponse:
    """The same of a signed page, by the edition that its reader has on the screen, as long as one is up."""
    standing = Edition.objects.public().values("document")
    read = Edition.objects.begun().select_related("document").filter(document__in=standing)
    return _report(request, Subject.of(get_object_or_404(read, pk=edition).document))


def _report(request, subject: Subject) -> HttpResponse:
    form = ReportForm(request.POST if request.method == "POST" else None, subject.row)
    status = 200
    if form.is_bound and form.is_valid():
        if not too_many(subject):
            form.instance.language = get_language()
            return redirect(form.save())
        status = 429
        form.add_error(
            None,
            _("We got many reports in the last hour, so this one was not sent. Try again later, or call us."),
        )
    title = _("Report a mistake: %(doctor)s") % {"doctor": subject.name}
    return render(
        request,
        "providers/report.html",
        {
            "form": form,
            "subject": subject,
            "title": _("Error: %(title)s") % {"title": title} if form.errors else title,
        },
        status=status,
    )


@never_cache
@require_safe
def report_status(request, code) -> HttpResponse:
    """What became of a report: for whoever has the address, and without a word that the reader wrote."""
    found = get_object_or_404(Report.objects.with_subjects(), code=code.lower())
    context = {"report": found, "subject": Subject.of(found.subject), "answer": answer_text(found)}
    response = render(request, "providers/report_status.html", context)
    hide_from_search_engines(response)
    return response
