"""What happens to a job, in the terms of the books: what is owed on it, and when and how late it was completed."""

import datetime as dt

from revops.core.time import day_of
from revops.journal.entry import Owed
from revops.mongo.client import Document


def owed_change(before: Document | None, after: Document) -> tuple[Owed, ...]:
    """Return how what is owed on a job changes, by customer. ``before`` is None for a job that is new.

    A change of the phone moves what is owed from one customer to the other; a change of the name alone is told too.
    """
    was_minor, is_minor = before["outstanding_minor"] if before else 0, after["outstanding_minor"]
    taken_on, phone, name = after["taken_on"], after["phone"], after["customer_name"]
    if before is not None and before["phone"] != phone:
        moves = ((before["phone"], before["customer_name"], -was_minor, -1), (phone, name, is_minor, 1))
        return tuple(Owed(p, n, taken_on, minor, jobs) for p, n, minor, jobs in moves if minor)
    is_renamed = before is not None and before["customer_name"] != name and is_minor > 0
    if was_minor == is_minor and not is_renamed:
        return ()
    return (Owed(phone, name, taken_on, is_minor - was_minor, (is_minor > 0) - (was_minor > 0)),)


def turnaround_minutes(created_at: dt.datetime, completed_at: dt.datetime) -> int:
    """Return the whole minutes from intake to completion, none when the times are the wrong way round."""
    return max((completed_at - created_at) // dt.timedelta(minutes=1), 0)


def was_on_time(due_at: dt.datetime, completed_at: dt.datetime, timezone: str) -> bool:
    """Say whether a job was completed on or before the workshop day on which it was due."""
    return day_of(completed_at, timezone) <= day_of(due_at, timezone)


def completed_counts(job: Document) -> dict[str, int]:
    """Return what a job counts on which ``completed_at`` and ``completed_on_time`` have just been set."""
    return {
        "completed": 1,
        "turnaround_minutes": turnaround_minutes(job["created_at"], job["completed_at"]),
        "on_time": int(job["completed_on_time"]),
    }
