"""What staff give beside their password: the code from a phone, a passkey, or a code from paper."""

import re
import secrets
from base64 import b32encode
from binascii import unhexlify
from urllib.parse import quote, urlencode

from django.db import transaction
from django_otp import verify_token
from django_otp.models import Device
from django_otp.oath import TOTP
from django_otp.util import random_hex

from . import passkeys, phone_secrets
from .models import Passkey, Phone, RecoveryCodes, StaffMember

PHONE_CODE = r"[0-9]{6}"
RECOVERY_CODE = r"[0-9]{16}"
HOW_MANY_RECOVERY_CODES = 10


def compact(code: str) -> str:
    """A code without the spaces and hyphens that people type and paste."""
    return re.sub(r"[\s-]", "", code)


def looks_like_code(text: str) -> bool:
    """Whether this is what a phone shows. No password is: it would be too short."""
    return bool(re.fullmatch(PHONE_CODE, compact(text)))


def looks_like_second_factor(text: str) -> bool:
    """Whether this is what a phone shows or a passkey sends, and so is not tried as a password."""
    return looks_like_code(text) or passkeys.looks_like_answer(text)


def is_set_up(staff: StaffMember) -> bool:
    """Whether the password alone does not let this person in."""
    phones, own = Phone.objects.filter(user=staff, confirmed=True), Passkey.objects.filter(user=staff)
    return phones.exists() or own.exists()


def accepting(staff: StaffMember, code: str | None) -> Device | None:
    """The device that takes this code or answer, and takes it only once; None if none does."""
    if code and passkeys.looks_like_answer(code):
        return passkeys.accepting(staff, code)
    code = compact(code or "")
    if re.fullmatch(PHONE_CODE, code):
        device = Phone.objects.filter(user=staff, confirmed=True).first()
    elif re.fullmatch(RECOVERY_CODE, code):
        device = RecoveryCodes.objects.filter(user=staff).first()
    else:
        device = None
    return device and verify_token(staff, device.persistent_id, code)


def new_secret() -> str:
    """160 random bits in hexadecimal, as RFC 4226 recommends."""
    return random_hex(20)


def as_typed(secret: str) -> str:
    """The secret as apps take it by hand: base 32, in groups of four."""
    return " ".join(re.findall("....", _base32(secret)))


def address(secret: str, staff: StaffMember, clinic: str) -> str:
    """What the QR code says: otpauth://, as authenticator apps read it.

    A colon ends the issuer, and some apps refuse a name that has one itself.
    """
    clinic = " ".join(clinic.replace(":", " ").split())
    label = quote(f"{clinic}:{staff.get_username()}", safe="")
    query = urlencode({"secret": _base32(secret), "issuer": clinic}, quote_via=quote)
    return f"otpauth://totp/{label}?{query}"


def step_of(secret: str, code: str) -> int | None:
    """The half minute for which this code is right, at most one away from now; None if it is wrong."""
    totp = TOTP(unhexlify(secret))
    return totp.t() if totp.verify(int(compact(code)), tolerance=1) else None


@transaction.atomic
def set_up(staff: StaffMember, secret: str, used_step: int) -> Phone:
    """Make this the one phone of this person. The code of `used_step` does not work a second time."""
    remove(staff)
    return Phone.objects.create(
        user=staff, name="phone", key=phone_secrets.sealed(secret, staff.pk), last_t=used_step
    )


@transaction.atomic
def seal_again() -> tuple[int, int]:
    """Put every secret of a phone, and every key of a passkey, under the newest of PHONE_KEYS.

    How many that changed, and how many nobody can read.
    """
    changed = unreadable = 0
    for device in (*_all(Phone), *_all(Passkey)):
        if phone_secrets.is_under_newest_key(device.key):
            continue
        try:
            secret = phone_secrets.opened(device.key, device.user_id)
        except phone_secrets.Unreadable:
            unreadable += 1
        else:
            device.key = phone_secrets.sealed(secret, device.user_id)
            device.save(update_fields=["key"])
            changed += 1
    return changed, unreadable


@transaction.atomic
def remove(staff: StaffMember):
    """Take all of these out of service, and with them the sessions that they opened."""
    Phone.objects.filter(user=staff).delete()
    Passkey.objects.filter(user=staff).delete()
    RecoveryCodes.objects.filter(user=staff).delete()


@transaction.atomic
def new_recovery_codes(staff: StaffMember) -> list[str]:
    """Ten codes to print, in place of earlier ones. Only hashes are kept: show them now or never."""
    codes = [f"{secrets.randbelow(10**16):016}" for _ in range(HOW_MANY_RECOVERY_CODES)]
    RecoveryCodes.objects.update_or_create(
        user=staff,
        defaults={"name": "recovery codes", "hashes": [RecoveryCodes.hash_of(code) for code in codes]},
    )
    return [" ".join(re.findall("....", code)) for code in codes]


def recovery_codes_left(staff: StaffMember) -> int:
    sheet = RecoveryCodes.objects.filter(user=staff).first()
    return len(sheet.hashes) if sheet else 0


def _all(kind: type[Phone] | type[Passkey]):
    return kind.objects.select_for_update().order_by("pk")


def _base32(secret: str) -> str:
    return b32encode(unhexlify(secret)).decode()
