"""gunicorn, as `make run` and production start it: threads for slow phones, JSON logs, no query strings."""

import multiprocessing
import os

worker_class = "drez_site.delivery.gunicorn_worker.Worker"
workers = int(os.environ.get("WEB_CONCURRENCY", min(multiprocessing.cpu_count(), 4)))
threads = 8
timeout = 30
graceful_timeout = 20
keepalive = 5
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
control_socket_disable = True  # or it would leave a socket in the home directory

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
