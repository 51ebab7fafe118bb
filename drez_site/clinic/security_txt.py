"""/.well-known/security.txt (RFC 9116): where somebody who finds a weakness can tell us."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from drez_site.foundation.templatetags.contact import tel

from .current import current_clinic
from .models import ClinicProfile

DAYS = 180  # that the words may be believed; the standard asks for less than a year


def expires(now: datetime) -> datetime:
    """Midnight UTC, so that the file changes once a day."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=DAYS)


def contacts(clinic: ClinicProfile) -> list[str]:
    """Addresses in the order in which to try them; none when the clinic has given none."""
    return [f"mailto:{clinic.email}"] * bool(clinic.email) + [tel(clinic.phone)] * bool(clinic.phone)


@require_safe
def security_txt(request):
    """404 without a contact, which the standard requires."""
    ways = contacts(current_clinic(request))
    if not ways:
        raise Http404
    lines = [f"Contact: {way}" for way in ways]
    lines += [
        f"Expires: {expires(timezone.now().astimezone(UTC)):%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(dict(settings.LANGUAGES))}",
        f"Canonical: {settings.PUBLIC_ORIGIN}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
