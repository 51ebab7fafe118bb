"""System checks of signing in: what a deployment must not weaken. `check --deploy` runs them."""

from django.conf import settings
from django.core import checks

from .phone_secrets import SHORTEST_KEY


@checks.register(checks.Tags.security, deploy=True)
def staff_need_a_second_factor(app_configs, **kwargs):
    """A stolen password alone must open nothing on a clinic's site."""
    if settings.STAFF_SECOND_FACTOR_REQUIRED:
        return []
    return [
        checks.Error(
            "Staff can sign in without a second factor.",
            hint="Leave STAFF_SECOND_FACTOR_REQUIRED as settings/base.py sets it.",
            id="drez_site.E002",
        )
    ]


@checks.register(checks.Tags.security, deploy=True)
def staff_cookies_belong_to_this_host(app_configs, **kwargs):
    """A `__Host-` cookie cannot be set by a neighboring subdomain, or travel without TLS."""
    names = [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME]
    if all(name.startswith("__Host-") for name in names):
        return []
    return [
        checks.Error(
            "The cookies of staff do not carry the __Host- prefix.",
            hint="Leave SESSION_COOKIE_NAME and CSRF_COOKIE_NAME as settings/base.py sets them.",
            id="drez_site.E003",
        )
    ]


@checks.register(checks.Tags.security, deploy=True)
def wrong_sign_ins_are_counted_by_visitor(app_configs, **kwargs):
    """Behind a proxy that is not counted, everybody shares one address: anybody can lock anybody out."""
    if not settings.SECURE_PROXY_SSL_HEADER or settings.PROXY_DEPTH:
        return []
    return [
        checks.Warning(
            "BEHIND_TLS_PROXY is on, but PROXY_DEPTH is 0: every visitor seems to come from the proxy.",
            hint="Set PROXY_DEPTH to the number of your proxies that add to X-Forwarded-For.",
            id="drez_site.W004",
        )
    ]


@checks.register(checks.Tags.security)
def keys_of_phones_are_long(app_configs, **kwargs):
    """A short one could be guessed by whoever has a backup."""
    if all(len(key) >= SHORTEST_KEY for key in settings.PHONE_KEYS):
        return []
    return [
        checks.Error(
            f"A key of PHONE_KEYS is shorter than {SHORTEST_KEY} characters.",
            hint="python3 -c 'import secrets; print(secrets.token_urlsafe(48))' makes one.",
            id="drez_site.E014",
        )
    ]
