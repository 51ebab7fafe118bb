"""Probes: alive without anything else, ready only with a database that has every migration."""

import logging

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from drez_site.delivery import health
from drez_site.observability.logs import WithoutProbes


def test_alive_needs_no_database(client):
    """Without the database mark any query fails this test."""
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_ready(client, django_assert_max_num_queries):
    client.get("/readyz")
    with django_assert_max_num_queries(3):
        response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_not_ready_until_every_migration_is_applied(client):
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("delivery", "0001_initial")
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"migrations are waiting")
    recorder.record_applied("delivery", "0001_initial")
    assert client.get("/readyz").status_code == 200


def test_not_ready_without_a_database(client, monkeypatch):
    def away(*arguments):
        raise OperationalError("connection to server at 10.0.0.7 failed: password=hunter2")

    monkeypatch.setattr(health.MigrationRecorder, "applied_migrations", away)
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"the database does not answer")
    assert response.headers["Cache-Control"] == "no-store"
    assert client.get("/healthz").status_code == 200


def test_probes_come_by_address_and_without_tls(settings):
    settings.SECURE_SSL_REDIRECT = True
    assert Client(headers={"host": "10.0.0.7:8000"}).get("/healthz").status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_only_ask(client, path):
    assert client.head(path).status_code in (200, 503) if path == "/healthz" else True
    assert client.post(path).status_code == 405


@pytest.mark.parametrize(
    ("path", "status", "written"),
    [
        ("/healthz", "200", False),
        ("/readyz", "200", False),
        ("/readyz", "503", True),
        ("/healthz/x", "200", True),
        ("/", "200", True),
    ],
)
def test_the_access_log_leaves_out_probes_while_all_is_well(path, status, written):
    atoms = {"U": path, "s": status}
    record = logging.LogRecord("gunicorn.access", logging.INFO, "x.py", 1, "%(U)s", (atoms,), None)
    assert WithoutProbes().filter(record) is written
