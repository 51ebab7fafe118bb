"""Letters to staff about what waits for them: how much, and where. They quote neither readers nor pages."""

import logging
from datetime import date, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.contrib import admin
from django.core.mail import send_mail
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drez_site.clinic.models import ClinicProfile
from drez_site.foundation.structured_data import absolute

from .dashboard import Panel
from .models import StaffMember

log = logging.getLogger(__name__)


def send(today: date) -> tuple[int, int]:
    """Write to everybody whose day it is and for whom something waits; how many, and how many failed.

    Nobody gets two on one day. Whoever chose Mondays gets Monday's letter later in the week when it failed.
    """
    sent = failed = 0
    for person in _due(today):
        if not _claimed(person, today):
            continue
        panels = _waiting_for(person)
        if not panels:
            continue
        try:
            _write(person, panels)
        except (OSError, SMTPException, ValueError) as error:  # a bad address is a ValueError
            log.warning("No letter to account %d: %s", person.pk, type(error).__name__)
            StaffMember.objects.filter(pk=person.pk).update(digest_sent_on=person.digest_sent_on)
            failed += 1
        else:
            sent += 1
    return sent, failed


def _claimed(person: StaffMember, today: date) -> bool:
    """Whether no other night has begun to write to them."""
    unchanged = StaffMember.objects.filter(pk=person.pk, digest_sent_on=person.digest_sent_on)
    return bool(unchanged.update(digest_sent_on=today))


def _due(today: date) -> list[StaffMember]:
    monday = today - timedelta(days=today.weekday())
    daily, weekly = StaffMember.Digest.DAILY, StaffMember.Digest.WEEKLY
    never = Q(digest_sent_on=None)
    is_due = Q(digest=daily) & (never | Q(digest_sent_on__lt=today))
    is_due |= Q(digest=weekly, digest_sent_on__lt=monday)
    if today == monday:
        is_due |= Q(digest=weekly) & never
    staff = StaffMember.objects.filter(is_due, is_active=True, is_staff=True)
    return list(staff.exclude(email="").order_by("pk"))


def _waiting_for(person: StaffMember) -> list[Panel]:
    """The panels of their first page."""
    request = HttpRequest()
    request.user = person
    return admin.site.waiting(request)


def _write(person: StaffMember, panels: list[Panel]) -> None:
    lines = [f"{panel.count_text}  {panel.label}\n{absolute(panel.url)}" for panel in panels]
    waits = _("%(clinic)s: what waits for you on the website") % {"clinic": ClinicProfile.current().name}
    body = "\n\n".join(
        [
            ngettext("One list waits for you:", "%(count)d lists wait for you:", len(lines))
            % {"count": len(lines)},
            *lines,
            _("You choose under “My account” when such letters are sent:")
            + f"\n{absolute('/admin/my-account/')}",
        ]
    )
    send_mail(waits, body, settings.DEFAULT_FROM_EMAIL, [person.email])
