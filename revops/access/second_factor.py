"""The second factor: a code from an authenticator app (TOTP, RFC 6238), or one of ten codes for when the phone is lost.

The app's secret is stored encrypted under a key that is not in the database, so a copy of the database alone signs
nobody in.
"""

import datetime as dt
import hmac
import os
from dataclasses import dataclass

import pyotp
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from revops.core.ids import typed_code

ISSUER = "RevOps"
STEP_SECONDS = 30
RECOVERY_CODES = 10
_CODE_LENGTH = 10
_NONCE_BYTES = 12


class Vault:
    """Encrypts second-factor secrets, so that a copy of the database signs nobody in. Bound to their user."""

    def __init__(self, secret_key: str) -> None:
        kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"revops second factor 1")
        self._cipher = AESGCM(kdf.derive(secret_key.encode()))

    def seal(self, text: str, user_id: str) -> bytes:
        """Return the text encrypted."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, text.encode(), user_id.encode())

    def open(self, sealed: bytes, user_id: str) -> str | None:
        """Return the text, or None when it was sealed with another key or for another user."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], user_id.encode()).decode()
        except InvalidTag:
            return None


@dataclass(frozen=True, slots=True)
class Enrolment:
    """The key for an authenticator app: to be typed, and as the address that its camera reads."""

    secret: str
    uri: str


def new_enrolment(email: str) -> Enrolment:
    """Return a new secret of 160 bits for a user."""
    secret = pyotp.random_base32()
    return Enrolment(secret, pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER))


def matching_step(secret: str, code: str, at: dt.datetime) -> int | None:
    """Return the time step that a code of the app belongs to, at most one before or after the present one."""
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    step = int(at.timestamp()) // STEP_SECONDS
    fitting = [
        s for s in (step - 1, step, step + 1) if hmac.compare_digest(totp.generate_otp(s).encode(), code.encode())
    ]
    return fitting[0] if fitting else None


def new_code() -> str:
    """Return a code for a person to type: ten letters and digits, 45 bits, in two halves."""
    code = typed_code(_CODE_LENGTH)
    return f"{code[:5]}-{code[5:]}"
