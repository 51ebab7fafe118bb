import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from drez_site.assembly import metrics


class Command(BaseCommand):
    help = (
        "Show the counts of METRICS_FOLDER, and what the database says of queues and ages, at "
        "METRICS_BIND/metrics for Prometheus, until it is stopped. The address must be a private one."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.METRICS_FOLDER:
            raise CommandError("Nothing is counted: set METRICS_FOLDER, here and for gunicorn.")
        try:
            address, port = metrics.private(settings.METRICS_BIND)
        except metrics.NotPrivate as reason:
            raise CommandError(str(reason)) from reason
        from prometheus_client import start_http_server

        server, thread = start_http_server(port, address, metrics.registry())
        self.stdout.write(f"Metrics at http://{address}:{port}/metrics")
        self.stdout.flush()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: server.shutdown())
        thread.join()
