"""What a worker counts of its requests, for `manage.py serve_metrics`. Nothing of who asked, or for what.

Only with METRICS_FOLDER: gunicorn.conf.py then has the library keep the counts of each process in a file
there, and gunicorn_logger.py alone imports this module.
"""

from datetime import timedelta
from typing import Any

from django.db import connections
from prometheus_client import Counter, Gauge, Histogram

from drez_site.foundation.probes import PROBES
from drez_site.foundation.staff_pages import STAFF_PAGES

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

REQUESTS = Counter("clinic_requests", "Answers, by their status and for whom they are.", ["for_", "status"])
LATENCY = Histogram(
    "clinic_request_seconds", "Seconds from a request to the end of its answer.", ["for_"], buckets=SECONDS
)
POOL = {
    name: Counter(f"clinic_pool_{name}", words)
    for name, words in {
        "waits": "Requests that waited for a connection to the database.",
        "wait_seconds": "Seconds that they waited.",
        "refused": "Requests that got none: the database is away, or all were taken.",
    }.items()
}
CONNECTIONS = Gauge(
    "clinic_pool_connections", "Connections to the database in the pools.", multiprocess_mode="livesum"
)
IN_USE = Gauge("clinic_pool_connections_in_use", "Those that a request has.", multiprocess_mode="livesum")


def for_whom(path: str) -> str:
    """One of four words for an address, whatever it says."""
    if path.startswith(STAFF_PAGES):
        return "staff"
    if path.startswith("/static/"):
        return "files"
    return "probes" if path in PROBES else "readers"


def count(path: str, status: str, took: timedelta) -> None:
    """One answer. A status that HTTP does not know counts as “other”."""
    whom = for_whom(path)
    REQUESTS.labels(whom, status if status.isdigit() and len(status) == 3 else "other").inc()
    LATENCY.labels(whom).observe(took.total_seconds())
    count_pools()


def count_pools() -> None:
    """What the pools of this process did since the last time, and how many connections they have now."""
    size = idle = 0
    for pool in _pools():
        said = pool.pop_stats()
        POOL["waits"].inc(said.get("requests_queued", 0))
        POOL["wait_seconds"].inc(said.get("requests_wait_ms", 0) / 1000)
        POOL["refused"].inc(said.get("requests_errors", 0))
        size += said.get("pool_size", 0)
        idle += said.get("pool_available", 0)
    CONNECTIONS.set(size)
    IN_USE.set(size - idle)


def _pools() -> list[Any]:
    """Those that this process has opened; asking Django for one would open it."""
    kept = getattr(type(connections["default"]), "_connection_pools", {})
    # In one step, for a thread that meets a database first adds to them meanwhile.
    return [pool for pool in list(kept.values()) if pool is not None]
