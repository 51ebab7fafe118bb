"""The demonstration as `make run` serves it, in a database and a folder of its own, with the style guide."""

import os

from drez_site.settings.demonstration import *  # noqa: F403
from drez_site.settings.demonstration import DATABASES, PASSWORD_HASHERS, RATE_LIMITS

DATABASES["default"]["NAME"] = os.environ["SYSTEM_TEST_DATABASE"]
STATIC_ROOT = os.environ["SYSTEM_TEST_STATIC_ROOT"]
SHOW_STYLEGUIDE = True
# One run of the suite signs in and reports more often than the people of one network.
RATE_LIMITS = {form: (50 * times, seconds) for form, (times, seconds) in RATE_LIMITS.items()}
# Argon2id as ever, of which a real site takes a tenth of a second and 100 MiB.
PASSWORD_HASHERS = ["tests.system.hashing.QuickArgon2PasswordHasher", *PASSWORD_HASHERS[1:]]
# A test reads at once what it has just signed; a worker of the real site may look a second later.
PAGE_STORE_SECONDS_BETWEEN_LOOKS = 0
