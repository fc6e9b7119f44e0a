"""Instants and days."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revops.core.time import day_of, from_millis, millis, now, start_of_day, zone

# Milliseconds from 1971 to 2200.
INSTANTS = st.integers(365 * 86_400_000, 230 * 365 * 86_400_000).map(from_millis)
ZONES = st.sampled_from(["Asia/Kolkata", "Asia/Dubai", "Asia/Kathmandu", "America/New_York", "UTC", "Pacific/Apia"])


@given(instant=INSTANTS)
def test_milliseconds_lose_nothing(instant: dt.datetime) -> None:
    assert from_millis(millis(instant)) == instant


@given(instant=INSTANTS, timezone=ZONES)
def test_an_instant_lies_in_its_day(instant: dt.datetime, timezone: str) -> None:
    day = dt.date.fromisoformat(day_of(instant, timezone))
    assert start_of_day(day, timezone) <= instant < start_of_day(day + dt.timedelta(days=1), timezone)


def test_midnight_in_india() -> None:
    assert start_of_day(dt.date(2026, 3, 11), "Asia/Kolkata") == dt.datetime(2026, 3, 10, 18, 30, tzinfo=dt.UTC)
    assert day_of(dt.datetime(2026, 3, 10, 18, 29, 59, tzinfo=dt.UTC), "Asia/Kolkata") == "2026-03-10"
    assert day_of(dt.datetime(2026, 3, 10, 18, 30, tzinfo=dt.UTC), "Asia/Kolkata") == "2026-03-11"


def test_now_is_what_the_database_keeps() -> None:
    assert now().microsecond % 1000 == 0
    assert now().tzinfo is dt.UTC


@pytest.mark.parametrize(
    "name", ["", "Mars/Base", "../etc/passwd", "asia/kolkata", "Asia/Kolkata\x00", "/etc/localtime"]
)
def test_unknown_zones(name: str) -> None:
    with pytest.raises(KeyError):
        zone(name)
