"""Text that people type: cleaned, bounded and normalised for search. Odd values warn, they never block."""

import re
import unicodedata
from typing import Annotated, Any

import phonenumbers
from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError
from stdnum.in_ import gstin

from revops.core.digits import plain_number

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

# The region a national number is read in, by the workshop's currency.
REGION = {"INR": "IN", "AED": "AE", "SAR": "SA", "QAR": "QA", "OMR": "OM", "KWD": "KW", "BHD": "BH", "USD": "US"}

# Forms of Indian plates (Central Motor Vehicles Rules): standard, BH series, temporary, vintage, diplomatic.
_INDIAN_PLATE = re.compile(
    r"[A-Z]{2}\d{1,2}[A-Z]{0,3}\d{1,4}|\d{2}BH\d{4}[A-Z]{1,2}|T\d{4}[A-Z]{2}\d{4}[A-Z]{1,2}"
    r"|[A-Z]{2}VA[A-Z]{2}\d{1,4}|\d{1,3}(?:CD|CC|UN)\d{1,4}"
)
# State codes that python-stdnum 2.2 does not know yet: Ladakh, other territory, centre.
_LATER_STATES = {"38", "97", "99"}


def _clean(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if _CONTROL.search(value):
        raise PydanticCustomError("text", "contains characters that cannot be stored")
    return unicodedata.normalize("NFC", value).strip()


def _blank_is_none(value: Any) -> Any:
    cleaned = _clean(value)
    return None if cleaned == "" else cleaned


def _code(value: Any) -> Any:
    cleaned = _clean(value)
    return plain_number(cleaned) if isinstance(cleaned, str) else cleaned


# A text, trimmed, in NFC, without control characters; the field gives the length.
Line = Annotated[str, BeforeValidator(_clean)]
# A code of digits or letters, its digits as 0 to 9 in whatever script they are typed.
Code = Annotated[str, BeforeValidator(_code)]
# Optional texts by their longest length; blank counts as absent.
OptionalCode = Annotated[Annotated[str, Field(max_length=32)] | None, BeforeValidator(_blank_is_none)]
OptionalName = Annotated[Annotated[str, Field(max_length=120)] | None, BeforeValidator(_blank_is_none)]
OptionalNote = Annotated[Annotated[str, Field(max_length=500)] | None, BeforeValidator(_blank_is_none)]
OptionalText = Annotated[Annotated[str, Field(max_length=2000)] | None, BeforeValidator(_blank_is_none)]


def normalise_plate(raw: str) -> str:
    """Return a vehicle number as it is compared: NFKC, upper case, ASCII digits, letters and digits only."""
    text = unicodedata.normalize("NFKC", raw).upper()
    return "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in text if c.isalnum())


def plate_warning(raw: str, currency: str) -> str | None:
    """Return a warning when a plate in India has none of the known forms. Gulf plates are not judged."""
    if currency == "INR" and not _INDIAN_PLATE.fullmatch(normalise_plate(raw)):
        return f"{raw} does not look like an Indian vehicle number; please check it."
    return None


def normalise_phone(raw: str, currency: str) -> tuple[str, str | None]:
    """Return a phone number in E.164 and no warning, or what was typed and a warning when it does not parse."""
    try:
        number = phonenumbers.parse(raw, REGION[currency])
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        return raw, f"{raw} does not look like a phone number; please check it."
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), None


def gst_warning(raw: str) -> str | None:
    """Return a warning when the form or the check digit of a GSTIN is wrong (weights 1,2 over base 36)."""
    compact = re.sub(r"[\s-]", "", raw).upper()
    probe = "27" + compact[2:] if compact[:2] in _LATER_STATES else compact
    known_form = gstin.is_valid(compact) or (
        probe != compact
        and re.fullmatch(r"\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]", compact) is not None
        and _gst_check_digit(compact[:14]) == compact[14]
    )
    return None if known_form else f"{raw} does not look like a valid GSTIN; please check it."


def _gst_check_digit(first_fourteen: str) -> str:
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    total = 0
    for index, char in enumerate(first_fourteen):
        value = alphabet.index(char) * (index % 2 + 1)
        total += value // 36 + value % 36
    return alphabet[(36 - total % 36) % 36]


def words(text: str) -> list[str]:
    """Return the words of a text as they are compared: NFKC, lower case, without accents, letters and digits."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(
        c if c.isalnum() or unicodedata.category(c) == "Mc" else " " for c in folded if unicodedata.category(c) != "Mn"
    )
    return kept.split()


def _no_control(value: str) -> str:
    if _CONTROL.search(value):
        raise PydanticCustomError("text", "contains characters that cannot be stored")
    return value


# The version of a document that a change was made from.
Version = Annotated[int, Field(strict=True, ge=1, le=2**31)]

Identifier = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(_no_control)]
