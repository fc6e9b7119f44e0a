"""A device that keeps passkeys, written after WebAuthn: what a browser and its authenticator answer, and what forged
ones might."""

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from revops.access.vapid import to_bytes, to_text
from tests.conftest import BASE_URL

USER_PRESENT, USER_VERIFIED, HAS_CREDENTIAL = 0x01, 0x04, 0x40


@dataclass
class Kept:
    """A passkey on the device."""

    id: bytes
    key: ec.EllipticCurvePrivateKey
    host: str
    user_handle: str


@dataclass
class Authenticator:
    """A phone. Its fields say how it behaves; a test may make it lie."""

    origin: str = BASE_URL
    counts: bool = True
    verifies: bool = True
    count: int = 0
    # Instead of the host that it was asked for.
    host: str | None = None
    kept: list[Kept] = field(default_factory=list)

    def make(self, options: dict[str, Any], credential_id: bytes | None = None) -> dict[str, Any]:
        """Answer ``navigator.credentials.create``."""
        assert options["attestation"] == "none"
        assert options["authenticatorSelection"]["residentKey"] == "required"
        assert options["authenticatorSelection"]["userVerification"] == "required"
        assert {"type": "public-key", "alg": -7} in options["pubKeyCredParams"]
        user, host = options["user"]["id"], options["rp"]["id"]
        one = Kept(credential_id or os.urandom(20), ec.generate_private_key(ec.SECP256R1()), host, user)
        self.kept.append(one)
        numbers = one.key.public_key().public_numbers()
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)})
        credential = bytes(16) + len(one.id).to_bytes(2) + one.id + public
        data = self._data(one.host, HAS_CREDENTIAL) + credential
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        response = {
            "clientDataJSON": self._client_data("webauthn.create", options["challenge"]),
            "attestationObject": to_text(attestation),
            "transports": ["internal"],
        }
        return self._answer(one, response)

    def show(self, options: dict[str, Any], one: Kept | None = None) -> dict[str, Any]:
        """Answer ``navigator.credentials.get`` with the passkey that it keeps last, or with another one."""
        assert options["userVerification"] == "required"
        one = one or self.kept[-1]
        self.count += self.counts
        data = self._data(options["rpId"])
        client_data = self._client_data("webauthn.get", options["challenge"])
        signed = data + hashlib.sha256(to_bytes(client_data)).digest()
        response = {
            "clientDataJSON": client_data,
            "authenticatorData": to_text(data),
            "signature": to_text(one.key.sign(signed, ec.ECDSA(SHA256()))),
            "userHandle": one.user_handle,
        }
        return self._answer(one, response)

    def _data(self, host: str, flags: int = 0) -> bytes:
        flags |= USER_PRESENT | (USER_VERIFIED if self.verifies else 0)
        return hashlib.sha256((self.host or host).encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _client_data(self, kind: str, challenge: str) -> str:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return to_text(json.dumps(said).encode())

    @staticmethod
    def _answer(one: Kept, response: dict[str, Any]) -> dict[str, Any]:
        # As `toJSON` of a browser, with what the server does not ask about.
        return {
            "id": to_text(one.id),
            "rawId": to_text(one.id),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": response,
        }
