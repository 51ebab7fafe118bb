"""`make run`: production without TLS, HSTS and outside secrets; made-up data on embedded PostgreSQL."""

from drez_site.settings.local_secret import local_secret

from .base import *  # noqa: F403
from .base import BASE_DIR, DATABASES, env

HOST = env("HOST", default="127.0.0.1")
PORT = env.int("PORT", default=8000)

SECRET_KEY = local_secret(BASE_DIR / ".local" / "secret_key")
# On a named or loopback address only that host; listening on every address, any name of this machine.
IS_ON_EVERY_ADDRESS = HOST in ("0.0.0.0", "::")  # nosec B104
ALLOWED_HOSTS = ["*"] if IS_ON_EVERY_ADDRESS else ["localhost", "127.0.0.1", "[::1]", HOST]
PUBLIC_ORIGIN = env("PUBLIC_ORIGIN", default=f"http://{'127.0.0.1' if IS_ON_EVERY_ADDRESS else HOST}:{PORT}")

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_NAME = "sessionid"  # browsers take __Host- names over TLS only
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "csrftoken"
CSRF_COOKIE_SECURE = False
# Whoever starts a demonstration gets in with one click; an account that has a second factor still needs it.
STAFF_SECOND_FACTOR_REQUIRED = False
NIGHTLY_CHECKS_LINKS = False
STAFF_DIGESTS = False

DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c drez_site.demonstration_only=on"
