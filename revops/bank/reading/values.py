"""Days and sums as banks write them in cells."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

from revops.bank.reading.tables import Cell

_NUMERIC = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{2,4})(?:[ T]\d{1,2}:\d{2}.*)?")
_NAMED = re.compile(r"(\d{1,2})[-/ .]?([A-Za-z]{3})[a-z]*[-/ .,]*(\d{2,4})(?:[ T]\d{1,2}:\d{2}.*)?")
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_AMOUNT = re.compile(
    r"(?P<sign>[-+(]?)\s*(?:₹|rs\.?|inr|aed|sar|qar|usd|omr|kwd|bhd|\$)?\s*(?P<minus>-?)"
    r"(?P<number>(?:\d[\d,]*)?(?:\.\d+)?)\s*\)?\s*(?P<side>cr|dr)?\.?",
    re.IGNORECASE,
)
_CENTURY = 2000
_LARGEST_MINOR = 10**15


def day_of_cell(cell: Cell, *, is_day_first: bool = True) -> dt.date | None:
    """Read a day; None where there is none."""
    if isinstance(cell, dt.date):
        return cell
    if not isinstance(cell, str):
        return None
    text = cell.strip()
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
    except ValueError:
        return None
    return None


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
        found = _AMOUNT.fullmatch(cell.strip())
        if found is None or not any(sign.isdigit() for sign in found["number"]):
            return None
        try:
            number = Decimal(found["number"].replace(",", ""))
        except InvalidOperation:
            return None
        is_minus = found["sign"] in {"-", "("} or bool(found["minus"]) or (found["side"] or "").casefold() == "dr"
    scaled = number.scaleb(digits)
    if scaled != scaled.to_integral_value() or scaled > _LARGEST_MINOR:
        return None
    return -int(scaled) if is_minus else int(scaled)
