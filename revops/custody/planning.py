"""The plan of counts that the server asks for by itself: a number in a month, at times that nobody can know before.

The times follow from the server's key, so they need not be kept, and are the same in every instance.
"""

import calendar
import datetime as dt
import hashlib
import hmac
import random
from dataclasses import dataclass

from revops.access.custody import CustodySettings
from revops.core.time import zone

_MINUTES_OF_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Planned:
    """A count of a month by its day: when it is asked for, and until when of that day it may be."""

    name: str
    asked_from: dt.datetime
    asked_until: dt.datetime


def planned_on(
    secret: bytes, owner_id: str, counts: int, settings: CustodySettings, at: dt.datetime, timezone: str
) -> Planned | None:
    """Find the count that is planned for the day of an instant; None when there is none on it.

    All who hold cash for one owner are asked at the same moment, in all his garages whose hours have it in common:
    notes that were counted in one place are not carried to the next. Whoever is counted seldom is so on some of the
    days of those who are counted often.
    """
    day = at.astimezone(zone(timezone)).date()
    days = list(range(1, calendar.monthrange(day.year, day.month)[1] + 1))
    month = f"{day.year}-{day.month:02}"
    _drawn(secret, owner_id, month).shuffle(days)
    if day.day not in days[:counts]:
        return None
    of_day = _drawn(secret, owner_id, day.isoformat())
    within = range(settings.counts_from, settings.counts_until - 15)
    minute = next(minute for minute in iter(lambda: of_day.randrange(_MINUTES_OF_DAY), None) if minute in within)
    midnight = dt.datetime.combine(day, dt.time.min)
    begin, end = (
        (midnight + dt.timedelta(minutes=minutes)).replace(tzinfo=zone(timezone))
        for minutes in (minute, settings.counts_until)
    )
    return Planned(day.isoformat(), begin, end)


def _drawn(secret: bytes, owner_id: str, when: str) -> random.Random:
    seed = hmac.digest(secret, f"surprise count:{owner_id}:{when}".encode(), hashlib.sha256)
    return random.Random(seed)  # noqa: S311  (of the key of this server, so nobody can draw it)  # nosec B311
