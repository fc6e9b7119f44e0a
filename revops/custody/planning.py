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


@dataclass(frozen=True, slots=True)
class Planned:
    """A count of a month by its day: when it is asked for, and until when of that day it may be."""

    name: str
    asked_from: dt.datetime
    asked_until: dt.datetime


def planned_on(
    secret: bytes, member_id: str, counts: int, settings: CustodySettings, at: dt.datetime, timezone: str
) -> Planned | None:
    """Find the count that is planned for the day of an instant; None when there is none on it."""
    day = at.astimezone(zone(timezone)).date()
    days = calendar.monthrange(day.year, day.month)[1]
    month = f"{day.year}-{day.month:02}"
    seed = hmac.digest(secret, f"surprise count:{member_id}:{month}".encode(), hashlib.sha256)
    drawn = random.Random(seed)  # noqa: S311  (of the key of this server, so nobody can draw it)  # nosec B311
    chosen = sorted(drawn.sample(range(1, days + 1), min(counts, days)))
    minutes = {one: drawn.randrange(settings.counts_from, settings.counts_until - 15) for one in chosen}
    if day.day not in minutes:
        return None
    midnight = dt.datetime.combine(day, dt.time.min)
    begin, end = (
        (midnight + dt.timedelta(minutes=minute)).replace(tzinfo=zone(timezone))
        for minute in (minutes[day.day], settings.counts_until)
    )
    return Planned(day.isoformat(), begin, end)
