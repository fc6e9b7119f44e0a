"""Encryption of a backup: AES-256-GCM by blocks, with a key that Argon2id makes of a passphrase.

Each block is bound to the file's header, to its number and to whether it is the last, so a block that is changed, left
out, put elsewhere or taken from another backup does not open, and neither does a file that ends early.
"""

import hashlib

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from revops.backup.errors import BackupError
from revops.core.passphrases import normal_secret

SALT_BYTES = 16
MIN_PASSPHRASE = 12
_KEY_BYTES = 32
_CHECK_BYTES = 16


class Sealed(Exception):
    """A block does not open: it is not what was written there."""


class Key:
    """The key of one backup. ``check`` goes into its header and tells a wrong passphrase from a damaged file."""

    def __init__(self, passphrase: str, salt: bytes) -> None:
        # RFC 9106's second choice: three passes over 64 MiB. Part of the format: changed only with its number.
        made = hash_secret_raw(
            passphrase.encode(), salt, 3, 64 * 1024, 4, hash_len=_KEY_BYTES + _CHECK_BYTES, type=Type.ID
        )
        self.check = made[_KEY_BYTES:].hex()
        self._cipher = AESGCM(made[:_KEY_BYTES])
        self._header = b""

    def bind(self, header: bytes) -> None:
        """Say which header the blocks belong to, before the first."""
        self._header = hashlib.sha256(header).digest()

    def close(self, content: bytes, number: int, *, is_last: bool) -> bytes:
        """Return a block encrypted. The salt is new for each file, so a number is never used twice with a key."""
        return self._cipher.encrypt(_nonce(number, is_last), content, self._header)

    def open(self, content: bytes, number: int, *, is_last: bool) -> bytes:
        """Inverse of ``close``. Raises Sealed."""
        try:
            return self._cipher.decrypt(_nonce(number, is_last), content, self._header)
        except InvalidTag:
            raise Sealed from None


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11) + bytes([is_last])


def check_passphrase(passphrase: str) -> None:
    """Refuse one that is soon guessed. Raises BackupError."""
    length = len(normal_secret(passphrase))
    if length < MIN_PASSPHRASE:
        raise BackupError(f"The passphrase has {length} characters: use {MIN_PASSPHRASE} or more.")
