"""Texts as they are compared: one spelling for what people write in several ways, in every script.

Folding loses on purpose: accents, vowel signs above and below, and letters that are confused fall together, so that a
name is found however it is spelt. What is stored and shown stays as it was typed.
"""

import re
import unicodedata

from revops.core.digits import UNSEEN, ascii_digits

# Marks within a name that some leave out: D'Souza, O’Brien, Sh‘ab, and what stands for them elsewhere.
_APOSTROPHES = "'`\u00b4\u02b9-\u02c1\u02c8\u02ee\u05f3\u05f4\u2018\u2019\u201a\u201b\u2032\u2035\ua78b\ua78c\uff07"
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_RUN = re.compile(r"[0-9]+|[^0-9]+")

# Letters that Unicode does not take apart, and letters of one sound that keyboards of neighbouring languages differ in.
_SAME = str.maketrans(
    {
        # Latin
        "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t",
        "ŋ": "n", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ə": "e", "ɨ": "i", "ʉ": "u", "ƀ": "b", "ꝑ": "p",
        # Arabic, Persian, Urdu, Pashto, Kurdish: alef, yeh, kaf, heh, waw; tatweel and hamza go
        "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ۍ": "ي", "ێ": "ي", "ے": "ي", "ۓ": "ي", "ک": "ك", "ڪ": "ك", "ڬ": "ك",
        "ة": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه", "ە": "ه", "ۆ": "و", "ۇ": "و", "ۈ": "و", "ۋ": "و", "ٷ": "و",
        "ـ": "", "ء": "", "ں": "ن",
        # Malayalam chillu letters, and the second sign for au
        "ൺ": "ണ", "ൻ": "ന", "ർ": "ര", "ൽ": "ല", "ൾ": "ള", "ൿ": "ക", "ൔ": "മ", "ൕ": "യ", "ൖ": "ഴ",
        # Bengali khanda ta and the Assamese ra; Tamil sha, which is also written as sa in Shri
        "ৎ": "ত", "ৰ": "র", "ஶ": "ஸ",
        # Greek and Hebrew letters with a form of their own at the end of a word
        "ς": "σ", "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ",
    }
)  # fmt: skip

# The Indic blocks from Devanagari to Malayalam lie alike: nasals of the five classes before a consonant of their own
# class are also written as a dot (anusvara), which goes with the other marks: हिन्दी is हिंदी.
_INDIC = [chr(block) for block in range(0x0900, 0x0D80, 0x80)]
_CLASSES = ((0x15, 0x19), (0x1A, 0x1E), (0x1F, 0x23), (0x24, 0x28), (0x2A, 0x2E))
_NASAL = re.compile(
    "|".join(
        f"{chr(ord(block) + last)}{chr(ord(block) + 0x4D)}(?=[{chr(ord(block) + first)}-{chr(ord(block) + last - 1)}])"
        for block in _INDIC
        for first, last in _CLASSES
    )
)
# The Malayalam sign for au is written with and without its left part.
_AU = "\u0d46\u0d57", "\u0d57"


def fold(text: str) -> str:
    """Fold a text: no case, accents, unseen marks or apostrophes; digits 0 to 9; confused letters as one."""
    if text.isascii():
        return _APOSTROPHE.sub("", text.lower())
    before = None
    while before != text:  # a letter taken apart may leave one that folds again
        before = text
        plain = _APOSTROPHE.sub("", UNSEEN.sub("", text))
        taken_apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", plain).casefold())
        # After taking apart too: it brings forth what is unseen, such as the tatweel under a lone Arabic vowel.
        seen = _APOSTROPHE.sub("", UNSEEN.sub("", _NASAL.sub("", taken_apart.replace(*_AU))))
        bare = "".join(c for c in seen if unicodedata.category(c) not in ("Mn", "Me"))
        text = ascii_digits(bare.translate(_SAME))
    return text


def words(text: str) -> list[str]:
    """Split a text into its words as they are compared: folded, letters and digits only."""
    folded = fold(text)
    if folded.isascii():
        return _ASCII_WORD.findall(folded)
    return "".join(c if c.isalnum() or unicodedata.category(c) == "Mc" else " " for c in folded).split()


def name_pieces(text: str) -> list[str]:
    """Split a name also where an apostrophe stands: ``Maria D'Souza`` into three."""
    return words(_APOSTROPHE.sub(" ", text))


def code_pieces(text: str) -> list[str]:
    """Split a vehicle number or another code into runs of letters and of digits: ``MH 12-AB1234`` into four."""
    return [piece for word in words(text) for piece in _RUN.findall(word)]
