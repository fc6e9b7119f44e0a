"""Days and sums as banks write them in cells."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

from revops.bank.reading.tables import Cell
from revops.core.digits import plain_number
from revops.core.money import MINOR_DIGITS

_NUMERIC = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{2,4})(?:[ T]\d{1,2}:\d{2}.*)?")
_NAMED = re.compile(r"(\d{1,2})[-/ .]?([A-Za-z]{3})[A-Za-z]*[-/ .,]*(\d{2,4})(?:[ T]\d{1,2}:\d{2}.*)?")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3})[A-Za-z]*[-/ .]+(\d{1,2})[-/ .,]+(\d{2,4})(?:[ T]\d{1,2}:\d{2}.*)?")
# What begins as a day does, whatever is wrong with it: three parts, the first a number or a name.
_LIKE_A_DAY = re.compile(r"(?:\d{1,4}|[A-Za-z]{3,9},?)[-/., ]+[0-9A-Za-z]{1,9}[-/., ]+\d{1,4}\b.*")
_ORDERED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](?:\d{2}|\d{4})\b.*")
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_AMOUNT = re.compile(
    r"(?P<sign>[-+(]?)\s*(?:₹|rs\.?|inr|aed|sar|qar|usd|omr|kwd|bhd|\$)?\s*(?P<minus>-?)"
    # Commas only where digits are grouped: `1500,50` is not a hundred times as much.
    r"(?P<number>(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d+)?(?:\.\d+)?)(?P<behind>-?)\s*\)?\s*(?P<side>cr|dr)?\.?",
    re.IGNORECASE,
)
_CENTURY = 2000
_MONTHS_OF_A_YEAR = 12
_LARGEST_MINOR = 10**15
_MOST_DIGITS = max(MINOR_DIGITS.values())
# Between whole and part, and between thousands, in Arabic; and the minus of printers.
_SIGNS = str.maketrans({"\u066b": ".", "\u066c": ",", "\u060c": ",", "\u2212": "-"})


def _plain(text: str) -> str:
    return text.strip() if text.isascii() else plain_number(text).translate(_SIGNS)


def day_of_cell(cell: Cell, *, is_day_first: bool = True) -> dt.date | None:
    """Read a day; None where there is none."""
    if isinstance(cell, dt.date):
        return cell
    if not isinstance(cell, str):
        return None
    text = _plain(cell)
    try:
        if found := _NUMERIC.fullmatch(text):
            first, second, third = found.groups()
            if len(first) == 4:
                return dt.date(int(first), int(second), int(third))
            if len(third) == 3 or len(first) == 3:
                return None
            day, month = (int(first), int(second)) if is_day_first else (int(second), int(first))
            return dt.date(_year(third), month, day)
        if found := _NAMED.fullmatch(text):
            month_of = _MONTHS.get(found[2].casefold())
            return None if month_of is None else dt.date(_year(found[3]), month_of, int(found[1]))
        if found := _MONTH_FIRST.fullmatch(text):
            month_of = _MONTHS.get(found[1].casefold())
            return None if month_of is None else dt.date(_year(found[3]), month_of, int(found[2]))
    except ValueError:
        return None
    return None


def is_day_first_in(cell: Cell) -> bool | None:
    """Say whether the day stands before the month in a cell; None where it may be either, or there is no day."""
    found = _ORDERED.fullmatch(_plain(cell)) if isinstance(cell, str) else None
    if found is None:
        return None
    first, second = (int(part) > _MONTHS_OF_A_YEAR for part in found.groups())
    return None if first == second else first


def is_like_a_day(cell: Cell) -> bool:
    """Say whether a cell that is no day was meant to be one."""
    if not isinstance(cell, str) or _LIKE_A_DAY.fullmatch(_plain(cell)) is None:
        return False
    # A sum of a summary has parts as well: 1,00,000.
    return amount_of(cell, _MOST_DIGITS) is None


def _year(text: str) -> int:
    return int(text) + (_CENTURY if len(text) == 2 else 0)


def amount_of(cell: Cell, digits: int) -> int | None:
    """Read a sum in minor units; None where there is none, or one that no account of the currency could have.

    ``Dr`` behind it, a minus or brackets make it negative.
    """
    if isinstance(cell, dt.date):
        return None
    if isinstance(cell, int | float):
        # A workbook holds binary fractions: what is shown is meant.
        number = Decimal(repr(round(float(cell), 6)))
        is_minus = number < 0
        number = abs(number)
    else:
        found = _AMOUNT.fullmatch(_plain(cell))
        if found is None or not any(sign.isdigit() for sign in found["number"]):
            return None
        try:
            number = Decimal(found["number"].replace(",", ""))
        except InvalidOperation:
            return None
        is_minus = found["sign"] in {"-", "("} or bool(found["minus"] or found["behind"])
        is_minus = is_minus or (found["side"] or "").casefold() == "dr"
    scaled = number.scaleb(digits)
    if scaled != scaled.to_integral_value() or scaled > _LARGEST_MINOR:
        return None
    return -int(scaled) if is_minus else int(scaled)
