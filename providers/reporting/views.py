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
from providers.models import Provider, Report

from .forms import ReportForm

# In an hour. Nobody is counted, so nobody is known: the doctor's reports are, and those of the whole site.
MOST_ABOUT_ONE_DOCTOR = 10
MOST_IN_ALL = 100


def too_many(provider: Provider) -> bool:
    """Whether the queue fills faster than readers fill it."""
    lately = Report.objects.since(timezone.now() - timedelta(hours=1))
    return lately.about(provider).count() >= MOST_ABOUT_ONE_DOCTOR or lately.count() >= MOST_IN_ALL


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, slug) -> HttpResponse:
    """Tell us what is wrong with a doctor's listing; nothing typed is lost on an error."""
    provider = get_object_or_404(Provider.objects.public(), slug=slug)
    form = ReportForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        if not too_many(provider):
            form.instance.provider = provider
            form.instance.language = get_language()
            return redirect(form.save())
        status = 429
        form.add_error(
            None,
            _("We got many reports in the last hour, so this one was not sent. Try again later, or call us."),
        )
    name = str(provider)
    title = _("Report a mistake: %(doctor)s") % {"doctor": name}
    return render(
        request,
        "providers/report.html",
        {
            "form": form,
            "provider": provider,
            "title": _("Error: %(title)s") % {"title": title} if form.errors else title,
        },
        status=status,
    )


@never_cache
@require_safe
def report_status(request, code) -> HttpResponse:
    """What became of a report: for whoever has the address, and without a word that the reader wrote."""
    found = get_object_or_404(Report.objects.with_provider(), code=code.lower())
    response = render(
        request,
        "providers/report_status.html",
        {"report": found, "is_public": Provider.objects.public().contains(found.provider)},
    )
    hide_from_search_engines(response)
    return response
