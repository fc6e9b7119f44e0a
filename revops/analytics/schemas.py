"""What the dashboard gives."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field

from revops.core.query import FromDay, QueryModel, ToDay
from revops.jobs.status import JobStatus


class Period(QueryModel):
    """Workshop days, both ends included; all time without them."""

    first_day: FromDay = None
    last_day: ToDay = None


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
    """Exact figures. Jobs, revenue and collected are of the period (all time without one); outstanding money, status
    counts, cash in hand and pending confirmations are of now; the daily figures are the 30 days up to its end."""

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
