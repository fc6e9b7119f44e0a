"""Intake on the wire, and a job with all that happened on it."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field

from revops.billing.schemas import BillOut
from revops.core.text import OptionalName
from revops.customers.schemas import CustomerOut, RecentMerge
from revops.http.query import QueryModel
from revops.http.wire import Created
from revops.jobs.schemas import JobOut, TimelineEntry
from revops.jobs.status import JobStatus
from revops.papers.schemas import DocumentOut
from revops.payments.schemas import JobPayment
from revops.quotations.schemas import QuotationOut
from revops.vehicles.schemas import KeeperOut, ReadingOut, VehicleOut


class JobCreated(Created):
    """A job was recorded; ``warnings`` point at values that look odd, they never block."""

    number: Annotated[int, Field(examples=[3001])]
    customer_id: str
    vehicle_id: str
    warnings: list[str]


class JobDetail(JobOut):
    """A job with its payments and its timeline, newest first; with lines, what they come to."""

    bill: BillOut | None

    payments: list[JobPayment]
    refunds: Annotated[list[JobPayment], Field(description="What went back; `total_paid` is net of it.")]
    updates: Annotated[list[TimelineEntry], Field(description="The newest fifty.")]
    updates_cursor: Annotated[
        str | None,
        Field(description="With it `GET /api/jobs/{job_id}/updates` gives the earlier ones; null without any."),
    ]
    allowed_statuses: list[JobStatus]
    odometer_km: Annotated[
        int | None, Field(description="What the odometer said when the car was taken in; null where nobody typed it.")
    ]
    closes_on: Annotated[
        dt.date | None,
        Field(description="Delivered, paid and confirmed: the workshop day on which the job closes automatically."),
    ]
    warnings: list[str]


class KnownQuery(QueryModel):
    """As much as is typed so far."""

    vehicle_number: Annotated[OptionalName, Field(description="A whole plate, in any writing.")] = None
    phone: Annotated[OptionalName, Field(description="A whole phone number, in any writing.")] = None
    customer_name: OptionalName = None


class OpenJob(BaseModel):
    """A job of the vehicle that is still to be done."""

    id: str
    number: int | None
    status: JobStatus
    created_at: dt.datetime
    customer_name: str
    phone: str
    remaining_amount: float
    estimate_to_follow: bool


class Known(BaseModel):
    """The vehicle of the plate with its keeper, and the customers who have the phone."""

    vehicle: VehicleOut | None
    customers: list[CustomerOut]
    asks_keeper: Annotated[
        bool,
        Field(
            description="Name or phone are not those of the vehicle's keeper: ask whether it is the same customer or"
            " the vehicle was sold, and send the answer as `keeper` with the job."
        ),
    ]
    quotations: Annotated[
        list[QuotationOut], Field(description="Open estimates for this plate or phone, the latest first.")
    ]
    open_job: Annotated[OpenJob | None, Field(description="The newest that the caller may see.")]


class _Visits(BaseModel):
    job_count: int
    estimated_amount: float
    total_paid: float
    outstanding_amount: float
    last_visit_at: dt.datetime | None
    jobs: Annotated[list[JobOut], Field(description="The newest fifty; `GET /api/jobs` lists all.")]
    papers: Annotated[list[DocumentOut], Field(description="Of these jobs, the newest fifty.")]


class CustomerDetail(CustomerOut, _Visits):
    """A customer with vehicles, jobs and papers. Jobs, papers and sums are those that the caller may see."""

    vehicles: list[VehicleOut]
    recent_merges: Annotated[list[RecentMerge], Field(description="Merges that can still be undone, latest first.")]


class VehicleDetail(VehicleOut, _Visits):
    """A vehicle with its whole history, across keepers; newest first. Jobs and sums are those the caller may see."""

    keepers: list[KeeperOut]
    readings: list[ReadingOut]
