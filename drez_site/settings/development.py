"""`make dev`: the demonstration with debug pages, code reloading and an optional .env file."""

from pathlib import Path

import environ

environ.Env.read_env(Path(__file__).resolve().parents[2] / ".env")

from .demonstration import *  # noqa: E402, F403
from .demonstration import INSTALLED_APPS, STORAGES  # noqa: E402

DEBUG = True
SHOW_STYLEGUIDE = True
INSTALLED_APPS = ["whitenoise.runserver_nostatic", *INSTALLED_APPS]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
LOGGING = {}  # Django's readable console output
