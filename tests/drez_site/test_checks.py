"""The database server must be new enough."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connections


@pytest.mark.django_db
@pytest.mark.parametrize("version", [150018, 160004])
def test_an_old_server_is_refused_with_the_way_out(monkeypatch, version):
    monkeypatch.setattr(connections["default"], "pg_version", version)
    with pytest.raises(
        SystemCheckError, match=rf"PostgreSQL {version // 10_000}; the site needs 17(.|\n)*DATABASE_URL"
    ):
        call_command("check", databases=["default"])


@pytest.mark.django_db
@pytest.mark.parametrize("version", [170000, 180006])
def test_a_new_server_is_accepted(monkeypatch, version):
    monkeypatch.setattr(connections["default"], "pg_version", version)
    call_command("check", databases=["default"])


def test_a_plain_check_asks_no_database():
    call_command("check")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"STAFF_SECOND_FACTOR_REQUIRED": False}, "drez_site.E002"),
        ({"SESSION_COOKIE_NAME": "sessionid"}, "drez_site.E003"),
        ({"CSRF_COOKIE_NAME": "csrftoken"}, "drez_site.E003"),
        ({"SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https")}, "drez_site.W004"),
        ({}, None),
    ],
)
def test_the_deployment_check_names_what_weakens_signing_in(settings, wrong, said):
    right = {
        "STAFF_SECOND_FACTOR_REQUIRED": True,
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "SECURE_PROXY_SSL_HEADER": None,
        "PROXY_DEPTH": 0,
    }
    for name, value in (right | wrong).items():
        setattr(settings, name, value)
    found = run_checks(tags=["security"], include_deployment_checks=True)
    assert [each.id for each in found if each.id.startswith("drez_site.")] == ([said] if said else [])
