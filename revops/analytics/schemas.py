"""What the dashboard gives."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field

from revops.core.query import FromDay, QueryModel, ToDay
from revops.core.text import Identifier
from revops.jobs.status import JobStatus
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


class ManagerFigures(BaseModel):
    """One manager. Cash in hand is of now, the rest of the period."""

    manager_id: str
    name: str | None
    job_count: int
    total_revenue: float
    avg_job_value: float
    total_collected: float
    cash_in_hand: float


class PendingConfirmations(BaseModel):
    """Payments that await the owner's verdict, now."""

    count: int
    amount: float


class Dashboard(BaseModel):
    """Exact figures of the workshop, or of one manager. Jobs, revenue and collected are of the period (all time without
    one); outstanding money, status counts, cash in hand and pending confirmations are of now; the daily figures are the
    30 days up to its end."""

    total_jobs: int
    total_revenue: float
    total_collected: float
    outstanding_credits: float
    total_credits: float
    avg_job_value: float
    status_counts: Annotated[dict[JobStatus, int], Field(examples=[{"pending": 4, "in_progress": 11}])]
    daily_revenue: list[DayFigures]
    manager_performance: list[ManagerFigures]
    pending_confirmations: PendingConfirmations
    as_of: dt.datetime


class MyDay(BaseModel):
    """A manager's own day, exact at this instant. Amounts rejected today lower what was collected today."""

    status_counts: Annotated[dict[JobStatus, int], Field(examples=[{"pending": 4, "in_progress": 11}])]
    open_jobs: Annotated[int, Field(description="Pending, in progress or waiting for parts.")]
    due_today: Annotated[int, Field(description="Open jobs due today; 1,000 stands for that many or more.")]
    overdue: Annotated[int, Field(description="Open jobs due before today; 1,000 stands for that many or more.")]
    jobs_today: Annotated[int, Field(description="Jobs taken in today.")]
    collected_today: float
    cash_in_hand: float
    pending_settlement: Annotated[float, Field(description="Submitted, and not judged by the owner yet.")]
    available_to_settle: Annotated[float, Field(description="Cash in hand less what is submitted.")]
    awaiting_confirmation: PendingConfirmations
    rejected_recently: Annotated[
        list[PaymentOut], Field(description="The last five payments rejected within 14 days, newest verdict first.")
    ]
    as_of: dt.datetime
