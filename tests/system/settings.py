"""The demonstration as `make run` serves it, in a database and a folder of its own, with the style guide."""

import os

from drez_site.settings.demonstration import *  # noqa: F403
from drez_site.settings.demonstration import DATABASES

DATABASES["default"]["NAME"] = os.environ["SYSTEM_TEST_DATABASE"]
STATIC_ROOT = os.environ["SYSTEM_TEST_STATIC_ROOT"]
SHOW_STYLEGUIDE = True
