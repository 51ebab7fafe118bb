"""The code from a phone, or one from paper, that staff give beside their password."""

import re
import secrets

from django.db import transaction
from django_otp import verify_token
from django_otp.models import Device
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from .models import RecoveryCodes, StaffMember

PHONE_CODE = r"[0-9]{6}"
RECOVERY_CODE = r"[0-9]{16}"
HOW_MANY_RECOVERY_CODES = 10


def compact(code: str) -> str:
    """A code without the spaces and hyphens that people type and paste."""
    return re.sub(r"[\s-]", "", code)


def is_set_up(staff: StaffMember) -> bool:
    return TOTPDevice.objects.filter(user=staff, confirmed=True).exists()


def accepting(staff: StaffMember, code: str | None) -> Device | None:
    """The device that takes this code, and takes it only once; None if none does."""
    code = compact(code or "")
    if re.fullmatch(PHONE_CODE, code):
        device = TOTPDevice.objects.filter(user=staff, confirmed=True).first()
    elif re.fullmatch(RECOVERY_CODE, code):
        device = RecoveryCodes.objects.filter(user=staff).first()
    else:
        device = None
    return device and verify_token(staff, device.persistent_id, code)


def new_secret() -> str:
    """160 random bits in hexadecimal, as RFC 4226 recommends."""
    return random_hex(20)


def unsaved_phone(staff: StaffMember, secret: str) -> TOTPDevice:
    """A phone that nobody has confirmed: for its QR code, and to try its first code on."""
    return TOTPDevice(user=staff, name="phone", key=secret)


@transaction.atomic
def set_up(staff: StaffMember, secret: str) -> TOTPDevice:
    """Make this the one phone of this person."""
    remove(staff)
    phone = unsaved_phone(staff, secret)
    phone.save()
    return phone


def remove(staff: StaffMember):
    """Take phone and recovery codes out of service, and with them the sessions that they opened."""
    TOTPDevice.objects.filter(user=staff).delete()
    RecoveryCodes.objects.filter(user=staff).delete()


@transaction.atomic
def new_recovery_codes(staff: StaffMember) -> list[str]:
    """Ten codes to print, in place of earlier ones. Only hashes are kept: show them now or never."""
    codes = ["".join(secrets.choice("0123456789") for _ in range(16)) for _ in range(HOW_MANY_RECOVERY_CODES)]
    RecoveryCodes.objects.filter(user=staff).delete()
    RecoveryCodes.objects.create(
        user=staff, name="recovery codes", hashes=[RecoveryCodes.hash_of(code) for code in codes]
    )
    return [" ".join(re.findall("....", code)) for code in codes]
