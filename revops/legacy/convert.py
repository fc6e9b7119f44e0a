"""Single values of the original, converted: ids, times, amounts, texts, hashes. Pure functions without a database."""

import contextlib
import datetime as dt
import hashlib
import math
import re
import unicodedata
import uuid
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from bson import Decimal128, ObjectId, Timestamp
from bson.datetime_ms import DatetimeMS

from revops.core.digits import plain_number
from revops.core.money import MAX_AMOUNT, MINOR_DIGITS, divide_half_up
from revops.core.phones import read_phone
from revops.core.text import is_visible, unturned
from revops.core.time import UTC, from_millis, millis

# What the original's workshops work in; it knew no other.
CURRENCY = "INR"
# What stands where a text must be and the original has none.
BLANK = "-"
MAX_TEXT = 10_000
# Mail to this domain can never arrive anywhere (RFC 2606).
NO_MAIL = "imported.invalid"

_NAMESPACE = uuid.UUID("6f1c8c5e-0f43-5d0e-9b7a-5f3e0c1d7a21")
_MAX_ID = 64
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CURRENCY = r"(?:₹|rs\.?|inr|rupees?|रु\.?|रुपये)"
_SIGNS = re.compile(rf"^{_CURRENCY}\s*|(?:\s*(?:{_CURRENCY}|/[-=]*|only))+$", re.IGNORECASE)
# A number whose commas, if any, part it into groups as is done in the west or in India.
_NUMBER = re.compile(
    r"([+-]?)(\d+|\d{1,3}(?:,\d{2})*,\d{3}|\d{1,3}(?:,\d{3})+)?(\.\d*)?(e[+-]?\d+)?\s*([a-z]+)?\.?",
    re.ASCII | re.IGNORECASE,
)
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_UNITS = {"k": 3, "thousand": 3, "l": 5, "lac": 5, "lacs": 5, "lakh": 5, "lakhs": 5, "cr": 7, "crore": 7, "crores": 7}
# A mobile number as India writes it. One that begins with 91 might be a country code, so it is left to the parser.
_MOBILE = re.compile(r"(?:\+91 ?|0)?((?!91)[6-9]\d{9})", re.ASCII)
_BCRYPT = re.compile(r"\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}")
# One check of a hash of this cost takes a good second; a forged cost of 31 would take days of a core at each log-in.
_MAX_BCRYPT_COST = 14
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,189}")
_PLAIN_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}")
_FIRST_TIME = dt.datetime(1971, 1, 1, tzinfo=UTC)
# Far enough, and the calendar of every time zone still holds it.
_LAST_TIME = dt.datetime(9000, 1, 1, tzinfo=UTC)


def derived_id(*parts: str) -> str:
    """Return the id that always belongs to these parts."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(parts)))


def key_of(value: Any) -> str | None:
    """Return an id or a reference of the original as the text both are compared by, None when there is none."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | ObjectId | uuid.UUID):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bytes):
        return value.hex() or None
    return None


def stored_id(key: str) -> str:
    """Return our ``_id`` for a key: itself when it can be one, so that old links work."""
    return key if len(key) <= _MAX_ID and not _CONTROL.search(key) else derived_id("id", key)


def entry_id(at: dt.datetime, subject: str, number: int) -> str:
    """Return the id of a journal entry, a UUIDv7 of the event's own time, the same at every run.

    ``subject`` is 16 hexadecimal digits that stand for what the entry is about, ``number`` its place among those.
    """
    stamp = f"{max(millis(at), 0):012x}"
    if number > 0xFFF:
        subject = hashlib.blake2b(f"{subject}{number >> 12}".encode(), digest_size=8).hexdigest()
    variant = "89ab"[int(subject[0], 16) & 3]
    return f"{stamp[:8]}-{stamp[8:]}-7{number & 0xFFF:03x}-{variant}{subject[1:4]}-{subject[4:]}"


def subject_of(collection: str, workshop_id: str, id_: str) -> str:
    """Return the digits that stand for a subject in ``entry_id``. Those of two collections may have the same id."""
    return hashlib.blake2b("\x1f".join((collection, workshop_id, id_)).encode(), digest_size=8).hexdigest()


def parse_time(value: Any) -> dt.datetime | None:
    """Return an instant in UTC, cut to milliseconds; None for what is none. A time without a zone is UTC."""
    try:
        found = _instant(value)
    except (ValueError, OverflowError, OSError):
        return None
    if found is None or not _FIRST_TIME <= found < _LAST_TIME:
        return None
    return found.replace(microsecond=found.microsecond // 1000 * 1000)


def _instant(value: Any) -> dt.datetime | None:
    if isinstance(value, str):
        value = dt.datetime.fromisoformat(value.strip())
    elif isinstance(value, DatetimeMS):
        value = from_millis(int(value))
    elif isinstance(value, Timestamp):
        value = value.as_datetime()
    elif isinstance(value, int | float) and not isinstance(value, bool):
        # Seconds or milliseconds since 1970; what is too small for either is no time.
        if not math.isfinite(value) or value < 10**8:
            return None
        value = from_millis(int(value if value >= 10**11 else value * 1000))
    if not isinstance(value, dt.datetime):
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def parse_amount(value: Any) -> tuple[int | None, str | None]:
    """Return minor units, None when it is no amount, and what is odd about it, None when nothing is.

    The noise of floats (0.1 + 0.2) is not odd. Negative amounts are returned as such.
    """
    odd = None
    if isinstance(value, str):
        written = _written_amount(value)
        if written is None:
            return None, "is not an amount"
        exact, odd = written, "was a text" if _PLAIN.fullmatch(value) else "was a text with more than the number"
    elif isinstance(value, Decimal128):
        exact = value.to_decimal()
    elif isinstance(value, bool) or not isinstance(value, int | float):
        return None, "is not an amount"
    elif isinstance(value, float):
        exact = Decimal(repr(value))
    else:
        exact = Decimal(value)
    if not exact.is_finite():
        return None, "is not an amount"
    if abs(exact) > MAX_AMOUNT:
        return None, "is too large to be an amount"
    minor, is_exact = minor_of(exact)
    return minor, odd if is_exact else "has more decimals than the currency; rounded half up"


def _written_amount(text: str) -> Decimal | None:
    """Read an amount as people write it, None when it could be meant in two ways: ``1500,50``, ``1.500,00``."""
    bare = plain_number(text).replace("٫", ".").replace("٬", ",").replace("\u2212", "-")
    found = _NUMBER.fullmatch(_SIGNS.sub("", bare).strip())
    if found is None:
        return None
    sign, whole, fraction, exponent, unit = (part or "" for part in found.groups())
    if not re.search(r"\d", whole + fraction) or (unit and (exponent or unit.lower() not in _UNITS)):
        return None
    with contextlib.suppress(InvalidOperation):
        exact = Decimal(f"{sign}{whole.replace(',', '') or '0'}{fraction}{exponent}")
        return exact.scaleb(_UNITS[unit.lower()]) if unit else exact
    return None


def minor_of(exact: Decimal) -> tuple[int, bool]:
    """Return an amount in minor units, rounded half up, and whether that means the same but for noise of floats."""
    if exact.adjusted() < -9:
        return 0, True
    scale = 10 ** MINOR_DIGITS[CURRENCY]
    numerator, denominator = exact.as_integer_ratio()
    minor = divide_half_up(numerator * scale, denominator)
    return minor, abs(numerator * scale - minor * denominator) * 100_000 < denominator


def clean_text(value: Any) -> tuple[str | None, str | None]:
    """Return a text as it can be stored, None when there is none, and what had to be done to it, if anything."""
    odd = None
    if value is None:
        return None, None
    if not isinstance(value, str):
        if isinstance(value, bool) or not isinstance(value, int | float | ObjectId | Decimal128):
            return None, "is not a text"
        value = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    elif not value.isascii():
        value = unicodedata.normalize("NFC", unturned(value))
    if _CONTROL.search(value):
        value, odd = _CONTROL.sub("", value), "had characters that cannot be stored"
    value = value.strip()
    if value and not is_visible(value):
        return None, "has nothing that can be seen"
    if len(value) > MAX_TEXT:
        value, odd = value[:MAX_TEXT], f"was cut after {MAX_TEXT:,} characters"
    return value or None, odd


def phone_of(text: str) -> str:
    """Return a phone number as we store it. The usual forms are recognised at once, because parsing takes 50 µs."""
    mobile = _MOBILE.fullmatch(text)
    return f"+91{mobile.group(1)}" if mobile else _parsed_phone(text)


@lru_cache(maxsize=20_000)
def _parsed_phone(text: str) -> str:
    return read_phone(text, CURRENCY).stored


def usable_hash(value: Any) -> str | None:
    """Return a bcrypt hash that a log-in can be checked against, None for anything else."""
    found = _BCRYPT.fullmatch(value) if isinstance(value, str) else None
    return value if found and 4 <= int(found.group(1)) <= _MAX_BCRYPT_COST else None


def email_of(value: Any) -> str | None:
    """Return an e-mail address as it is stored, None when it is none."""
    text = value.strip().lower() if isinstance(value, str) else ""
    is_one = _EMAIL.fullmatch(text) and not _CONTROL.search(text) and not text.endswith(f"@{NO_MAIL}")
    return text if is_one else None


def no_email(kind: str, user_id: str) -> str:
    """Return the unroutable address of an account that has none of its own; unique, because the id is."""
    name = user_id if _PLAIN_ID.fullmatch(user_id) else derived_id("mail", user_id)
    return f"{kind}-{name}@{NO_MAIL}"


def is_yes(value: Any) -> bool:
    """Say whether a flag of the original is set, also where it became a number or a text."""
    return value is True or value == 1 or (isinstance(value, str) and value.strip().lower() in {"true", "yes", "1"})
