"""Numbers as people type them: digits of every script, and the marks that copying a number leaves in it."""

import re
import unicodedata

# What nobody sees: marks of direction, joiners, soft hyphens, fillers (Unicode: Default_Ignorable_Code_Point).
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def ascii_digits(text: str) -> str:
    """Write the decimal digits of every script as 0 to 9 and leave all else as it is."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def plain_number(text: str) -> str:
    """Write a typed number or code in ASCII digits, full-width forms made plain, without unseen marks, trimmed."""
    if text.isascii():
        return text.strip()
    return ascii_digits(unicodedata.normalize("NFKC", UNSEEN.sub("", text))).strip()


def only_digits(text: str) -> str:
    """Keep the digits of a text, of whatever script, as 0 to 9."""
    return re.sub(r"[^0-9]", "", ascii_digits(text))
