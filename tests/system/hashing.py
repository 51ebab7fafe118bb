"""Passwords of tests: hashed as on a real site, only quickly."""

from drez_site.staff.hashing import BoundedArgon2PasswordHasher


class QuickArgon2PasswordHasher(BoundedArgon2PasswordHasher):
    """With the least work and memory that Argon2id takes."""

    time_cost, memory_cost, parallelism = 1, 8, 1
