"""Identifiers: UUIDv7 strings, which sort by the time they were made."""

from uuid_utils import uuid7


def new_id() -> str:
    """Return a new identifier."""
    return str(uuid7())
