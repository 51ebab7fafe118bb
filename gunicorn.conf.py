"""gunicorn, as `make run` and production start it. Beside each number stands why it is that one."""

import multiprocessing
import os
from pathlib import Path

# Only what stands on this machine reaches it: an nginx that says who asks, and by what way. In a container
# nginx is another machine: BIND=0.0.0.0:8000, on a network of their own. PORT, which gunicorn would open to
# everybody, says nothing here.
bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "drez_site.delivery.gunicorn_worker.Worker"
# A process uses one core. More than four would serve no clinic, and each holds 90 MB, its own page store and
# its own connections.
workers = int(os.environ.get("WEB_CONCURRENCY", min(multiprocessing.cpu_count(), 4)))
# Python computes one page at a time. The others wait for the database, for a slow phone if no nginx stands
# before it, or for a turn of heavy work (drez_site/foundation/heavy_work.py), which holds four at most.
threads = 8
# As many as threads, so that none ever waits for a connection: 4 x 8 of PostgreSQL's usual 100.
os.environ.setdefault("DATABASE_POOL_SIZE", str(threads))
# Seconds. A worker that says nothing for so long hangs; the longest question to the database may take 10.
timeout = 30
# Of a worker that ends, for answers that it has begun: as long as those may take, and less than `timeout`.
graceful_timeout = 20
# A browser asks for all that belongs to a page within these seconds. nginx keeps its connections for a second
# less (deploy/nginx.conf), or it would send a question into one that is just being closed.
keepalive = 5
# The site stands at the root of its host. By gunicorn's own list whoever asks from this machine may say
# otherwise, by a header that would then stand in the links of every reader.
forwarder_headers = ""
# gunicorn's own limits, with fewer headers: a browser sends about 20.
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
control_socket_disable = True  # or it would leave a socket in the home directory

# Where each process counts its requests, for `manage.py serve_metrics`; without a folder nothing is counted.
metrics_folder = os.environ.get("METRICS_FOLDER", "")
if metrics_folder:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = metrics_folder  # before the library is first imported


def on_starting(server):
    """Counts begin at nothing with a new master."""
    if metrics_folder:
        folder = Path(metrics_folder)
        folder.mkdir(parents=True, exist_ok=True)
        for counts in folder.glob("*.db"):
            counts.unlink()


def child_exit(server, worker):
    """What a worker counted stays counted; what it held it holds no more."""
    if metrics_folder:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


logger_class = "drez_site.observability.gunicorn_logger.Logger"
accesslog = "-"
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "drez_site.observability.logs.JsonFormatter"}},
    "filters": {"without_probes": {"()": "drez_site.observability.logs.WithoutProbes"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stdout"}
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "gunicorn.error": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "gunicorn.access": {
            "handlers": ["console"],
            "filters": ["without_probes"],
            "level": "INFO",
            "propagate": False,
        },
    },
}
