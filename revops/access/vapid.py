"""The name of this server at push services: a key pair, and a signed word with each request (VAPID, RFC 8292)."""

import base64
import time
from collections import OrderedDict
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

# The order of P-256.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # pragma: allowlist secret
# 128 bits more than the order has, so that no number is likelier than another.
_SEED_BYTES = 48
# A push service takes one day at most. One that is half as old is made anew.
_VALID_SECONDS = 12 * 3600
_MAX_KEPT = 32


def to_text(data: bytes) -> str:
    """Write bytes as push services do: base64 for addresses, without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def to_bytes(text: str) -> bytes:
    """Read what ``to_text`` wrote. Raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


class Vapid:
    """Signs what is sent to push services. The key is made of the secret key, so it is kept, restored and changed with
    that; browsers subscribe to its public half, and nobody else can push to them.
    """

    def __init__(self, secret_key: str, contact: str) -> None:
        kdf = HKDF(algorithm=SHA256(), length=_SEED_BYTES, salt=None, info=b"revops push 1")
        seed = int.from_bytes(kdf.derive(secret_key.encode()), "big")
        self._key = ec.derive_private_key(seed % (_ORDER - 1) + 1, ec.SECP256R1())
        public = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.public_key = to_text(public)
        self._contact = contact
        self._words: OrderedDict[str, tuple[float, str]] = OrderedDict()

    def authorization(self, endpoint: str) -> str:
        """Build the header that tells a push service who sends to one of its addresses."""
        parts = urlsplit(endpoint)
        audience = f"{parts.scheme}://{parts.netloc}"
        made_at, word = self._words.get(audience, (0.0, ""))
        at = time.time()
        if not 0 <= at - made_at < _VALID_SECONDS / 2:
            claims = {"aud": audience, "exp": int(at) + _VALID_SECONDS, "sub": self._contact}
            word = jwt.encode(claims, self._key, algorithm="ES256")
            self._words[audience] = (at, word)
            if len(self._words) > _MAX_KEPT:
                self._words.popitem(last=False)
        return f"vapid t={word}, k={self.public_key}"
