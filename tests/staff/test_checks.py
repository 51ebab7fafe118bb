"""A deployment that weakens signing in is told so."""

import pytest
from django.core.checks import run_checks


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
