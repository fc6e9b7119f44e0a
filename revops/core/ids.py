"""Identifiers: UUIDv7 strings, which sort by the time they were made."""

from uuid_utils import uuid7


def new_id() -> str:
    """Return a new identifier."""
    return str(uuid7())


def made_at(identifier: str) -> float:
    """Return when an identifier was made: seconds since 1970, from its first 48 bits (RFC 9562, 5.7)."""
    return int(identifier.replace("-", "")[:12], 16) / 1000
