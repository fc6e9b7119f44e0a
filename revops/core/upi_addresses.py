"""Addresses of UPI in what people write, and what leads money elsewhere in other ways: whom would a reader pay?"""

import re
from collections.abc import Iterator
from unicodedata import normalize
from urllib.parse import unquote

# As in name@bank: what has a dot after the sign is an e-mail address.
_ADDRESS = re.compile(r"(?<![\w.@-])([A-Za-z0-9][\w.-]{1,99}@[A-Za-z][A-Za-z0-9]{1,63})(?![\w@-]|\.\w)")
# Written apart only where the second part is one of those that apps give; "see you @ noon" is none.
_APART = re.compile(
    r"(?<![\w.@-])([A-Za-z0-9][\w.-]{1,99}) {0,3}(?:@|\(at\)|\[at\]) {0,3}"
    r"(ok(?:axis|hdfcbank|icici|sbi)|ybl|ibl|axl|apl|yapl|paytm|pt(?:axis|hdfc|sbi|yes)|waaxis|wahdfcbank|waicici|wasbi)\b",
    re.IGNORECASE,
)
# Apps of payment find somebody by his phone number, too.
_BY_PHONE = re.compile(
    r"\b(?:g ?pay|google ?pay|phone ?pe|paytm|bhim|upi|(?:pay|transfer|send) to)\b\D{0,30}?"
    r"(?<!\d)(?:\+?91[ -]?)?([6-9]\d{4}[ -]?\d{5})(?!\d)",
    re.IGNORECASE,
)
_BANK_CODE = re.compile(r"\b[A-Z]{4}0[A-Z0-9]{6}\b", re.IGNORECASE)
_ACCOUNT = re.compile(r"(?<!\d)\d{9,18}(?!\d)")
_MAX_TEXT_LENGTH = 20_000


def upi_addresses_in(*texts: str | None) -> set[str]:
    """Find the UPI addresses in texts, in lower case; also phone numbers that one is to pay to, in ten digits, and bank
    accounts with the code of their branch.
    """
    return {found.lower() for text in texts if text for found in _found_in(_plain(text[:_MAX_TEXT_LENGTH]))}


def _plain(text: str) -> str:
    """Write signs as they usually are: of full width, or as in an address of the web."""
    return unquote(normalize("NFKC", text))


def _found_in(text: str) -> Iterator[str]:
    yield from _ADDRESS.findall(text)
    yield from ("@".join(parts) for parts in _APART.findall(text))
    yield from (re.sub(r"\D", "", phone) for phone in _BY_PHONE.findall(text))
    if code := _BANK_CODE.search(text):
        yield from (f"{account} {code.group()}" for account in _ACCOUNT.findall(text))
