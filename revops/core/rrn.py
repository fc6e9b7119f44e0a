"""The reference numbers of UPI and IMPS: twelve digits, which the payer's app, the bank and its statement all show.

They are read out of whatever people type or banks print. Most begin with the last digit of the year and the day of the
year; not all banks keep to that, so the day is a hint and nothing more.
"""

import datetime as dt
import re

LENGTH = 12

# HDFC fills its column of references up to sixteen with zeros.
_GROUP = re.compile(r"(?<![0-9])(?:0000)?([0-9]{12})(?![0-9])")
_BLANKS = re.compile(r"(?<=[0-9])[ -](?=[0-9])")
_DAYS_AROUND = 183


def rrns_in(*texts: str) -> list[str]:
    """Find every group of twelve digits, each once, in the order in which they stand."""
    return list(dict.fromkeys(number for text in texts for number in _GROUP.findall(text)))


def rrn_of(reference: str | None) -> str | None:
    """Read the number out of what somebody typed as a reference, blanks between its digits or not.

    None where there is none, or more than one.
    """
    if reference is None:
        return None
    found = rrns_in(reference) or rrns_in(_BLANKS.sub("", reference))
    return found[0] if len(found) == 1 else None


def day_in(rrn: str, near: dt.date) -> dt.date | None:
    """Read the day in a number, in the year that is nearest to a day; None where it holds none."""
    year_digit, day_of_year = int(rrn[0]), int(rrn[1:4])
    for year in (near.year, near.year - 1, near.year + 1):
        if year % 10 != year_digit or not 1 <= day_of_year <= 366:
            continue
        day = dt.date(year, 1, 1) + dt.timedelta(days=day_of_year - 1)
        if day.year == year and abs((day - near).days) <= _DAYS_AROUND:
            return day
    return None
