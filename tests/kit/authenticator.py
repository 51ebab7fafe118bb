"""A security key made of software: it answers what a browser would ask a device, by the rules of WebAuthn."""

import hashlib
import json
import secrets
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def bytes_of(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Authenticator:
    """One passkey. `verifies` whether it asks for finger or PIN; `counts` its answers, as old keys do;
    `framed` when another site asked."""

    origin: str = "https://clinic.example"
    host: str = "clinic.example"
    verifies: bool = True
    framed: bool = False
    counts: bool = False
    answers: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def become(self, invitation: dict) -> str:
        """Answer an invitation, as the browser sends it."""
        point = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        key = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor2.dumps(cose)
        attestation = {"fmt": "none", "attStmt": {}, "authData": self._data(HAS_KEY) + key}
        made = {"attestationObject": _text(cbor2.dumps(attestation)), "transports": ["usb"]}
        return self._sent(made | {"clientDataJSON": _text(self._client_data("webauthn.create", invitation))})

    def answer(self, question: dict, **changes) -> str:
        """Answer a question; `changes` replace parts of the response."""
        self.answers += self.counts
        data, client_data = self._data(), self._client_data("webauthn.get", question)
        signed = self.key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(SHA256()))
        response = {"clientDataJSON": client_data, "authenticatorData": data, "signature": signed}
        return self._sent({name: _text(value) for name, value in response.items()} | changes)

    def _data(self, more: int = 0) -> bytes:
        flags = PRESENT | (VERIFIED if self.verifies else 0) | more
        return hashlib.sha256(self.host.encode()).digest() + struct.pack(">BI", flags, self.answers)

    def _client_data(self, kind: str, asked: dict) -> bytes:
        said = {"type": kind, "challenge": asked["challenge"], "origin": self.origin}
        return json.dumps(said | {"crossOrigin": self.framed}).encode()

    def _sent(self, response: dict) -> str:
        return json.dumps(
            {"id": _text(self.id), "rawId": _text(self.id), "type": "public-key", "response": response}
        )
