"""A site of one page for gunicorn, on an embedded server in ROOT: which server answers, since when."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES={
        "default": {
            "ENGINE": "drez_site.embedded_postgres",
            "NAME": "postgres",
            "USER": "postgres",
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"root": os.environ["ROOT"]},
        }
    },
    ROOT_URLCONF=__name__,
    USE_TZ=True,
)


def server_start(request):
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_postmaster_start_time()")
            return HttpResponse(str(cursor.fetchone()[0]))
    except (OperationalError, InterfaceError):
        return HttpResponse(status=503)


urlpatterns = [path("", server_start)]

application = get_wsgi_application()
connection.ensure_connection()  # so that a preloading gunicorn master is a user of the server, too
connection.close()
Path(f"loaded by {os.getpid()}").touch()
