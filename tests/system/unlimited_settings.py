"""The demonstration without limits on forms, for tests that send many."""

from .settings import *  # noqa: F403

RATE_LIMITS = {}
