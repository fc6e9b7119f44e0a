"""When and how late a job was completed."""

import datetime as dt

from revops.core.time import day_of
from revops.mongo.client import Document


def turnaround_minutes(created_at: dt.datetime, completed_at: dt.datetime) -> int:
    """Count the whole minutes from intake to completion, none when the times are the wrong way round."""
    return max((completed_at - created_at) // dt.timedelta(minutes=1), 0)


def was_on_time(due_at: dt.datetime, completed_at: dt.datetime, timezone: str) -> bool:
    """Say whether a job was completed on or before the workshop day on which it was due."""
    return day_of(completed_at, timezone) <= day_of(due_at, timezone)


def completed_counts(job: Document) -> dict[str, int]:
    """Count a job on which ``completed_at`` and ``completed_on_time`` have just been set."""
    return {
        "completed": 1,
        "turnaround_minutes": turnaround_minutes(job["created_at"], job["completed_at"]),
        "on_time": int(job["completed_on_time"]),
    }
