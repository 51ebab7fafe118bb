"""The demonstration as `benchmarks.attack` attacks it: with every limit of a real site, and its hashing."""

import os

from drez_site.settings.demonstration import *  # noqa: F403
from drez_site.settings.demonstration import ALLOWED_HOSTS

STATIC_ROOT = os.environ["ATTACK_STATIC_ROOT"]
STAFF_SECOND_FACTOR_REQUIRED = True
ALLOWED_HOSTS = [*ALLOWED_HOSTS, os.environ["ATTACK_HOST"]]  # the name that nginx knows
