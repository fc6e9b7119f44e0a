"""Intake on the wire, and a job with all that happened on it."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from revops.billing.schemas import BillOut
from revops.http.wire import Created
from revops.jobs.schemas import JobOut, TimelineEntry
from revops.jobs.status import JobStatus
from revops.payments.schemas import JobPayment


class JobCreated(Created):
    """A job was recorded; ``warnings`` point at values that look odd, they never block."""

    number: Annotated[int, Field(examples=[3001])]
    warnings: list[str]


class JobDetail(JobOut):
    """A job with its payments and its timeline, newest first; with lines, what they come to."""

    bill: BillOut | None

    payments: list[JobPayment]
    updates: Annotated[list[TimelineEntry], Field(description="The newest fifty.")]
    updates_cursor: Annotated[
        str | None,
        Field(description="With it `GET /api/jobs/{job_id}/updates` gives the earlier ones; null without any."),
    ]
    allowed_statuses: list[JobStatus]
    closes_on: Annotated[
        dt.date | None,
        Field(description="Delivered, paid and confirmed: the workshop day on which the job closes by itself."),
    ]
    warnings: list[str]
