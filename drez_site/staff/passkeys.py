"""Passkeys: the finger, face or PIN with which a device or a security key answers for staff (WebAuthn).

One stands in for the code, beside the password. The library that reads answers takes 16 MB and half a second
to load, so each function loads it: a process in which nobody uses a passkey does without.
"""

import json
import secrets
import time
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from . import phone_secrets
from .models import Passkey, StaffMember

OWNER = "drez_site.passkey"  # of the name under which a device keeps somebody; it never changes
QUESTION, INVITATION = "drez_site.passkey.question", "drez_site.passkey.invitation"
SECONDS_TO_ANSWER = 300
LONGEST_ANSWER = 8_000  # characters; a device sends about 800
LONGEST_ID = 1_364  # characters, for the 1,023 bytes that WebAuthn allows
MOST_OF_ONE_PERSON = 10
BROKEN = (
    TypeError,
    ValueError,
    LookupError,
    RecursionError,
)  # what the library meets in texts that no browser sends

# What a field that also takes a passkey tells static/js/admin/passkey.js.
FIELD = {
    "data-passkey": reverse_lazy("admin:passkey_question"),
    "data-passkey-button": _("Use a passkey"),
    "data-passkey-answered": _("Your passkey answered. Go on with the button below."),
    "data-passkey-failed": _("No passkey answered. Try again, or answer in the field."),
}


def host() -> str:
    """The name that passkeys are made for, and work at: no other site can ask for them."""
    return urlsplit(settings.PUBLIC_ORIGIN).hostname or ""


def are_possible() -> bool:
    """Browsers keep none for a number of a network, as a demonstration on 127.0.0.1 has."""
    try:
        ip_address(host())
    except ValueError:
        return True
    return False


def field_attributes(staff: StaffMember | None = None) -> dict[str, Any]:
    """For the field that takes a code: of somebody who has a passkey, or of whoever signs in."""
    offered = are_possible() and (staff is None or Passkey.objects.filter(user_id=staff.pk).exists())
    return dict(FIELD) if offered else {}


def looks_like_answer(text: str) -> bool:
    """Whether this is what a passkey sends, and neither a code nor a password."""
    return len(text) <= LONGEST_ANSWER and text.startswith("{") and '"clientDataJSON"' in text


def question() -> dict[str, Any]:
    """What a browser asks any passkey of this site; it tells nothing of who works here."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    options = generate_authentication_options(
        rp_id=host(), challenge=_challenge(QUESTION), user_verification=UserVerificationRequirement.REQUIRED
    )
    return dict(json.loads(options_to_json(options)))


def accepting(staff: StaffMember, answer: str) -> Passkey | None:
    """The passkey of this person that gave the answer, which is taken only once; None if none did."""
    from webauthn import verify_authentication_response
    from webauthn.helpers import (
        bytes_to_base64url,
        parse_authentication_credential_json,
    )
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        given = parse_authentication_credential_json(answer)
        challenge, asked_at = _asked(given.response.client_data_json, QUESTION)
        passkey = Passkey.objects.get(user_id=staff.pk, credential_id=bytes_to_base64url(given.raw_id))
        verified = verify_authentication_response(
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=host(),
            expected_origin=settings.PUBLIC_ORIGIN,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (Passkey.DoesNotExist, phone_secrets.Unreadable, WebAuthnException, signing.BadSignature):
        return None
    except BROKEN:
        return None
    newer = Passkey.objects.filter(pk=passkey.pk, answered__lt=asked_at)
    taken = newer.update(answered=asked_at, sign_count=verified.new_sign_count, last_used_at=timezone.now())
    return passkey if taken else None


def invitation(staff: StaffMember, clinic: str) -> dict[str, Any]:
    """What a browser asks a device that is to become a passkey of this person."""
    from webauthn import base64url_to_bytes, generate_registration_options, options_to_json
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    options = generate_registration_options(
        rp_id=host(),
        rp_name=clinic,
        user_name=staff.get_username(),
        user_display_name=staff.full_name,
        user_id=salted_hmac(OWNER, str(staff.pk), algorithm="sha256").digest(),
        challenge=_challenge(INVITATION),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(kept))
            for kept in Passkey.objects.filter(user_id=staff.pk).values_list("credential_id", flat=True)
        ],
    )
    return dict(json.loads(options_to_json(options)))


def added(staff: StaffMember, name: str, invitation: dict[str, Any], answer: str) -> Passkey | None:
    """The new passkey that answered this invitation; None if the answer is not right."""
    from webauthn import base64url_to_bytes, verify_registration_response
    from webauthn.helpers import bytes_to_base64url, parse_registration_credential_json
    from webauthn.helpers.exceptions import WebAuthnException

    if len(answer) > LONGEST_ANSWER:
        return None
    try:
        given = parse_registration_credential_json(answer)
        asked_at = _asked(given.response.client_data_json, INVITATION)[1]
        made = verify_registration_response(
            credential=given,
            expected_challenge=base64url_to_bytes(invitation["challenge"]),
            expected_rp_id=host(),
            expected_origin=settings.PUBLIC_ORIGIN,
            require_user_verification=True,
        )
    except (WebAuthnException, signing.BadSignature, *BROKEN):
        return None
    credential_id = bytes_to_base64url(made.credential_id)
    if len(credential_id) > LONGEST_ID:
        return None
    passkey, is_new = Passkey.objects.get_or_create(
        credential_id=credential_id,
        defaults={
            "user": staff,
            "name": name,
            "key": phone_secrets.sealed(made.credential_public_key.hex(), staff.pk),
            "sign_count": made.sign_count,
            "answered": asked_at,
        },
    )
    return passkey if is_new else None


def _challenge(purpose: str) -> bytes:
    """Signed with its time, so that nothing has to be kept of a question that nobody answers.

    And for its purpose: who answers a question becomes no passkey by that, nor the other way round.
    """
    asked = {"at": time.time_ns() // 1000, "random": secrets.token_urlsafe(16)}
    return signing.dumps(asked, salt=purpose).encode()


def _asked(client_data: bytes, purpose: str) -> tuple[bytes, int]:
    """The challenge that a browser passed on, and when we asked it, in microseconds.

    Raises BadSignature for one that is not ours, was for something else, or is long ago, and when the page of
    another site asked from within its frame: nobody sees there who asks.
    """
    from webauthn.helpers import parse_client_data_json

    said = parse_client_data_json(client_data)
    if said.cross_origin:
        raise signing.BadSignature("it was asked in the frame of another site")
    asked = signing.loads(said.challenge.decode(), salt=purpose, max_age=SECONDS_TO_ANSWER)
    return said.challenge, int(asked["at"])
