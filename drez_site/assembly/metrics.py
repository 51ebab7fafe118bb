"""What `manage.py serve_metrics` shows to those who watch the site, in the words of Prometheus.

Workers count their requests in METRICS_FOLDER (drez_site/observability/counts.py); queues, ages and the
database are looked up when somebody asks. Nothing here tells of a reader, or of a single member of staff.
"""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import Error, connection
from django.db.models import Max, Min, QuerySet
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector, CollectorRegistry

from drez_site.foundation.models import WaitingWords
from drez_site.staff.models import NameProposal, ReviewerNomination
from procedures.models import Edition, Retraction, Submission
from providers.models import Report

from . import backups

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

# What waits for somebody at the clinic, whoever may answer it.
QUEUES: dict[str, Callable[[], "QuerySet[Any]"]] = {
    "drafts to sign": lambda: Submission.objects.all(),
    "words to approve": lambda: WaitingWords.objects.all(),
    "reports": lambda: Report.objects.open(),
    "reports that are late": lambda: Report.objects.late(),
    "retractions to confirm": lambda: Retraction.objects.unconfirmed(),
    "reviewers to confirm": lambda: ReviewerNomination.objects.filter(confirmed_at=None, ended_at=None),
    "names to confirm": lambda: NameProposal.objects.waiting(),
    "reviews that are due": lambda: Edition.objects.live().filter(review_due__lt=timezone.localdate()),
}


class NotPrivate(ValueError):
    """Others than those who watch the site could reach this address."""


def private(bind: str) -> tuple[str, int]:
    """Address and port of `host:port`. Raises NotPrivate, also for every address of the machine at once."""
    host, _, port = bind.rpartition(":")
    try:
        address = ip_address(host.strip("[]"))
        address = getattr(address, "ipv4_mapped", None) or address
        number = int(port)
        if not 0 < number < 65536:
            raise ValueError(port)
    except ValueError as error:
        raise NotPrivate(f"{bind} is not an address like 127.0.0.1:9108.") from error
    if address.is_unspecified or not address.is_private:
        raise NotPrivate(f"{address} is not a private address: everybody could read there.")
    return str(address), number


def registry() -> CollectorRegistry:
    """All of it: the counts of every worker, and what the database says."""
    from prometheus_client.multiprocess import MultiProcessCollector

    found = CollectorRegistry()
    MultiProcessCollector(found, path=settings.METRICS_FOLDER)  # type: ignore[no-untyped-call]  # the library left it untyped
    found.register(OfTheClinic())
    return found


class OfTheClinic(Collector):
    """Looked up at each scrape, in one short connection of its own."""

    def collect(self) -> Iterator["Metric"]:
        up = GaugeMetricFamily("clinic_database_up", "1 while the database answers this process.")
        try:
            found = [*self._of_the_database()]
        except Error:
            found = []
        finally:
            connection.close()
        up.add_metric([], 1 if found else 0)
        yield up
        yield from found
        if settings.BACKUP_FOLDER and (newest := backups.newest(settings.BACKUP_FOLDER)):
            taken = GaugeMetricFamily("clinic_backup_time_seconds", "When the newest backup was taken.")
            taken.add_metric([], backups.taken_at(newest).timestamp())
            yield taken

    def _of_the_database(self) -> Iterator["Metric"]:
        queues = GaugeMetricFamily("clinic_queue", "What waits for somebody at the clinic.", labels=["queue"])
        for name, rows in QUEUES.items():
            queues.add_metric([name], rows().count())
        yield queues
        yield from _of_editions()
        connections = GaugeMetricFamily(
            "clinic_database_connections", "Connections of the website's role, by state.", labels=["state"]
        )
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT coalesce(state, 'other'), count(*) FROM pg_stat_activity"
                " WHERE usename = current_user AND pid <> pg_backend_pid() GROUP BY 1"
            )
            for state, count in cursor.fetchall():
                connections.add_metric([state], count)
        yield connections


def _of_editions() -> Iterator["Metric"]:
    live = Edition.objects.live()
    signed = GaugeMetricFamily("clinic_editions_live", "Signed pages that are up.")
    signed.add_metric([], live.count())
    yield signed
    ages = GaugeMetricFamily(
        "clinic_edition_age_seconds", "How long ago a page that is up was signed.", labels=["which"]
    )
    bounds = live.aggregate(oldest=Min("published_at"), newest=Max("published_at"))
    for which, moment in bounds.items():
        if moment is not None:
            ages.add_metric([which], _seconds_since(moment))
    yield ages


def _seconds_since(moment: datetime) -> float:
    return time.time() - moment.timestamp()
