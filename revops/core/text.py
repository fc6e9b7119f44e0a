"""Text that people type: cleaned, bounded and normalised for search. Odd values warn, they never block."""

import re
import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from revops.core.digits import UNSEEN, plain_number
from revops.core.folding import words

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

# Marks that turn the order of all that follows them, also of an amount beside the text: 2,100 is read as 001,2. No
# script needs them: the order of Arabic is that of its letters. Those that only isolate a text turn nothing.
_TURNING = re.compile("[\u202a-\u202e]")

# Signs that are drawn as nothing: the Braille pattern without dots, the musical null notehead.
_BLANK = "\u2800\U0001d159"

# Forms of Indian plates (Central Motor Vehicles Rules): standard, BH series, temporary, vintage, diplomatic.
_INDIAN_PLATE = re.compile(
    r"[A-Z]{2}\d{1,2}[A-Z]{0,3}\d{1,4}|\d{2}BH\d{4}[A-Z]{1,2}|T\d{4}[A-Z]{2}\d{4}[A-Z]{1,2}"
    r"|[A-Z]{2}VA[A-Z]{2}\d{1,4}|\d{1,3}(?:CD|CC|UN)\d{1,4}"
)


def is_visible(text: str) -> bool:
    """Tell whether anything of a text can be seen: a letter, a digit or a sign, not only blanks, fillers and marks."""
    return text.isascii() or any(unicodedata.category(c)[0] in "LNPS" and c not in _BLANK for c in UNSEEN.sub("", text))


def unturned(text: str) -> str:
    """Leave out the marks that turn the order in which what stands beside a text is shown."""
    return text if text.isascii() else _TURNING.sub("", text)


def _clean(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if _CONTROL.search(value):
        raise PydanticCustomError("text", "contains characters that cannot be stored")
    cleaned = unicodedata.normalize("NFC", unturned(value)).strip()
    return cleaned if is_visible(cleaned) else ""


def _blank_is_none(value: Any) -> Any:
    cleaned = _clean(value)
    return None if cleaned == "" else cleaned


def _plain(value: Any) -> Any:
    cleaned = _clean(value)
    return plain_number(cleaned) if isinstance(cleaned, str) else cleaned


# A text, trimmed, in NFC, without control characters; the field gives the length.
Line = Annotated[str, BeforeValidator(_clean)]
# A code of digits or letters, its digits as 0 to 9 in whatever script they are typed.
PlainLine = Annotated[str, BeforeValidator(_plain)]
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


def _no_control(value: str) -> str:
    if _CONTROL.search(value):
        raise PydanticCustomError("text", "contains characters that cannot be stored")
    return value


# The version of a document that a change was made from.
Version = Annotated[int, Field(strict=True, ge=1, le=2**31)]

Identifier = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(_no_control)]
