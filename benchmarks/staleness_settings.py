"""The demonstration's settings, for a database and a folder that `benchmarks.staleness` removes again."""

import os

from drez_site.settings.demonstration import *  # noqa: F403
from drez_site.settings.demonstration import DATABASES

DATABASES["default"]["NAME"] = os.environ["STALENESS_DATABASE"]
STATIC_ROOT = os.environ["STALENESS_STATIC_ROOT"]
