"""The demonstration's settings on the two servers of `benchmarks.standby`; nobody sends too many forms."""

import os

from drez_site.settings.demonstration import *  # noqa: F403
from drez_site.settings.demonstration import RATE_LIMITS

STATIC_ROOT = os.environ["STANDBY_STATIC_ROOT"]
RATE_LIMITS = {form: (1_000_000, seconds) for form, (_times, seconds) in RATE_LIMITS.items()}
