"""How passwords are hashed: with Argon2id, and never so many at once that memory runs out."""

from django.contrib.auth.hashers import Argon2PasswordHasher

from drez_site.foundation.heavy_work import HEAVY_WORK


class BoundedArgon2PasswordHasher(Argon2PasswordHasher):
    """Django's, of 100 MiB a try, in turns. Raises TooMuchAtOnce when many wait."""

    def encode(self, password, salt):
        with HEAVY_WORK.one():
            return super().encode(password, salt)

    def verify(self, password, encoded):
        with HEAVY_WORK.one():
            return super().verify(password, encoded)
