"""Passwords and passphrases as they are hashed, however a keyboard composed them."""

import unicodedata

# Of a password, in its normal form.
MIN_PASSWORD_LENGTH = 8
MAX_PASSWORD_LENGTH = 128


def normal_secret(typed: str) -> str:
    """Build the form that is hashed: composed (NFC), with plain spaces, as RFC 8265 says of passwords.

    One phone sends ``é`` as one character and another as two; a Mac writes a space that cannot be told from the usual.
    """
    composed = unicodedata.normalize("NFC", typed)
    return "".join(" " if unicodedata.category(c) == "Zs" else c for c in composed)


def forms_of(typed: str) -> list[str]:
    """List what may have been hashed for the same text: its normal form first, then those that were hashed as typed."""
    return list(dict.fromkeys([normal_secret(typed), typed, unicodedata.normalize("NFD", typed)]))
