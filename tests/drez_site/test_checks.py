"""The database server must be new enough."""

import pytest
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
