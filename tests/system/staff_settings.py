"""The demonstration, asking staff for their second factor as a clinic's site does."""

from .settings import *  # noqa: F403
from .settings import RATE_LIMITS

STAFF_SECOND_FACTOR_REQUIRED = True
# All tests sign in from one address.
RATE_LIMITS = {name: limit for name, limit in RATE_LIMITS.items() if name != "admin:login"}
