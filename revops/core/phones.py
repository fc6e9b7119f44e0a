"""Phone numbers as people type them: one form to store, what looks wrong about them, and what they are found by."""

import re
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumber, PhoneNumberFormat

from revops.core.digits import only_digits, plain_number

# The country a number without a country code is read in, by the workshop's currency, and what it is called.
REGION = {"INR": "IN", "AED": "AE", "SAR": "SA", "QAR": "QA", "OMR": "OM", "KWD": "KW", "BHD": "BH", "USD": "US"}
_COUNTRY = {
    "IN": "India",
    "AE": "the UAE",
    "SA": "Saudi Arabia",
    "QA": "Qatar",
    "OM": "Oman",
    "KW": "Kuwait",
    "BH": "Bahrain",
    "US": "the USA",
}
# The only letters that belong in a number announce an extension; phonenumbers would read others as keys of a phone.
_EXTENSION = {"ext", "extn", "extension", "x"}
_LETTERS = re.compile(r"[^\W\d_]+")
_INDIAN_MOBILE = re.compile(r"\+91([6-9][0-9]{9})")
_DIALLED_ABROAD = re.compile(r"^00")
# How a number is copied from a contact or a page.
_LINK = re.compile(r"\s*(?:(?:tel|callto|sms):|(?:https?://)?wa\.me/)", re.IGNORECASE)
# Where two numbers stand in one field.
_BETWEEN = re.compile(r"[/,;|&]+")
# Fewer digits than this are only the beginning of a number.
_MIN_DIGITS_OF_A_NUMBER = 8


@dataclass(frozen=True, slots=True)
class Phone:
    """A number read: as it is stored (E.164, with its extension if any, or else as typed), and what looks wrong."""

    stored: str
    warning: str | None


def spoken_phone(stored: str) -> str:
    """Write a stored number as it is read out: +91 20 2555 1234. One that nobody can read stays as it is."""
    number = _parsed(stored, None) if stored.startswith("+") else None
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL) if number is not None else stored


@lru_cache(maxsize=4096)
def read_phone(typed: str, currency: str) -> Phone:
    """Read a phone number in the workshop's country. One that looks odd is kept, with a warning."""
    number = _parsed(typed, REGION[currency])
    if number is None:
        return Phone(typed, f"{typed} does not look like a phone number; please check it.")
    stored = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    if number.extension:
        stored += f" ext. {number.extension}"
    return Phone(stored, None if phonenumbers.is_valid_number(number) else _oddity(typed, number))


def readings(typed: str) -> list[str]:
    """List the stored forms that a number may have when nobody knows the country: one, with a country code."""
    numbers = [_parsed(typed, region) for region in REGION.values()]
    found = [phonenumbers.format_number(number, PhoneNumberFormat.E164) for number in numbers if number is not None]
    return list(dict.fromkeys(found))


def _parsed(typed: str, region: str | None) -> PhoneNumber | None:
    plain = _DIALLED_ABROAD.sub("+", _out_of_link(plain_number(typed)))
    if not _EXTENSION.issuperset(_LETTERS.findall(plain.lower())):
        return None
    try:
        number = phonenumbers.parse(plain, region)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None


def _out_of_link(typed: str) -> str:
    """Take a number out of a link to call or write to it; a link of WhatsApp leaves out the +."""
    link = _LINK.match(typed)
    if link is None:
        return typed
    number = re.split("[?;]", typed[link.end() :])[0]
    return f"+{number.lstrip('+')}" if link[0].endswith("/") else number


def _oddity(typed: str, number: PhoneNumber) -> str:
    """Say what is wrong with a number: its length in its country, or that nobody has such a one."""
    region = phonenumbers.region_code_for_country_code(number.country_code or 0)
    metadata = PhoneMetadata.metadata_for_region(region, None)
    country = _COUNTRY.get(region)
    if metadata is not None and country is not None:
        usual = {length for kind in (metadata.mobile, metadata.fixed_line) if kind for length in kind.possible_length}
        digits = len(national_digits(number).lstrip("0"))
        if digits not in usual:
            lengths = " or ".join(str(length) for length in sorted(usual))
            return f"{typed} has {digits} digits; a phone number in {country} has {lengths}. Please check it."
        return f"{typed} is not a phone number that {country} gives out; please check it."
    return f"{typed} does not look like a phone number; please check it."


def national_digits(number: PhoneNumber) -> str:
    """Write a number's digits without its country code and without the 0 that is dialled before them."""
    return phonenumbers.national_significant_number(number)


def stored_forms(stored: str) -> list[str]:
    """Write a stored number in the digits it is looked up by: with and without country code, without leading 0."""
    mobile = _INDIAN_MOBILE.fullmatch(stored)
    if mobile is not None:  # nearly all: parsing takes 50 µs
        return [mobile[1], stored[1:]]
    number = _parsed(stored, None)
    if number is None:
        numbers = [only_digits(part) for part in _BETWEEN.split(stored)]
        found = [form for digits in numbers for form in (digits, digits.lstrip("0"))]
    else:
        found = [national_digits(number), f"{number.country_code}{national_digits(number)}"]
    return list(dict.fromkeys(form for form in found if form))


def whole_number(typed: str, currency: str) -> str | None:
    """Read the digits of a number that somebody asks for with its extension, or by its link; None for all else."""
    number = _parsed(typed, REGION[currency])
    is_whole = number is not None and (number.extension or _LINK.match(typed))
    return national_digits(number) if number is not None and is_whole else None


def several_numbers(typed: str) -> list[str]:
    """Read the digits of two or more whole numbers that stand in one field; none where there are not."""
    numbers = [only_digits(part) for part in _BETWEEN.split(typed)]
    is_each_whole = all(len(digits) >= _MIN_DIGITS_OF_A_NUMBER for digits in numbers)
    return numbers if len(numbers) > 1 and is_each_whole else []


def typed_forms(digits: str, currency: str) -> list[str]:
    """Write digits that somebody asks for, perhaps the beginning of a number, as stored numbers may begin.

    0 and 00 are dialled and not stored. A whole number is read as one, because a 0 may stand after the country code.
    """
    found = [digits, digits.lstrip("0")]
    if len(digits) >= _MIN_DIGITS_OF_A_NUMBER:
        for typed in (digits, f"+{digits.lstrip('0')}"):
            number = _parsed(typed, REGION[currency])
            if number is not None and phonenumbers.is_valid_number(number):
                found.append(national_digits(number))
    return list(dict.fromkeys(form for form in found if form))
