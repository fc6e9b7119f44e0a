"""The stored form of a job, and the one place that makes it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

from revops.core.gstin import compact
from revops.core.ids import new_id
from revops.core.text import normalise_plate
from revops.core.time import UTC, day_of, zone
from revops.jobs.status import JobStatus
from revops.mongo.client import Document

# A version that does not know this migration does not know estimates to follow.
FOLLOWS_SINCE = 23
# Nor one of before this lines that belong to services.
SERVICES_SINCE = 27


class Intake(TypedDict, total=False):
    """The facts of a vehicle taken in, as they are stored. Money, lines and status have fields of their own."""

    customer_name: str
    phone: str
    car_model: str
    vehicle_number: str
    work_description: str
    planned_completion_days: int
    address: str | None
    parts_required: str | None
    worker_assigned: str | None
    internal_notes: str | None
    customer_gst_number: str | None
    place_of_supply: str | None


class JobRow(TypedDict):
    """A job as it is stored. Reads with a projection leave fields out."""

    _id: str
    # The demo and the import give numbers when they write.
    number: NotRequired[int]
    workshop_id: str
    manager_id: str
    # The records of whose vehicle it was and of the vehicle. What older versions write gets them in the background.
    customer_id: NotRequired[str]
    vehicle_id: NotRequired[str]
    # As they were called then, for the papers.
    customer_name: str
    phone: str
    car_model: str
    vehicle_number: str
    plate: str
    work_description: str
    planned_completion_days: int
    address: str | None
    parts_required: str | None
    worker_assigned: str | None
    internal_notes: str | None
    items: list[Document]
    pricing: Document | None
    # The services that the customer approved, with their lines as they were then: ``ApprovedService``.
    approved: NotRequired[list[Document]]
    # The number of the version of the estimate that was sent last.
    estimate_version: NotRequired[int]
    # How many of the services that the customer has were answered how: on the board without another read.
    service_counts: NotRequired[dict[str, int]]
    # How many papers of the moment were printed of it, which are numbered by this.
    prints: NotRequired[int]
    customer_gst_number: str | None
    # The number in its compact form, as it is printed.
    customer_gstin: str | None
    place_of_supply: str | None
    invoice_id: str | None
    invoice_number: str | None
    estimated_minor: int
    advance_minor: int
    paid_minor: int
    confirmed_minor: int
    # Only on a job of which something was written off.
    written_off_minor: NotRequired[int]
    # True while the estimate, 0 until then, is to follow: what is paid meanwhile is a credit.
    estimate_to_follow: NotRequired[bool]
    outstanding_minor: int
    # Only of a job that was cancelled: its estimate is 0 until it is reopened, which empties them.
    cancelled_at: NotRequired[dt.datetime | None]
    cancelled_by: NotRequired[str | None]
    cancel_reason: NotRequired[str | None]
    cancelled_estimate_minor: NotRequired[int | None]
    status: str
    search: list[str]
    references: NotRequired[list[str]]
    created_at: dt.datetime
    # The workshop's day of intake. Kept, because receivables are kept by it, and the workshop's time zone may change.
    taken_on: str
    updated_at: dt.datetime
    due_at: dt.datetime
    completed_at: dt.datetime | None
    completed_on_time: bool | None
    version: int
    # Of the request, where the client made the id.
    request_mark: NotRequired[str]


def new_job(
    workshop_id: str,
    timezone: str,
    manager_id: str,
    intake: Intake,
    at: dt.datetime,
    *,
    estimated_minor: int,
    advance_minor: int = 0,
    job_id: str | None = None,
) -> JobRow:
    """Build a job taken in ``at`` this time: nothing paid yet, no lines, no invoice, no number."""
    intake_day = day_of(at, timezone)
    gst_number = intake.get("customer_gst_number")
    return {
        "_id": job_id or new_id(),
        "workshop_id": workshop_id,
        "manager_id": manager_id,
        "customer_name": intake["customer_name"],
        "phone": intake["phone"],
        "car_model": intake["car_model"],
        "vehicle_number": intake["vehicle_number"],
        "plate": normalise_plate(intake["vehicle_number"]),
        "work_description": intake["work_description"],
        "planned_completion_days": intake["planned_completion_days"],
        "address": intake.get("address"),
        "parts_required": intake.get("parts_required"),
        "worker_assigned": intake.get("worker_assigned"),
        "internal_notes": intake.get("internal_notes"),
        "items": [],
        "pricing": None,
        "customer_gst_number": gst_number,
        "customer_gstin": compact(gst_number),
        "place_of_supply": intake.get("place_of_supply"),
        "invoice_id": None,
        "invoice_number": None,
        "estimated_minor": estimated_minor,
        "advance_minor": advance_minor,
        "paid_minor": 0,
        "confirmed_minor": 0,
        "outstanding_minor": estimated_minor,
        "status": JobStatus.PENDING.value,
        "search": [],
        "created_at": at,
        "taken_on": intake_day,
        "updated_at": at,
        "due_at": due_at(at, intake_day, intake["planned_completion_days"], timezone),
        "completed_at": None,
        "completed_on_time": None,
        "version": 1,
    }


def due_at(created_at: dt.datetime, intake_day: str, planned_days: int, timezone: str) -> dt.datetime:
    """Compute when a job is due: so many days of the calendar after it was taken in, at the same time by the clock.

    It is stored, because jobs are listed by it.
    """
    day = dt.date.fromisoformat(intake_day) + dt.timedelta(days=planned_days)
    at = created_at.astimezone(zone(timezone)).time()
    return dt.datetime.combine(day, at, zone(timezone)).astimezone(UTC)


def written_off_minor(job: Mapping[str, Any]) -> int:
    """Read what was written off of a job."""
    minor: int = job.get("written_off_minor", 0)
    return minor


def is_to_follow(job: Mapping[str, Any]) -> bool:
    """Tell whether the estimate of a job is to follow."""
    is_so: bool = job.get("estimate_to_follow", False)
    return is_so


def credit_minor(job: Mapping[str, Any]) -> int:
    """Read what was paid on a job whose estimate is to follow: it counts once there is one."""
    minor: int = job["paid_minor"] if is_to_follow(job) else 0
    return minor


def not_owed_minor(job: Mapping[str, Any]) -> int:
    """Sum what is paid on a job and what was written off: its estimate cannot fall below that."""
    paid_minor: int = job["paid_minor"]
    return paid_minor + written_off_minor(job)
