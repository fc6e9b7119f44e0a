"""Amounts and days as a paper says them."""

import datetime as dt
from decimal import Decimal

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, get_currency_symbol
from num2words import num2words

from revops.core.money import MINOR_DIGITS, SCALE
from revops.core.time import zone

# The whole and its part, as they are said.
_NAMES = {
    "INR": ("Rupees", "Paise"),
    "AED": ("Dirhams", "Fils"),
    "SAR": ("Riyals", "Halalas"),
    "QAR": ("Riyals", "Dirhams"),
    "USD": ("Dollars", "Cents"),
    "OMR": ("Rials", "Baisa"),
    "KWD": ("Dinars", "Fils"),
    "BHD": ("Dinars", "Fils"),
}


def locale_of(currency: str) -> str:
    """Return the locale whose grouping a currency's amounts have: lakh and crore for rupees."""
    return "en_IN" if currency == "INR" else "en"


def amount_text(amount_minor: int, currency: str) -> str:
    """Return an amount with its currency: ``₹1,23,456.50``, ``OMR 12.345``."""
    symbol = get_currency_symbol(currency, locale_of(currency))
    # A sign stands at the figure, letters do not; the space does not break.
    space = "\N{NO-BREAK SPACE}" if symbol.isalpha() else ""
    return f"{symbol}{space}{number_text(amount_minor, currency)}"


def number_text(amount_minor: int, currency: str) -> str:
    """Return an amount without its sign, for columns: ``1,23,456.50``."""
    digits = "0" * MINOR_DIGITS[currency]
    pattern = f"#,##,##0.{digits}" if currency == "INR" else f"#,##0.{digits}"
    value = Decimal(amount_minor).scaleb(-MINOR_DIGITS[currency])
    return str(format_decimal(value, pattern, locale=locale_of(currency)))


def in_words(amount_minor: int, currency: str) -> str:
    """Return an amount as it is said: ``Rupees One Lakh Two Thousand and Fifty Paise Only``."""
    whole, part = divmod(amount_minor, SCALE[currency])
    name, part_name = _NAMES[currency]
    said = f"{name} {_said(whole, currency)}"
    if part:
        said += f" and {_said(part, currency)} {part_name}"
    return f"{said} Only"


def _said(number: int, currency: str) -> str:
    text = str(num2words(number, lang=locale_of(currency))).replace(",", "")
    return " ".join(word if word == "and" else word.capitalize() for word in text.split())


def percent_text(rate_bp: int, shared_by: int = 1) -> str:
    """Return a rate: ``18%``, or its share under one of several heads: ``9%``, ``0.125%``."""
    value = (Decimal(rate_bp) / shared_by / 100).normalize()
    return f"{value:f}%"


def count_text(count: int, currency: str) -> str:
    """Return a count in the groups of a currency's country: ``1,23,456``."""
    return str(format_decimal(count, "#,##,##0" if currency == "INR" else "#,##0", locale=locale_of(currency)))


def quantity_text(quantity_milli: int) -> str:
    """Return a quantity without zeros that say nothing: ``2``, ``3.5``."""
    return f"{Decimal(quantity_milli).scaleb(-3).normalize():f}"


def day_text(instant: dt.datetime, timezone: str) -> str:
    """Return the workshop's day of an instant: ``22 Nov 2026``."""
    return str(format_date(instant.astimezone(zone(timezone)).date(), "d MMM y", locale="en"))


def time_text(instant: dt.datetime, timezone: str) -> str:
    """Return the workshop's day and time of an instant: ``22 Nov 2026, 18:05``."""
    return str(format_datetime(instant, "d MMM y, HH:mm", tzinfo=zone(timezone), locale="en"))
