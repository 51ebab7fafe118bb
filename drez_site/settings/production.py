"""A real clinic: everything base hardens, and a refusal to start until the clinic has said who it is."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import env

REQUIRED = {
    "SECRET_KEY": "a long random string, kept secret",
    "PHONE_KEYS": "a long random string for the secrets of staff's phones, and after a comma older ones",
    "ALLOWED_HOSTS": "the host names of the site, separated by commas",
    "DATABASE_URL": "the PostgreSQL 17+ server, as postgres://user:password@host/name",
    "PUBLIC_ORIGIN": "the address patients type, as https://www.example.org",
    "CLINIC_PHONE": "the appointment phone, as +19195550100",
    "CLINIC_URGENT_PHONE": "the phone when the clinic is closed, as +19195550100",
}
missing = [f"{name} ({meaning})" for name, meaning in REQUIRED.items() if not env(name, default="")]
if missing:
    raise ImproperlyConfigured(
        f"The production site cannot start: set {'; '.join(missing)} in the environment. "
        "docs/configuration.md lists every variable."
    )

SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
PUBLIC_ORIGIN = env("PUBLIC_ORIGIN").rstrip("/")
if not PUBLIC_ORIGIN.startswith("https://"):
    raise ImproperlyConfigured(
        f"PUBLIC_ORIGIN must begin with https://, as in https://www.example.org; it is {PUBLIC_ORIGIN!r}."
    )
CSRF_TRUSTED_ORIGINS = [PUBLIC_ORIGIN]

# Set only behind a proxy that always sets this header itself.
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
