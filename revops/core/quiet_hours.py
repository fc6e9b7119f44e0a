"""Quiet hours: the hours of the night, by a clock on the wall, in which nobody wants to be disturbed."""

import datetime as dt
from dataclasses import dataclass

from revops.core.time import UTC, zone

_MINUTES_OF_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From a minute of the day until another; the same twice: none."""

    from_minute: int
    until_minute: int

    def end(self, at: dt.datetime, timezone: str) -> dt.datetime | None:
        """Tell when the quiet hours end in which an instant lies; None outside of them."""
        local = at.astimezone(zone(timezone))
        minute = local.hour * 60 + local.minute
        quiet = (self.until_minute - self.from_minute) % _MINUTES_OF_DAY
        since = (minute - self.from_minute) % _MINUTES_OF_DAY
        if since >= quiet:
            return None
        day = local.date()
        if self.until_minute <= minute:
            day += dt.timedelta(days=1)
        until = dt.time(self.until_minute // 60, self.until_minute % 60)
        return dt.datetime.combine(day, until, zone(timezone)).astimezone(UTC)


def minute_of(time: str) -> int:
    """Read the minute of the day that a time such as 21:00 names."""
    hours, _, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes)


def time_of(minute: int) -> str:
    """Write a minute of the day as a time."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
