"""Two questions for machines that watch the site: is the process alive, and can it serve pages?"""

from collections.abc import Callable
from functools import cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import patch_cache_control

from drez_site.foundation.probes import PROBES


class HealthMiddleware:
    """Before most middleware: probes call by IP address, which the rest would refuse."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info not in PROBES:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        status, said = readiness() if request.path_info == "/readyz" else (200, "ok")
        response = HttpResponse(said, status=status, content_type="text/plain; charset=utf-8")
        patch_cache_control(response, no_store=True)
        return response


def readiness() -> tuple[int, str]:
    """200 while the database answers and has every migration of this code, else 503; and a few words.

    A database that takes no writes, like a standby, serves readers: taking the process out would end that.
    """
    try:
        applied = MigrationRecorder(connection).applied_migrations()
        with connection.cursor() as cursor:
            cursor.execute("SHOW transaction_read_only")
            takes_no_writes = cursor.fetchone()[0] == "on"
    except Error:
        return 503, "the database does not answer"
    if not _migrations() <= applied.keys():
        return 503, "migrations are waiting"
    return 200, "ok, reading only" if takes_no_writes else "ok"


@cache
def _migrations() -> frozenset[tuple[str, str]]:
    """Those of the running code; they cannot change while it runs."""
    return frozenset(MigrationLoader(None).graph.nodes)
