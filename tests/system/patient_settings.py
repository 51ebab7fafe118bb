"""The suite's settings without limits on forms, for a test that sends hundreds to a server of its own."""

from drez_site.settings.test import *  # noqa: F403

RATE_LIMITS = {}
