"""Identifiers: UUIDv7 strings, which sort by the time they were made; and codes that people type."""

import re
import secrets

from uuid_utils import uuid7

IDENTIFIER = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ID = re.compile(IDENTIFIER)
# No 0/O, 1/I/L, 5/S, 2/Z, 8/B, U/V: a code is read out on the phone.
CODE_ALPHABET = "ACDEFGHJKMNPQRTWXY34679"  # pragma: allowlist secret


def new_id() -> str:
    """Return a new identifier."""
    return str(uuid7())


def is_id(text: str) -> bool:
    """Tell an identifier, of this version or of an import, from other text."""
    return _ID.fullmatch(text) is not None


def is_client_id(text: str) -> bool:
    """Tell an identifier that a client made, in small letters or capitals, from other text."""
    return is_id(text.lower())


def made_at(identifier: str) -> float:
    """Return when an identifier was made: seconds since 1970, from its first 48 bits (RFC 9562, 5.7)."""
    return int(identifier.replace("-", "")[:12], 16) / 1000


def first_made_at(seconds: float) -> str:
    """Build a value that sorts before every identifier made at that time, in seconds since 1970, or later."""
    millis = f"{int(seconds * 1000):012x}"
    return f"{millis[:8]}-{millis[8:]}"


def typed_code(length: int) -> str:
    """Return a random code for a person to read out and type."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(length))
