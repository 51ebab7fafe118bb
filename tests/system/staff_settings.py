"""The demonstration, asking staff for their second factor as a clinic's site does."""

from .settings import *  # noqa: F403

STAFF_SECOND_FACTOR_REQUIRED = True
