"""What the directory's lists have waiting for somebody."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from drez_site.foundation.work_queues import Queue
from providers.calling import to_call
from providers.models import Offering, Practice, Proposal

from .calling import may_call


def to_confirm(doctors, person):
    """Listed doctors with an operation that nobody confirmed, or long ago."""
    return doctors.listed().filter(pk__in=Offering.objects.to_confirm().values("provider"))


def to_ask_again(doctors, person):
    """Listed doctors of whom we do not know, or no longer, whether they take new patients somewhere."""
    return doctors.listed().filter(pk__in=Practice.objects.to_ask_again().values("provider"))


def without_practice(doctors, person):
    return doctors.without_practice()


def without_coordinates(places, person):
    return places.without_coordinates()


def misplaced(places, person):
    return places.misplaced()


def in_the_middle_of_their_zip_codes(places, person):
    return places.in_the_middle_of_their_zip_codes()


def open_reports(reports, person):
    return reports.open()


def late_reports(reports, person):
    """No answer after two business days."""
    return reports.late()


def page_of_report(report):
    return reverse("admin:providers_report_change", args=[report.pk])


def deactivated(doctors, person):
    """Their pages say “call to confirm this doctor is practicing” until somebody asked the office."""
    return doctors.filter(npi__in=Proposal.objects.deactivated().values("npi"))


def open_proposals(proposals, person):
    return proposals.open()


DOCTORS = [
    Queue("deactivated", _("NPI deactivated: call the office today"), deactivated, is_urgent=True),
    Queue(
        "call",
        _("Doctors to call, one after the other"),
        to_call,
        may_call,
        page="providers_provider_calling",
    ),
    Queue("confirm", _("Operations to confirm with the office"), to_confirm),
    Queue("ask", _("Ask again about new patients"), to_ask_again),
    Queue("no-place", _("Doctors without a place"), without_practice),
]
PLACES = [
    Queue("misplaced", _("Places whose position does not fit their ZIP code"), misplaced, is_urgent=True),
    Queue("coordinates", _("Places without coordinates"), without_coordinates),
    Queue("about", _("Places that stand at the middle of their ZIP code"), in_the_middle_of_their_zip_codes),
]
PROPOSALS = [Queue("open", _("Proposals from the national register"), open_proposals)]
REPORTS = [
    Queue(
        "late",
        _("Reports of readers: answer overdue"),
        late_reports,
        is_urgent=True,
        only_row=page_of_report,
    ),
    Queue("open", _("Mistakes that readers reported"), open_reports, is_urgent=True, only_row=page_of_report),
]
