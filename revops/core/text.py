"""Text that people type: cleaned, bounded and normalised for search. Odd values warn, they never block."""

import re
import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError
from stdnum.in_ import gstin

from revops.core.digits import UNSEEN, plain_number
from revops.core.folding import words

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

# Signs that are drawn as nothing: the Braille pattern without dots, the musical null notehead.
_BLANK = "\u2800\U0001d159"

# Forms of Indian plates (Central Motor Vehicles Rules): standard, BH series, temporary, vintage, diplomatic.
_INDIAN_PLATE = re.compile(
    r"[A-Z]{2}\d{1,2}[A-Z]{0,3}\d{1,4}|\d{2}BH\d{4}[A-Z]{1,2}|T\d{4}[A-Z]{2}\d{4}[A-Z]{1,2}"
    r"|[A-Z]{2}VA[A-Z]{2}\d{1,4}|\d{1,3}(?:CD|CC|UN)\d{1,4}"
)
# State codes that python-stdnum 2.2 does not know yet: Ladakh, other territory, centre.
_LATER_STATES = {"38", "97", "99"}


def is_visible(text: str) -> bool:
    """Tell whether anything of a text can be seen: a letter, a digit or a sign, not only blanks, fillers and marks."""
    return text.isascii() or any(unicodedata.category(c)[0] in "LNPS" and c not in _BLANK for c in UNSEEN.sub("", text))


def _clean(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if _CONTROL.search(value):
        raise PydanticCustomError("text", "contains characters that cannot be stored")
    cleaned = unicodedata.normalize("NFC", value).strip()
    return cleaned if is_visible(cleaned) else ""


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
    """Write a vehicle number as it is compared: folded, letters and digits only, in upper case."""
    return "".join(words(raw)).upper()


def plate_warning(raw: str, currency: str) -> str | None:
    """Return a warning when a plate in India has none of the known forms. Gulf plates are not judged."""
    if currency == "INR" and not _INDIAN_PLATE.fullmatch(normalise_plate(raw)):
        return f"{raw} does not look like an Indian vehicle number; please check it."
    return None


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


def _no_control(value: str) -> str:
    if _CONTROL.search(value):
        raise PydanticCustomError("text", "contains characters that cannot be stored")
    return value


# The version of a document that a change was made from.
Version = Annotated[int, Field(strict=True, ge=1, le=2**31)]

Identifier = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(_no_control)]
