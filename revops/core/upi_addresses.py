"""Addresses of UPI in what people write: whom a customer who reads it would pay."""

import re

# As in name@bank: what has a dot after the sign is an e-mail address.
_ADDRESS = re.compile(r"(?<![\w.@-])([A-Za-z0-9][\w.-]{1,99}@[A-Za-z][A-Za-z0-9]{1,63})(?![\w@-]|\.\w)")
_MAX_TEXT_LENGTH = 20_000


def upi_addresses_in(*texts: str | None) -> set[str]:
    """Find the UPI addresses in texts, in lower case."""
    return {found.lower() for text in texts if text for found in _ADDRESS.findall(text[:_MAX_TEXT_LENGTH])}
