"""Tax numbers of the workshop and its customers: one compact form, what looks wrong about them, and whose state it is.

Nothing here blocks: a garage must be able to write a bill for a customer whose number is wrong. It is told.
"""

import re

from stdnum import luhn

from revops.core.digits import plain_number
from revops.core.states import STATES

_LENGTH = 15
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# State, PAN (five letters, four digits, a letter), which registration of that PAN, a letter, and the check digit.
_SHAPE = "99AAAAA9999AXXX"
_FORM = re.compile(r"[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][1-9A-Z][A-Z][0-9A-Z]")
# Embassies, bodies of the United Nations and non-residents have numbers of another form, without a check digit.
_OTHER_FORM = re.compile(r"[0-9]{4}[A-Z]{3}[0-9]{5}(?:UN|ON|NR)[0-9A-Z]")
# Of another country or of the whole country, so they name no state.
_NO_STATE = {"96", "99"}
_DIGIT_FOR = {"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "G": "6", "T": "7", "B": "8"}
_LETTER_FOR = {"0": "O", "1": "I", "2": "Z", "5": "S", "6": "G", "7": "T", "8": "B"}
# What the number of a business is called, by the workshop's currency, and elsewhere.
_CALLED = {"INR": "GSTIN", "AED": "TRN", "SAR": "VAT number", "OMR": "VATIN", "BHD": "VAT number"}
_TAX_NUMBER = "Tax number"
# How numbers for value added tax are written elsewhere, by the workshop's currency.
_VAT_FORM = {
    "AED": (re.compile(r"1[0-9]{14}"), "a TRN has 15 digits and begins with 1"),
    "SAR": (re.compile(r"3[0-9]{13}3"), "a VAT number has 15 digits, the first and the last a 3"),
    "OMR": (re.compile(r"OM[0-9]{10}"), "a VATIN is OM and ten digits"),
    "BHD": (re.compile(r"[0-9]{13}|[0-9]{15}"), "a VAT number has 13 or 15 digits"),
}


def compact(typed: str | None) -> str | None:
    """Write a tax number as it is printed: upper case, digits 0 to 9, without blanks and dashes."""
    return re.sub(r"[\W_]", "", plain_number(typed).upper()) or None if typed else None


def tax_number_name(currency: str) -> str:
    """Name the tax number of a workshop's country, as papers print it."""
    return _CALLED.get(currency, _TAX_NUMBER)


def state_of(typed: str | None) -> str | None:
    """Read the state a GSTIN is registered in, None when it does not begin with the code of one."""
    code = (compact(typed) or "")[:2]
    return code if code in STATES else None


def tax_number_warning(typed: str | None, currency: str) -> str | None:
    """Say what is wrong with a tax number of the workshop's country, None when nothing is."""
    number = compact(typed)
    if typed is None:
        return None
    if currency == "INR":
        wrong = _gstin_fault(number or "")
        return f"{typed} does not look like a valid GSTIN: {wrong}. Please check it." if wrong else None
    form = _VAT_FORM.get(currency)
    if form is not None and not form[0].fullmatch(number or ""):
        return f"{typed} does not look like a valid tax number: {form[1]}. Please check it."
    return None


def _gstin_fault(number: str) -> str | None:
    if not number.isascii():
        return "it may hold only letters and digits"
    if len(number) != _LENGTH:
        return f"it has {len(number)} character{'' if len(number) == 1 else 's'} instead of {_LENGTH}"
    if _OTHER_FORM.fullmatch(number):
        return None
    if not _FORM.fullmatch(number):
        return _misplaced(number)
    if number[:2] not in STATES and number[:2] not in _NO_STATE:
        return f"no state has the code {number[:2]}"
    if number[7:11] == "0000":
        return "no PAN has the number 0000"
    if not luhn.is_valid(number, _ALPHABET):
        return "its last character does not fit the others, so one of them is mistyped" + _hint(number)
    return None


def _misplaced(number: str) -> str:
    """Name the first character that cannot stand where it stands, and the number that was meant if that is plain."""
    for place, (char, kind) in enumerate(zip(number, _SHAPE, strict=True), 1):
        if kind == "9" and not char.isdigit():
            return f"{_named(char)} stands at place {place}, where a digit belongs{_hint(number)}"
        if kind == "A" and char.isdigit():
            return f"{_named(char)} stands at place {place}, where a letter belongs{_hint(number)}"
    return f"its last three characters are not those of a GSTIN{_hint(number)}"


def _hint(number: str) -> str:
    """Name the number that was meant, if confusing letters with digits explains what is wrong in one way only."""
    meant = "".join(
        _DIGIT_FOR.get(char, char) if kind == "9" else _LETTER_FOR.get(char, char) if kind == "A" else char
        for char, kind in zip(number, _SHAPE, strict=True)
    )
    swapped = (
        meant[:place] + other + meant[place + 1 :]
        for place, char in enumerate(meant)
        if (other := _DIGIT_FOR.get(char) or _LETTER_FOR.get(char)) is not None
    )
    sound = [one for one in (meant, *swapped) if _FORM.fullmatch(one) and luhn.is_valid(one, _ALPHABET)]
    return f"; {sound[0]} would be right" if len(sound) == 1 else ""


def _named(char: str) -> str:
    return f"the digit {char}" if char.isdigit() else f"the letter {char}"


def place_warning(customer_number: str | None, place_of_supply: str | None, currency: str) -> str | None:
    """Say so when a customer's number names no state and nobody said where the work is supplied."""
    if currency != "INR" or not customer_number or place_of_supply or state_of(customer_number):
        return None
    return (
        f"No state can be read from {customer_number}, so any tax is charged as within your own state. Choose the"
        " place of supply if the customer is in another one."
    )
