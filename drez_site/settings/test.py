"""The test suite: base without TLS, quick password hashing, and a database that may hold rows of any kind."""

from .base import *  # noqa: F403
from .base import DATABASES, STORAGES

SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PUBLIC_ORIGIN = "https://clinic.example"

SECURE_SSL_REDIRECT = False
SESSION_COOKIE_NAME = "sessionid"  # browsers take __Host- names over TLS only
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "csrftoken"
CSRF_COOKIE_SECURE = False
# Tests of what staff do need no second factor; tests of signing in turn it on.
STAFF_SECOND_FACTOR_REQUIRED = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True  # serve static files where they lie, without collecting them first

DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c drez_site.demonstration_only=off"
