"""The demonstration with production's TLS, headers and cookies, for benchmarks/observatory.py."""

from drez_site.settings import base
from drez_site.settings.demonstration import *  # noqa: F403

CSRF_COOKIE_NAME = base.CSRF_COOKIE_NAME
CSRF_COOKIE_SECURE = base.CSRF_COOKIE_SECURE
SECURE_HSTS_SECONDS = base.SECURE_HSTS_SECONDS
SECURE_SSL_REDIRECT = base.SECURE_SSL_REDIRECT
SESSION_COOKIE_NAME = base.SESSION_COOKIE_NAME
SESSION_COOKIE_SECURE = base.SESSION_COOKIE_SECURE
