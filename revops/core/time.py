"""Instants are UTC with millisecond precision, as BSON keeps them; a day is a day in the workshop's time zone."""

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

UTC = dt.UTC


class Clock:
    """The clock that the whole application reads. It runs, until a test sets it; then it stands still."""

    def __init__(self) -> None:
        self._set_to: dt.datetime | None = None

    def set(self, instant: dt.datetime | None) -> None:
        """Stop at an instant, or run again."""
        self._set_to = instant

    def now(self) -> dt.datetime:
        """Read the present instant in UTC, cut to milliseconds so that what is answered equals what is stored."""
        if self._set_to is not None:
            return self._set_to
        value = dt.datetime.now(UTC)
        return value.replace(microsecond=value.microsecond // 1000 * 1000)


clock = Clock()
now = clock.now


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """Return the time zone of that IANA name. Raises KeyError for an unknown one."""
    if name not in available_timezones():
        raise KeyError(name)
    return ZoneInfo(name)


def spoken_day(day: dt.date | str) -> str:
    """Write a day as it is said: 21 April 2026."""
    day = dt.date.fromisoformat(day) if isinstance(day, str) else day
    return f"{day.day} {day:%B} {day.year:04}"


def day_of(instant: dt.datetime, timezone: str) -> str:
    """Return the workshop's calendar day of an instant, as ``YYYY-MM-DD``."""
    return instant.astimezone(zone(timezone)).date().isoformat()


def start_of_day(day: dt.date, timezone: str) -> dt.datetime:
    """Return the first instant of a day in that time zone, in UTC."""
    return dt.datetime.combine(day, dt.time.min, zone(timezone)).astimezone(UTC)


def millis(instant: dt.datetime) -> int:
    """Return milliseconds since 1970, exactly. An instant without a zone is UTC."""
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    return (instant - dt.datetime(1970, 1, 1, tzinfo=UTC)) // dt.timedelta(milliseconds=1)


def from_millis(value: int) -> dt.datetime:
    """Inverse of ``millis``. Raises OverflowError outside the years 1 to 9999."""
    return dt.datetime(1970, 1, 1, tzinfo=UTC) + dt.timedelta(milliseconds=value)
