"""The stored form of a service reminder: what is due on a vehicle, by a day, by kilometres, or by both."""

import calendar
import datetime as dt
from enum import StrEnum
from typing import NotRequired, TypedDict

from revops.core.ids import new_id
from revops.jobs.row import JobRow


class Standing(StrEnum):
    """The state of a reminder: one human answer ends it."""

    OPEN = "open"
    DONE = "done"
    NOT_NEEDED = "not_needed"


class ReminderRow(TypedDict):
    """A reminder as it is stored."""

    _id: str
    workshop_id: str
    # Whose the job is, after which it is due.
    manager_id: str
    job_id: str
    vehicle_id: str
    customer_id: str | None
    title: str
    # Days, in the workshop's time zone.
    due_on: str | None
    due_km: int | None
    # The earlier of the day and of when the kilometres are reached, as the odometer runs by its last reading.
    expected_on: str
    state: str
    made_at: dt.datetime
    made_by: str
    answered_at: NotRequired[dt.datetime]
    answered_by: NotRequired[str]


def new_reminder(
    job: JobRow, title: str, *, due_on: str | None, due_km: int | None, expected_on: str, made_by: str, at: dt.datetime
) -> ReminderRow:
    """Build a reminder that waits for its day."""
    return {
        "_id": new_id(),
        "workshop_id": job["workshop_id"],
        "manager_id": job["manager_id"],
        "job_id": job["_id"],
        "vehicle_id": job["vehicle_id"],
        "customer_id": job.get("customer_id"),
        "title": title,
        "due_on": due_on,
        "due_km": due_km,
        "expected_on": expected_on,
        "state": Standing.OPEN.value,
        "made_at": at,
        "made_by": made_by,
    }


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months later, or the last of a month that is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
