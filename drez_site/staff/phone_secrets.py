"""The secrets of phones as the database keeps them: under a key that it and its backups do not have.

A secret is sealed together with the account that it opens, so that nobody gets in as somebody else by copying
a row. Who can read the environment of the site can read them all.
"""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import hexlify, unhexlify
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

FORMAT = "v1"
NONCE_BYTES = 12  # what AES-GCM takes
SHORTEST_KEY = 32  # characters


class Unreadable(RuntimeError):
    """The secret is under a key that PHONE_KEYS does not have, or is another account's."""


def sealed(secret: str, account: int) -> str:
    """The secret, given in hexadecimal, under the newest key: at most 80 characters for 20 bytes."""
    key, nonce = keys()[0], os.urandom(NONCE_BYTES)
    box = AESGCM(_cipher_key(key)).encrypt(nonce, unhexlify(secret), _of(account))
    return f"{FORMAT}.{name_of(key)}.{urlsafe_b64encode(nonce + box).decode()}"


def opened(kept: str, account: int) -> str:
    """The secret in hexadecimal. Raises Unreadable.

    What was kept before there were keys stands as it is, until the night seals it; the database takes no more
    of these (sql/phones_are_sealed.sql).
    """
    if not kept.startswith(f"{FORMAT}."):
        return kept
    _, name, box = kept.split(".")
    sealed_bytes = urlsafe_b64decode(box)
    for key in keys():
        if name_of(key) == name:
            nonce, rest = sealed_bytes[:NONCE_BYTES], sealed_bytes[NONCE_BYTES:]
            try:
                return hexlify(AESGCM(_cipher_key(key)).decrypt(nonce, rest, _of(account))).decode()
            except InvalidTag as wrong:
                raise Unreadable("it was sealed for another account, or changed") from wrong
    raise Unreadable("PHONE_KEYS lacks the key that it is under")


def is_under_newest_key(kept: str) -> bool:
    """Whether nothing would change by sealing it again."""
    return kept.startswith(f"{FORMAT}.{name_of(keys()[0])}.")


def keys() -> list[str]:
    """The newest first, which seals; all of them open. A demonstration has none but SECRET_KEY."""
    return settings.PHONE_KEYS or [settings.SECRET_KEY]


def name_of(key: str) -> str:
    """Tells keys apart, and nothing about them."""
    return sha256(b"drez_site.phone_key:" + key.encode()).hexdigest()[:6]


def _cipher_key(key: str) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=b"drez_site.phone_secret").derive(key.encode())


def _of(account: int) -> bytes:
    return f"phone of {account}".encode()
