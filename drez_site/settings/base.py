"""What every way of running the site shares; hardened, so that the other files only loosen or require."""

import tomllib
from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parents[2]
# Staff see it at the foot of their pages, and CHANGELOG.md says what it brought.
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
env = environ.Env()

DEBUG = False
ROOT_URLCONF = "drez_site.urls"
FORCE_SCRIPT_NAME = ""  # at the root of its host, whatever a request says: links are kept for the next reader
WSGI_APPLICATION = "drez_site.wsgi.application"
AUTH_USER_MODEL = "staff.StaffMember"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "drez_site.foundation",
    "drez_site.delivery",
    "drez_site.clinic",
    "drez_site.staff",
    "procedures",
    "providers",
    "drez_site.assembly",
    "axes",
    "crispy_forms",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "simple_history",
    "drez_site.staff.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

# A request goes down this list, its response up again: what stands higher sees it first and last.
# Each header has one writer (tests/delivery/test_header_writers.py).
MIDDLEWARE = [
    # Names the request before anything can log.
    "drez_site.foundation.request_id.RequestIdMiddleware",
    # Above all that may answer by itself, because every response needs a policy.
    "drez_site.delivery.headers.PolicyMiddleware",
    # To TLS before anything is served; HSTS and nosniff on files too.
    "django.middleware.security.SecurityMiddleware",
    # Below the redirect, which leaves probes out, and above all that a probe does not need.
    "drez_site.delivery.health.HealthMiddleware",
    # Files leave here: none of what follows may cost them time, or set a cookie.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # From here on a response is a page, to the policy above.
    "drez_site.delivery.headers.PageMiddleware",
    # For pages alone, and for error pages of everything below.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Reads the clinic that the view has fetched.
    "drez_site.delivery.indexing.SearchEngineMiddleware",
    # Above the next two: it compresses by what they say on keeping the page, and weakens the ETag.
    "drez_site.delivery.compression.CompressionMiddleware",
    # Above sessions and CSRF, which say by Vary and cookies that a page is somebody's own.
    "drez_site.delivery.caching.ReadingPageMiddleware",
    # Below compression, so that one ETag stands for the words, whichever encoding is asked for.
    "django.middleware.http.ConditionalGetMiddleware",
    # Outside of every other that answers for a view's exception: 503 while the database is away.
    "drez_site.delivery.unavailable.UnavailableMiddleware",
    # Above all that reads a session.
    "django.contrib.sessions.middleware.SessionMiddleware",
    # Above whatever says something, like a refusal by the next ones.
    "drez_site.delivery.locale.UrlLocaleMiddleware",
    # Below the language, whose addresses it may complete with a slash.
    "django.middleware.common.CommonMiddleware",
    # Above the check of the token, which reads what was sent.
    "drez_site.delivery.sizes.SizeMiddleware",
    # Above all that a form could change.
    "django.middleware.csrf.CsrfViewMiddleware",
    # Below the check of the token, so that other sites cannot use up what our visitors may send.
    "drez_site.delivery.limits.LimitsMiddleware",
    # Below the session, which says who is signed in.
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Below it: with which second factor.
    "django_otp.middleware.OTPMiddleware",
    # Below both: who changes a row, for its history.
    "simple_history.middleware.HistoryRequestMiddleware",
    # Below the session, in which messages wait.
    "django.contrib.messages.middleware.MessageMiddleware",
    # Below all of these: it signs out who was away, and leaves a message.
    "drez_site.staff.sessions.StaffSessionMiddleware",
    # Innermost, as axes asks: its page instead of the answer of a view that locked a name.
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "drez_site.assembly.context_processors.clinic",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "forms"
CRISPY_TEMPLATE_PACK = "forms"

# Without DATABASE_URL a private PostgreSQL starts with the first connection (drez_site/embedded_postgres).
if "DATABASE_URL" in env:
    DATABASES = {"default": env.db("DATABASE_URL")}
else:
    DATABASES = {
        "default": {
            "ENGINE": "drez_site.embedded_postgres",
            "NAME": "postgres",
            "USER": "postgres",
            "OPTIONS": {"root": str(BASE_DIR / ".postgres")},
        }
    }
# How many connections the threads of one process share, as gunicorn.conf.py says; 0: each has its own.
DATABASE_POOL_SIZE = env.int("DATABASE_POOL_SIZE", default=0)
# Streaming replicas of it; pages read them while they are new enough (foundation/reading_database.py).
for number, url in enumerate(env.list("DATABASE_REPLICA_URLS", default=[]), start=1):
    DATABASES[f"replica_{number}"] = env.db_url_config(url) | {"TEST": {"MIRROR": "default"}}
    DATABASE_ROUTERS = ["drez_site.foundation.reading_database.ReadingRouter"]
for database in DATABASES.values():
    database |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    database.setdefault("OPTIONS", {})
    if DATABASE_POOL_SIZE:
        database["CONN_MAX_AGE"] = 0  # back into the pool after each request
        database["OPTIONS"]["pool"] = {
            "min_size": 1,  # the others close after ten minutes without work
            "max_size": DATABASE_POOL_SIZE,
            # Seconds that a request waits, for a connection of others or for a database that is away; then
            # 503. A reader does not wait much longer, and whoever waits holds a thread.
            "timeout": 3,
            # Seconds until an attempt that failed again and again is given up, and the next request tries at
            # once: by itself the pool would wait longer and longer, and come late when the database is back.
            "reconnect_timeout": 5,
        }

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["drez_site.foundation.languages.formats"]
TIME_ZONE = env("CLINIC_TIME_ZONE", default="America/New_York")
USE_TZ = True

# Whom error pages offer to call before a process has read the clinic's profile; like +19195550100.
CLINIC_PHONE = env("CLINIC_PHONE", default="")
CLINIC_URGENT_PHONE = env("CLINIC_URGENT_PHONE", default="")

# Months from a review to the next, as the form of a signature suggests it.
EDITION_REVIEW_EVERY_MONTHS = env.int("EDITION_REVIEW_EVERY_MONTHS", default=12)
# Months after the review was due: the notice leads the page, and later the page takes itself down.
EDITION_OVERDUE_LEADS_MONTHS = env.int("EDITION_OVERDUE_LEADS_MONTHS", default=12)
EDITION_OVERDUE_WITHDRAWS_MONTHS = env.int("EDITION_OVERDUE_WITHDRAWS_MONTHS", default=24)

# Whether the form of a source may ask for it by its number, and where: both answer CSL-JSON.
LOOK_UP_SOURCES = env.bool("LOOK_UP_SOURCES", default=False)
SOURCE_LOOKUPS = {
    "doi": env(
        "DOI_LOOKUP",
        default="https://api.crossref.org/works/{}/transform/application/vnd.citationstyles.csl+json",
    ),
    "pmid": env("PMID_LOOKUP", default="https://api.ncbi.nlm.nih.gov/lit/ctxp/v1/pubmed/?format=csl&id={}"),
}

# Backups (drez_site/assembly/backups.py): as whom, where to, for how many days, and with which programs.
BACKUP_DATABASE = env.db("BACKUP_DATABASE_URL") if env("BACKUP_DATABASE_URL", default="") else None
BACKUP_FOLDER = env("BACKUP_FOLDER", default="")
BACKUP_DAYS = env.int("BACKUP_DAYS", default=35)
POSTGRES_PROGRAMS = env("POSTGRES_PROGRAMS", default="")
# Counts for those who watch the site (drez_site/assembly/metrics.py): none without a folder.
METRICS_FOLDER = env("METRICS_FOLDER", default="")
METRICS_BIND = env("METRICS_BIND", default="127.0.0.1:9108")
# `manage.py nightly` asks PUBLIC_ORIGIN for its certificate, as a browser would.
NIGHTLY_LOOKS_AT_CERTIFICATE = env.bool("NIGHTLY_LOOKS_AT_CERTIFICATE", default=True)
NIGHTLY_CHECKS_LINKS = env.bool("NIGHTLY_CHECKS_LINKS", default=True)

SHOW_STYLEGUIDE = False  # /styleguide/: for those who build the site, not for those who read it

# Finished pages that each worker keeps (drez_site/delivery/page_store.py); 0 keeps none.
PAGE_STORE_MEGABYTES = env.int("PAGE_STORE_MEGABYTES", default=32)
# Only when somebody asks. Half as long again after a change nobody gets the words from before it.
PAGE_STORE_SECONDS_BETWEEN_LOOKS = 1.0
# How long stored pages go on while the database is away.
PAGE_STORE_SECONDS_WITHOUT_DATABASE = env.int("PAGE_STORE_SECONDS_WITHOUT_DATABASE", default=3600)

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "drez_site.delivery.static_files.MinifiedStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

# How staff sign in (SECURITY.md). Only a demonstration may do without the second factor.
STAFF_SECOND_FACTOR_REQUIRED = True
STAFF_PASSWORD_SHORTEST = 15  # characters
STAFF_SESSION_IDLE = timedelta(minutes=30)
STAFF_SESSION_LONGEST = timedelta(hours=10)
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # seconds that a one-time link lasts
# What the secrets of phones are sealed with: the newest key first, then older ones that still open.
PHONE_KEYS = env.list("PHONE_KEYS", default=[])
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "drez_site.staff.backends.StaffBackend",
    "drez_site.staff.backends.ReauthenticationBackend",
]
PASSWORD_HASHERS = [
    "drez_site.staff.hashing.BoundedArgon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": STAFF_PASSWORD_SHORTEST},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "full_name", "email"]},
    },
    {"NAME": "drez_site.staff.password_rules.PaddedCommonPasswordValidator"},
]

# Letters to staff, like smtps://user:password@host; without it none are sent.
vars().update(env.email_url_config(env("EMAIL_URL", default="") or "dummymail://"))
DEFAULT_FROM_EMAIL = env("EMAIL_FROM", default="website@localhost")
EMAIL_TIMEOUT = 10  # seconds
STAFF_DIGESTS = env.bool("STAFF_DIGESTS", default=True)

# Proxies of ours between the visitor and this process that add to X-Forwarded-For.
PROXY_DEPTH = env.int("PROXY_DEPTH", default=0)
# After six wrong answers for one name from one address: half an hour without that name from there.
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "drez_site.foundation.client_address.client_address"
AXES_LOCKOUT_CALLABLE = "drez_site.staff.lockout.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "otp_token", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

SESSION_COOKIE_NAME = "__Host-sessionid"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_AGE = int(STAFF_SESSION_LONGEST.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_AGE = None  # until the browser closes
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^(?:healthz|readyz)$"]  # probes call without TLS
SECURE_HSTS_SECONDS = 63072000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "drez_site.delivery.error_pages.csrf_failure"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
    },
}
PERMISSIONS_POLICY = "geolocation=(self), camera=(), microphone=(), payment=(), usb=(), browsing-topics=()"
# Files, redirects to TLS and probes load nothing and ask the device for nothing.
CONTENT_SECURITY_POLICY_OF_FILES = {"DIRECTIVES": {"default-src": [NONE]}}
PERMISSIONS_POLICY_OF_FILES = "geolocation=(self)"

# (times, seconds) for each network; who sends more gets 429. nginx limits searches (deploy/nginx.conf).
RATE_LIMITS = {
    "admin:login": (30, 300),  # all names together; a name alone locks earlier
    "providers:report": (10, 3600),
    "providers:locate": (60, 60),
}
RATE_LIMITS_THAT_FAIL_OPEN = {"providers:locate"}  # it only reads, so a standby may answer it
# What a form of ours can need, and no more. Photos that staff upload have a limit of their own.
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
MOST_BYTES_OF_STAFF = 16 * 1024 * 1024  # photos and lists of doctors
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 5

DEFAULT_EXCEPTION_REPORTER = "drez_site.observability.error_reports.ScrubbedReporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "drez_site.observability.error_reports.ScrubbedReports"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "drez_site.observability.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {
        # Django's own handlers would print a second, unstructured copy.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        "axes": {"level": "WARNING"},
        "psycopg.pool": {"level": "WARNING"},  # it tells of every connection that it gives
    },
}
