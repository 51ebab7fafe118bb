"""What has to happen once a day, so that nobody has to remember it. Doing it twice changes nothing more."""

import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from drez_site.clinic.models import ClinicProfile
from drez_site.clinic.security_txt import contacts
from drez_site.delivery.models import RequestCount
from drez_site.staff import digests, second_factor
from procedures.models import Edition

from . import backups
from .link_check import Offline, check_links

SECONDS_FOR_A_CERTIFICATE = 10
FEWEST_DAYS_OF_A_CERTIFICATE = 21
NO_EMAIL = "django.core.mail.backends.dummy.EmailBackend"


class NeedsSomebody(RuntimeError):
    """A person has to do something; says what."""


@dataclass(frozen=True, slots=True)
class Task:
    """`run` returns a sentence about what it did. Whatever it raises makes the night a failed one."""

    name: str
    run: Callable[[], str]


def run_command(*command: str) -> str:
    said = StringIO()
    call_command(*command, stdout=said)
    return " ".join(line for line in said.getvalue().splitlines() if line)


def forget_old_counts() -> str:
    """Of forms sent by a network; they mean nothing any more."""
    old, _ = RequestCount.objects.filter(ends_at__lt=timezone.now()).delete()
    return f"Forgot {old} counts of forms."


def seal_phones_again() -> str:
    """Under the newest of PHONE_KEYS, after which older ones can go."""
    changed, unreadable = second_factor.seal_again()
    if unreadable:
        raise NeedsSomebody(
            f"{unreadable} phones and passkeys are under a key that PHONE_KEYS lacks: put it back behind the "
            "newest, or make their owners new sign-in links."
        )
    return f"Sealed the secrets of {changed} phones and passkeys again."


def look_at_security_txt() -> str:
    """Its date moves by itself; whom to write to does not."""
    if not contacts(ClinicProfile.current()):
        raise NeedsSomebody("security.txt names nobody: give the clinic an email or a phone in its profile.")
    return "security.txt names a contact."


def look_at_reviews() -> str:
    """The staff's first page lists them; here is how many a reviewer has to read before patients are told."""
    live = Edition.objects.live()
    today = timezone.localdate()
    late = live.filter(review_due__lt=today).count()
    return f"{live.count()} pages are signed, {late} of them are due for review."


def look_at_the_backup() -> str:
    """Whether there is one of the last day, where BACKUP_FOLDER says."""
    if not settings.BACKUP_FOLDER:
        return "Not looked at: the age of the backup, because BACKUP_FOLDER says no place."
    newest = backups.newest(settings.BACKUP_FOLDER)
    if newest is None:
        raise NeedsSomebody(f"There is no backup in {settings.BACKUP_FOLDER}.")
    hours = (datetime.now(UTC) - backups.taken_at(newest)).total_seconds() / 3600
    if hours > backups.OLDEST_HOURS:
        raise NeedsSomebody(f"The newest backup, {newest.name}, is {hours:.0f} hours old.")
    return f"The newest backup is {hours:.0f} hours old."


def look_at_the_certificate() -> str:
    """The one that patients get at PUBLIC_ORIGIN, as their browsers check it."""
    origin = urlsplit(settings.PUBLIC_ORIGIN)
    if origin.scheme != "https" or not settings.NIGHTLY_LOOKS_AT_CERTIFICATE:
        return "Not looked at: the certificate."
    host, port = origin.hostname or "", origin.port or 443
    try:
        days = days_of_certificate(host, port)
    except (OSError, ssl.SSLError) as error:
        raise NeedsSomebody(f"Nobody gets to {host} over TLS: {error}.") from error
    if days < FEWEST_DAYS_OF_A_CERTIFICATE:
        raise NeedsSomebody(f"The certificate of {host} ends in {days} days: renew it.")
    return f"The certificate of {host} is good for {days} days."


def days_of_certificate(host: str, port: int, trusting: str | None = None) -> int:
    """How long it is good for yet. Raises OSError or ssl.SSLError when a browser would refuse it."""
    context = ssl.create_default_context(cafile=trusting)
    with (
        socket.create_connection((host, port), timeout=SECONDS_FOR_A_CERTIFICATE) as plain,
        context.wrap_socket(plain, server_hostname=host) as connection,
    ):
        certificate = connection.getpeercert() or {}
    ends = ssl.cert_time_to_seconds(str(certificate["notAfter"]))
    return int((ends - datetime.now(UTC).timestamp()) // 86400)


def look_at_links() -> str:
    """Of sources, signed pages and the clinic: “Health of the site” lists the broken ones."""
    if not settings.NIGHTLY_CHECKS_LINKS:
        return "Not looked at: links, because NIGHTLY_CHECKS_LINKS says so."
    try:
        asked, broken = check_links()
    except Offline:
        return "Not looked at: links. No address answers, so this server seems to be offline."
    return f"Asked for {asked} addresses; of all, {broken} are broken."


def send_digests() -> str:
    """Of what waits for whom; at most one to each person a day."""
    if not settings.STAFF_DIGESTS:
        return "Sent none: STAFF_DIGESTS says so."
    if settings.EMAIL_BACKEND == NO_EMAIL:
        return "Sent none: EMAIL_URL names no server."
    sent, failed = digests.send(timezone.localdate())
    if failed:
        raise NeedsSomebody(f"{failed} letters were not taken by the server of EMAIL_URL; {sent} were.")
    return f"Sent {sent} letters about what waits."


TASKS = [
    Task("wrong sign-ins and sessions", lambda: run_command("purge_staff_records")),
    Task("words of readers", lambda: run_command("forget_reports")),
    Task("counts of forms", forget_old_counts),
    Task("phones", seal_phones_again),
    Task("search index", lambda: run_command("check_search_index")),
    Task("reviews", look_at_reviews),
    Task("security.txt", look_at_security_txt),
    Task("backup", look_at_the_backup),
    Task("certificate", look_at_the_certificate),
    Task("links", look_at_links),
    Task("digests", send_digests),
]
