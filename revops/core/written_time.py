"""Days and instants as somebody outside writes them: their form, and what calendar a garage can have.

pydantic alone would take a number for seconds since 1970, and a year that no time zone and no database can hold.
"""

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from revops.core.digits import plain_number

EARLIEST = dt.date(1970, 1, 1)
_LATEST = dt.date(9990, 1, 1)


def _written_day(value: Any) -> Any:
    # A day of our own, as in an answer, is one already.
    if isinstance(value, dt.date):
        return value
    day = plain_number(value) if isinstance(value, str) else ""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
        raise PydanticCustomError("text", "must be a date such as 2026-11-22")
    return day


def _possible_day(value: dt.date) -> dt.date:
    if not EARLIEST <= value <= _LATEST:
        raise PydanticCustomError("text", "must be a day between the years 1970 and 9990")
    return value


def _written_instant(value: Any) -> Any:
    if isinstance(value, str) and re.match(r"\d{4}-\d{2}-\d{2}[Tt ]", value):
        return value
    raise PydanticCustomError("text", "must be a time with its zone, such as 2026-11-22T09:30:00Z")


def _possible_instant(value: dt.datetime) -> dt.datetime:
    # By the day that is written, which is never further than a day from that of UTC.
    _possible_day(value.date())
    return value


Day = Annotated[dt.date, BeforeValidator(_written_day), AfterValidator(_possible_day), Field(examples=["2026-11-22"])]
Instant = Annotated[AwareDatetime, BeforeValidator(_written_instant), AfterValidator(_possible_instant)]
