"""The dashboard on the wire."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from revops.billing.tax import Head
from revops.core.text import Identifier
from revops.http.query import FromDay, PageQuery, QueryModel, ToDay
from revops.http.wire import CashBeingCounted, HeldAmount
from revops.jobs.status import JobStatus
from revops.journal.accounts import Figure
from revops.payments.schemas import PaymentOut


class DashboardQuery(QueryModel):
    """Workshop days, both ends included; all time without them. The whole workshop, or one manager."""

    first_day: FromDay = None
    last_day: ToDay = None
    manager_id: Annotated[Identifier | None, Field(description="Only this manager's figures.")] = None


class DayFigures(BaseModel):
    """One day of the workshop."""

    date: dt.date
    revenue: float
    collected: float
    jobs: int


class SpanFigures(BaseModel):
    """A part of the period: a day, a week, a month, or all that came before those."""

    from_day: Annotated[dt.date | None, Field(alias="from", description="Null for all that came before.")]
    to_day: Annotated[dt.date, Field(alias="to")]
    revenue: float
    collected: float
    jobs: int


class ManagerFigures(BaseModel):
    """One manager. Cash in hand and outstanding are of now, the rest of the period."""

    manager_id: str
    name: str | None
    job_count: int
    total_revenue: float
    avg_job_value: float
    total_collected: float
    cash_in_hand: HeldAmount
    cash_difference: Annotated[float, Field(description="Of the hand-overs of the manager, in the period.")]
    completed: int
    on_time: Annotated[int, Field(description="Of those completed, on or before the day they were due.")]
    average_hours: Annotated[float | None, Field(description="From intake to completion; null without any.")]
    outstanding: Annotated[float, Field(description="Owed on this manager's jobs.")]


class PendingConfirmations(BaseModel):
    """Payments that await the owner's decision, now."""

    count: int
    amount: float


class PendingRefunds(BaseModel):
    """Refunds that await the owner's decision, now."""

    count: int
    amount: float


class PreviousPeriod(BaseModel):
    """The period to compare with: the whole month before for a month, also for one that still goes on; else as many
    days, up to the day before."""

    first_day: Annotated[dt.date, Field(alias="from")]
    last_day: Annotated[dt.date, Field(alias="to")]
    total_jobs: int
    total_revenue: float
    total_collected: float
    avg_job_value: float


AgeBucket = Literal["0-7", "8-30", "31-60", "60+"]


class Ageing(BaseModel):
    """Money owed now on the jobs taken in on these days; ``60+`` is more than 60 days ago and has no first day."""

    bucket: Annotated[AgeBucket, Field(description="Days since the vehicle was taken in.")]
    from_day: dt.date | None
    to_day: dt.date
    amount: float
    jobs: int


class CustomerRisk(BaseModel):
    """A customer, with whoever was merged into him, and the money owed now."""

    customer_id: str
    phone: Annotated[str, Field(description="The first of the customer's numbers; - without any.")]
    name: str
    amount: float
    jobs: Annotated[int, Field(description="Jobs with money outstanding.")]
    since: Annotated[dt.date | None, Field(description="Day on which the oldest of them was taken in.")]


class JobRisk(BaseModel):
    """A job with the money owed on it now."""

    id: str
    customer_name: str
    vehicle_number: str
    amount: float
    taken_on: dt.date
    days: Annotated[int, Field(description="Days since the vehicle was taken in.")]
    manager_name: str | None


class CreditRisk(BaseModel):
    """The largest debtors, and the jobs that owe most and longest. Customers are the whole workshop's: none are given
    for one manager."""

    customers: list[CustomerRisk]
    largest: list[JobRisk]
    longest: list[JobRisk]


class Turnaround(BaseModel):
    """Jobs completed the first time within the period, and how long they took."""

    completed: int
    average_hours: Annotated[float | None, Field(description="From intake to completion; null without any.")]


class OnTime(BaseModel):
    """Of the jobs completed within the period, those completed on or before the day they were due."""

    completed: int
    on_time: int
    share: Annotated[float | None, Field(ge=0, le=1, description="Null when none was completed.")]


class TaxFigure(BaseModel):
    """The tax of one head."""

    head: Head
    amount: float


class Dashboard(BaseModel):
    """Exact figures of the workshop, or of one manager, all of one instant. Jobs, revenue with its tax, collected,
    written off, turnaround and on time are of the period (all time without one); outstanding money with its ageing and
    credit risk, status counts, cash in hand and pending confirmations are of now; the daily figures are the 30 days up
    to the period's end."""

    total_jobs: int
    total_revenue: float
    total_collected: float
    outstanding_credits: float
    total_credits: float
    avg_job_value: float
    net_revenue: Annotated[
        float,
        Field(
            description="Total revenue less the tax on the invoices of the period. Work without an invoice is in it as"
            " estimated; tax falls on the day of its invoice, and is taken back on the day of a credit note."
        ),
    ]
    tax_amount: Annotated[float, Field(description="Tax on the invoices of the period, less credit notes.")]
    taxes: Annotated[list[TaxFigure], Field(description="The same by head, without those that have none.")]
    written_off_amount: Annotated[float, Field(description="Written off in the period, of what customers owed.")]
    cash_difference: Annotated[
        float,
        Field(
            description="Cash of the period that was missing when what was handed over was counted, as the owner has"
            " settled it; negative for what was too much. What was collected has it in it."
        ),
    ]
    status_counts: Annotated[dict[JobStatus, int], Field(examples=[{"pending": 4, "in_progress": 11}])]
    daily_revenue: list[DayFigures]
    course: Annotated[
        list[SpanFigures],
        Field(
            description="Revenue, collected and jobs in the course of the period, which they add up to: by day up to 31"
            " days, by week up to 92, else by month, two years at most and before them all that was earlier."
        ),
    ]
    owed_after_delivery: Annotated[float, Field(description="Outstanding on vehicles that have left.")]
    still_to_bill: Annotated[float, Field(description="Outstanding on vehicles that are in the shop.")]
    in_shop: Annotated[int, Field(description="Vehicles that are here: not delivered, on credit or closed.")]
    manager_performance: list[ManagerFigures]
    pending_confirmations: PendingConfirmations
    pending_refunds: PendingRefunds
    cash_in_hand: Annotated[
        float | None,
        Field(
            description="Of all managers together less those that are being counted, or of the one asked for: null"
            " while a hand-over of his waits to be counted."
        ),
    ]
    cash_being_counted: CashBeingCounted
    previous: Annotated[
        PreviousPeriod | None,
        Field(description="For comparison; null unless the period has a first day. Without a last day it ends today."),
    ]
    ageing: Annotated[list[Ageing], Field(description="Outstanding money by age: four rows, youngest first.")]
    credit_risk: CreditRisk
    turnaround: Turnaround
    on_time: OnTime
    as_of: dt.datetime


class EntryQuery(PageQuery):
    """A figure of the dashboard, and of which period and manager it is."""

    figure: Annotated[Figure, Field(description="Which figure to trace.", examples=["revenue"])] = Figure.REVENUE
    first_day: FromDay = None
    last_day: ToDay = None
    manager_id: Annotated[Identifier | None, Field(description="Only what is part of this manager's figure.")] = None


class FigureEntry(BaseModel):
    """A journal entry, and what it adds to the figure."""

    id: str
    at: dt.datetime
    day: Annotated[dt.date, Field(description="The workshop's day, as it was when it happened.")]
    kind: Annotated[str, Field(examples=["payment_recorded"])]
    amount: Annotated[float | None, Field(description="Added to the figure, in the currency; null where jobs count.")]
    count: Annotated[int | None, Field(description="Added to the figure's count; null where only money counts.")]
    job_id: str | None
    customer_name: str | None
    vehicle_number: str | None
    payment_id: str | None
    settlement_id: str | None
    manager_id: str | None
    manager_name: str | None
    actor_name: str | None
    note: str | None


class ForecastDay(BaseModel):
    """The expected revenue of a day, and the range it will be in, as likely as the level says."""

    date: dt.date
    expected: float
    low: float
    high: float


class ForecastTotal(BaseModel):
    """The expected revenue of all the days together. Its range is narrower than the days' ranges added up, because
    not all days err to one side."""

    expected: float
    low: float
    high: float


class Forecast(BaseModel):
    """Revenue of the next 14 days, today included, from complete days up to yesterday; or why there is none."""

    method: Annotated[str | None, Field(examples=["MSTL with a weekly season and an automatic ETS trend"])]
    basis_days: Annotated[int, Field(description="Complete days that it rests on; those before the first job do not.")]
    level: Annotated[float, Field(description="How likely the ranges are to hold what comes.")]
    days: list[ForecastDay]
    total: ForecastTotal | None
    reason: Annotated[str | None, Field(description="Why there is no forecast; null when there is one.")]


class MyDay(BaseModel):
    """A manager's own day, exact at this instant. Amounts rejected today lower what was collected today."""

    status_counts: Annotated[dict[JobStatus, int], Field(examples=[{"pending": 4, "in_progress": 11}])]
    open_jobs: Annotated[int, Field(description="Pending, in progress or waiting for parts.")]
    due_today: Annotated[int, Field(description="Open jobs due today; 1,000 stands for that many or more.")]
    overdue: Annotated[int, Field(description="Open jobs due before today; 1,000 stands for that many or more.")]
    jobs_today: Annotated[int, Field(description="Jobs taken in today.")]
    collected_today: float
    cash_in_hand: float
    pending_settlement: Annotated[float, Field(description="Handed over, and not received by the owner yet.")]
    available_to_settle: Annotated[float, Field(description="Cash in hand less what is handed over.")]
    awaiting_confirmation: PendingConfirmations
    pending_refunds: PendingRefunds
    rejected_recently: Annotated[
        list[PaymentOut], Field(description="The last five payments rejected within 14 days, newest verdict first.")
    ]
    rejections_seen: Annotated[list[str], Field(description="Ids of rejected payments that were marked as seen.")]
    as_of: dt.datetime


class RejectionsSeen(BaseModel):
    """Rejected payments that were seen."""

    payment_ids: Annotated[list[Identifier], Field(min_length=1, max_length=20)]
