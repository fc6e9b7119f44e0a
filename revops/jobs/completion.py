"""When and how late a job was completed."""

import datetime as dt

from revops.core.time import day_of
from revops.journal.entry import Count


def turnaround_minutes(created_at: dt.datetime, completed_at: dt.datetime) -> int:
    """Count the whole minutes from intake to completion, none when the times are the wrong way round."""
    return max((completed_at - created_at) // dt.timedelta(minutes=1), 0)


def was_on_time(due_at: dt.datetime, completed_at: dt.datetime, timezone: str) -> bool:
    """Say whether a job was completed on or before the workshop day on which it was due."""
    return day_of(completed_at, timezone) <= day_of(due_at, timezone)


def completed_counts(created_at: dt.datetime, completed_at: dt.datetime, *, is_on_time: bool) -> dict[Count, int]:
    """Count a job that was just completed."""
    return {
        Count.COMPLETED: 1,
        Count.TURNAROUND_MINUTES: turnaround_minutes(created_at, completed_at),
        Count.ON_TIME: int(is_on_time),
    }
