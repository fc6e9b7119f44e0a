"""Signatures that only whoever has the server's key can make: HMAC-SHA-256 under a key that is not in the database.

A signature is written as ``<id of the key>.<MAC>``, so that a key can be replaced and what the old one signed is still
checked: by the old key, which stays known for that.
"""

import hashlib
import hmac
from collections.abc import Iterable
from copy import copy
from enum import StrEnum

# Of 128 bits: more would only take room.
_MAC_DIGITS, _ID_DIGITS = 32, 8


class Signed(StrEnum):
    """The result of checking a signature."""

    YES = "yes"
    NO = "no"
    # By a key that this server does not have.
    UNKNOWN_KEY = "unknown_key"
    # By such a key, which whoever runs the server has named as lost.
    LOST_KEY = "lost_key"


class Signing:
    """Signs with one key, and checks what that or an earlier one signed."""

    def __init__(self, secret: str, earlier: Iterable[str] = (), lost: Iterable[str] = ()) -> None:
        """Sign with a key derived from ``secret``; ``lost`` are ids of keys that nobody has any more."""
        keys = [_derived(one) for one in (secret, *earlier)]
        self._key = keys[0]
        self._keys = {key_id(key): key for key in keys}
        self._lost = frozenset(lost)
        self._is_any_lost = False
        self.key_id = key_id(self._key)

    def with_any_lost(self) -> "Signing":
        """Build one that takes every key that it does not know for lost: for what came from another host just now."""
        other = copy(self)
        other._is_any_lost = True
        return other

    def sign(self, content: bytes) -> str:
        """Sign a content."""
        return f"{self.key_id}.{_mac(self._key, content)}"

    def check(self, signature: object, content: bytes) -> Signed:
        """Check a signature, whatever stands in its place."""
        if not isinstance(signature, str):
            return Signed.NO
        named, _, mac = signature.partition(".")
        key = self._keys.get(named)
        if key is None:
            return Signed.LOST_KEY if self._is_any_lost or named in self._lost else Signed.UNKNOWN_KEY
        return Signed.YES if hmac.compare_digest(mac.encode(), _mac(key, content).encode()) else Signed.NO


def key_id(key: bytes) -> str:
    """Compute the id of a key, which tells nothing about it."""
    return hashlib.sha256(b"revops journal key id" + key).hexdigest()[:_ID_DIGITS]


def _derived(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"revops journal", "sha256")


def _mac(key: bytes, content: bytes) -> str:
    return hmac.digest(key, content, "sha256").hex()[:_MAC_DIGITS]
