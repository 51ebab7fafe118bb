"""Two questions for machines that watch the site: is the process alive, and can it serve pages?"""

from functools import cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse, HttpResponseNotAllowed

from drez_site.foundation.probes import PROBES


class HealthMiddleware:
    """Before most middleware: probes call by IP address, which the rest would refuse."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info not in PROBES:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        trouble = why_not_ready() if request.path_info == "/readyz" else ""
        return HttpResponse(
            trouble or "ok",
            status=503 if trouble else 200,
            headers={"Cache-Control": "no-store"},
            content_type="text/plain; charset=utf-8",
        )


def why_not_ready() -> str:
    """In a few words, or "" when the database answers and has every migration of this code."""
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except Error:
        return "the database does not answer"
    return "" if _migrations() <= applied.keys() else "migrations are waiting"


@cache
def _migrations() -> frozenset[tuple[str, str]]:
    """Those of the running code; they cannot change while it runs."""
    return frozenset(MigrationLoader(None).graph.nodes)
