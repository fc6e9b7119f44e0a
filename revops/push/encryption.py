"""The form of what a push service carries and cannot read: a message for one browser (RFC 8291, RFC 8188)."""

import os

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_CURVE = ec.SECP256R1()
_SALT_BYTES = 16
_RECORD_BYTES = 4096
AUTH_BYTES = 16
# What every push service takes, with its header and its tag.
MAX_BODY_BYTES = 4096
# The one record is the last, and this ends its content; what follows is padding.
_END = b"\x02"


def read_key(p256dh: bytes) -> ec.EllipticCurvePublicKey:
    """Read the public key of a browser. Raises ValueError for what is no point of the curve."""
    return ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, p256dh)


def encrypt(
    content: bytes,
    p256dh: bytes,
    auth: bytes,
    *,
    padded_to: int = 0,
    salt: bytes | None = None,
    key: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """Encrypt a message for a browser, with a key and a salt of its own. As long as ``padded_to`` says, so that its
    length tells nothing.
    """
    key = key or ec.generate_private_key(_CURVE)
    salt = salt or os.urandom(_SALT_BYTES)
    own = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = key.exchange(ec.ECDH(), read_key(p256dh))
    secret = _derive(shared, auth, b"WebPush: info\0" + p256dh + own, 32)
    cipher = AESGCM(_derive(secret, salt, b"Content-Encoding: aes128gcm\0", 16))
    nonce = _derive(secret, salt, b"Content-Encoding: nonce\0", 12)
    record = content + _END
    header = salt + _RECORD_BYTES.to_bytes(4, "big") + bytes([len(own)]) + own
    body = header + cipher.encrypt(nonce, record.ljust(padded_to, b"\0"), None)
    assert len(body) <= MAX_BODY_BYTES
    return body


def _derive(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)
